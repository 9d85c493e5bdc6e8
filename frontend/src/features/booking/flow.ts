import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import * as v from "valibot";
import type { BookingChoicesQuery } from "@/gql/graphql";

/**
 * The questions of booking, in their order. This table is all there is to the
 * flow: the router takes its addresses from it, the pages their headings, the
 * buttons where they lead, and the tests what to walk through.
 */

const opaqueId = v.optional(v.pipe(v.string(), v.maxLength(64)));

/** Answers that stand in the address: opaque ids only, so that Back, reload and a second tab work. */
export const answersSchema = v.object({
  location: opaqueId,
  department: opaqueId,
  doctor: opaqueId,
  service: opaqueId,
  hold: opaqueId,
  coverage: opaqueId,
  /** The person came from the check page and wants to return to it. */
  change: v.optional(v.boolean()),
});

export type Answers = v.InferOutput<typeof answersSchema>;

/** What the address of a question says: the answers so far, and what is chosen on the page and not sent on yet. */
export const askedSchema = v.object({ ...answersSchema.entries, chosen: opaqueId });

/** What people type. It is kept in memory alone: never in an address, never in browser storage. */
export type Words = { reason: string; email: string | null; phone: string; notes: string };

export const noWords: Words = { reason: "", email: null, phone: "", notes: "" };

/** The answer to the third question of someone who does not mind. */
export const anyDoctor = "any";
/** The answer of someone who uses none of the insurances on record. */
export const noCoverage = "none";

export type Choices = BookingChoicesQuery["clinic"];
export type StepKey = "location" | "department" | "doctor" | "reason" | "time" | "details" | "check";

export type Step = {
  key: StepKey;
  title: MessageDescriptor;
  isAnswered: (answers: Answers, words: Words) => boolean;
  /** The answer when only one is possible: the page is then skipped. */
  only?: (choices: Choices, answers: Answers) => Answers | null;
  /** What a different answer here makes void. */
  voids: (keyof Answers)[];
};

export const steps: Step[] = [
  {
    key: "location",
    title: msg`Where would you like to be seen?`,
    isAnswered: (answers) => Boolean(answers.location),
    only: (choices) => one(choices.locations, (location) => ({ location })),
    voids: ["department", "doctor", "service", "hold"],
  },
  {
    key: "department",
    title: msg`Which department do you need?`,
    isAnswered: (answers) => Boolean(answers.department),
    only: (choices, answers) => one(departmentsAt(choices, answers.location), (department) => ({ department })),
    voids: ["doctor", "service", "hold"],
  },
  {
    key: "doctor",
    title: msg`Whom would you like to see?`,
    isAnswered: (answers) => Boolean(answers.doctor),
    only: (choices) => one(choices.practitioners, (doctor) => ({ doctor })),
    voids: ["hold"],
  },
  {
    key: "reason",
    title: msg`What is the visit for?`,
    isAnswered: (answers, words) => Boolean(answers.service) && words.reason.trim() !== "",
    voids: ["hold"],
  },
  {
    key: "time",
    title: msg`When would you like to come?`,
    isAnswered: (answers) => Boolean(answers.hold),
    voids: [],
  },
  {
    key: "details",
    title: msg`How can we reach you, and how is the visit paid for?`,
    isAnswered: (answers, words) => Boolean(answers.coverage) && words.email !== null,
    voids: [],
  },
  { key: "check", title: msg`Check your answers`, isAnswered: () => false, voids: [] },
];

export function departmentsAt(choices: Choices, location: string | undefined) {
  return choices.locations.find(({ id }) => id === location)?.departments ?? [];
}

export function stepOf(key: StepKey): Step {
  const found = steps.find((step) => step.key === key);
  if (!found) throw new Error(`no step ${key}`);
  return found;
}

/** The first question without an answer; the check page when all have one. */
export function firstOpen(answers: Answers, words: Words): StepKey {
  return steps.find((step) => !step.isAnswered(answers, words))?.key ?? "check";
}

/** Where an answered question leads: on to the next one, or straight back to the check page when that is where it came from. */
export function nextStep(key: StepKey, answers: Answers, words: Words): StepKey {
  if (answers.change) return firstOpen(answers, words);
  const index = steps.findIndex((step) => step.key === key);
  return steps[index + 1]?.key ?? "check";
}

/** The question before, leaving out those with one possible answer; null before the first. */
export function previousStep(key: StepKey, choices: Choices | undefined, answers: Answers): StepKey | null {
  const index = steps.findIndex((step) => step.key === key);
  const before = steps.slice(0, index).filter((step) => !choices || !step.only?.(choices, answers));
  return before.at(-1)?.key ?? null;
}

/** The answers with this one given. A different answer voids those that hung on the old one. */
export function answer(key: StepKey, answers: Answers, given: Answers): Answers {
  const changed = Object.entries(given).some(([name, value]) => answers[name as keyof Answers] !== value);
  const kept = { ...answers };
  if (changed) for (const name of stepOf(key).voids) delete kept[name];
  return { ...kept, ...given };
}

function one(list: { id: string }[], then: (id: string) => Answers): Answers | null {
  const only = list.length === 1 ? list[0] : undefined;
  return only ? then(only.id) : null;
}
