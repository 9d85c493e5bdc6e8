import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { BookingChoicesDocument } from "@/gql/graphql";
import { useAsk } from "@/lib/useAsk";
import { useDraft } from "./draft";
import { choicesFor, wordsFor } from "./draftAnswers";
import { type Answers, answer, firstOpen, nextStep, previousStep, type StepKey, stepOf, steps, type Words } from "./flow";
import { useLoadedDraft, useSaveDraft } from "./savedDraft";
import { useHold } from "./useHold";

/** Where the person is in the flow, what they said so far, and the ways on. */
export function useFlow(key: StepKey) {
  const { chosen, ...search } = useSearch({ from: "/signed-in/appointments/new" });
  const navigate = useNavigate();
  const { words, setWords, typed, type, setBegun } = useDraft();
  const isLoaded = useLoadedDraft();
  const save = useSaveDraft();
  const { giveBack } = useHold();
  const choices = useChoices(key, search);
  const step = stepOf(key);
  const only = choices.clinic ? step.only?.(choices.clinic, search) : undefined;
  const onlyKey = only ? JSON.stringify(only) : null;
  const open = firstOpen(search, words);
  const tooFar = order(key) > order(open);

  const goTo = (to: StepKey, answers: Answers, replace = false) =>
    navigate({ to: `/appointments/new/${to}`, search: answers, replace });

  useEffect(() => {
    if (!isLoaded) return;
    // Replacing keeps Back from leading to a page that would only lead here again.
    if (tooFar) void goTo(open, search, true);
    else if (only) {
      const given = answer(key, search, only);
      void goTo(nextStep(key, given, words), given, true);
    }
    // Only a new verdict on this page counts, not each new reading of the answers.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isLoaded, tooFar, onlyKey]);

  return {
    step,
    answers: search,
    words,
    choices,
    /** It is not known yet what was answered, or the page is about to give way to another one. */
    isPassing: !isLoaded || tooFar || Boolean(only),
    /** What is chosen on this page and not sent on: a reload finds it still chosen. */
    chosen,
    choose: (id: string | undefined) =>
      void navigate({ to: `/appointments/new/${key}`, search: { ...search, chosen: id }, replace: true, resetScroll: false }),
    typed,
    type: (said: Partial<Words>) => {
      type(said);
      save(wordsFor(said));
    },
    previous: search.change ? ("check" as const) : previousStep(key, choices.clinic, search),
    give: async (given: Answers, said: Partial<Words> = {}) => {
      setWords(said);
      const answers = answer(key, search, given);
      if (search.hold && !answers.hold) void giveBack();
      setBegun(withoutChange(answers));
      save({ ...choicesFor(answers), ...wordsFor(said) }, "now");
      const to = nextStep(key, answers, { ...words, ...said });
      // This page's own address learns the answer first, so that Back finds it given.
      await goTo(key, answers, true);
      await goTo(to, to === "check" ? withoutChange(answers) : answers);
    },
    /** Another time is kept instead: this very page goes on with it. */
    keep: async (hold: string) => {
      const answers = { ...search, hold };
      setBegun(withoutChange(answers));
      save(choicesFor(answers), "now");
      await goTo(key, answers, true);
    },
    goTo,
  };
}

export type Flow = ReturnType<typeof useFlow>;

function useChoices(key: StepKey, { location, department }: Answers) {
  // The first pages offer more than the person has narrowed down to by coming back to them.
  const variables = {
    locationId: order(key) > order("location") ? (location ?? null) : null,
    departmentId: order(key) > order("department") ? (department ?? null) : null,
  };
  const { data, isLoading, isOffline, retry } = useAsk(BookingChoicesDocument, variables, "cache-first");
  return { clinic: data?.clinic, isLoading, isOffline, retry };
}

export function withoutChange(answers: Answers): Answers {
  const { change: _, ...rest } = answers;
  return rest;
}

function order(key: StepKey): number {
  return steps.findIndex((step) => step.key === key);
}
