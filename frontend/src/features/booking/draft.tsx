import { createContext, type ReactNode, type RefObject, useCallback, useContext, useMemo, useRef, useState } from "react";
import type { DraftAnswersFragment, HoldFieldsFragment, SlotChoiceFragment } from "@/gql/graphql";
import { usePatientId } from "@/lib/record";
import { useSession } from "@/lib/session";
import { choicesIn, wordsIn } from "./draftAnswers";
import { type Answers, noWords, type Words } from "./flow";
import { makeUnsaved, type Unsaved } from "./unsaved";

/** A slot kept for the person, and until when on this device's clock. */
export type HeldTime = HoldFieldsFragment & { until: number };

type Kept = {
  /** Whether the server was asked what it keeps of this booking. */
  isLoaded: boolean;
  /** The choices that were made last, on whatever page or device. */
  begun: Answers | null;
  words: Words;
  /** What stands in a form that was not sent on yet: a session may run out meanwhile. */
  typed: Partial<Words>;
  held: HeldTime | null;
  /** A hold that turned out to have ended. */
  gone: string | null;
  /** The time of that hold, where somebody else has it since. */
  lost: SlotChoiceFragment | null;
  /** The hold in the address that was asked about after a reload: once is enough. */
  recovered: string | null;
};

type Drafts = {
  of: (patientId: string) => Kept;
  change: (patientId: string, by: (now: Kept) => Kept) => void;
  /** Holds that became an appointment: there is nothing to give back. */
  spent: RefObject<Set<string>>;
  /** The hold that is being made an appointment: that its time is taken is no loss. */
  confirming: RefObject<string | null>;
  unsaved: Unsaved;
};

const DraftsContext = createContext<Drafts | null>(null);

const nothing: Kept = { isLoaded: false, begun: null, words: noWords, typed: {}, held: null, gone: null, lost: null, recovered: null };

/**
 * Holds what is typed while booking, for each patient apart, in this tab's
 * memory. It outlasts a session that ran out, for the same account alone:
 * whoever signs in again goes on, anybody else begins anew. The server keeps it
 * too, for what a tab does not outlast: see savedDraft.ts.
 */
export function BookingDraft({ children }: { children: ReactNode }) {
  const { owner } = useSession();
  const [whose, setWhose] = useState(owner);
  const [drafts, setDrafts] = useState(() => new Map<string, Kept>());
  const [unsaved, setUnsaved] = useState(makeUnsaved);
  const spent = useRef(new Set<string>());
  const confirming = useRef<string | null>(null);
  if (whose !== owner) {
    setWhose(owner);
    setDrafts(new Map());
    setUnsaved(makeUnsaved());
  }
  const value = useMemo<Drafts>(
    () => ({
      of: (patientId) => drafts.get(patientId) ?? nothing,
      change: (patientId, by) => setDrafts((now) => new Map(now).set(patientId, by(now.get(patientId) ?? nothing))),
      spent,
      confirming,
      unsaved,
    }),
    [drafts, unsaved],
  );
  return <DraftsContext value={value}>{children}</DraftsContext>;
}

/** What was said so far while booking for the patient whose record is open. */
export function useDraft() {
  const drafts = useContext(DraftsContext);
  if (!drafts) throw new Error("useDraft outside BookingDraft");
  const patientId = usePatientId() ?? "";
  const { change, spent, confirming, unsaved } = drafts;
  const kept = drafts.of(patientId);
  const update = useCallback((by: (now: Kept) => Kept) => change(patientId, by), [change, patientId]);
  return useMemo(
    () => ({
      ...kept,
      spent,
      confirming,
      unsaved,
      load: (saved: DraftAnswersFragment | null) => {
        if (saved?.flowId) unsaved.goOn(patientId, saved.flowId);
        update((now) => loaded(now, saved));
      },
      setBegun: (begun: Answers) => update((now) => ({ ...now, begun })),
      setWords: (words: Partial<Words>) => update((now) => ({ ...now, words: { ...now.words, ...words }, typed: {} })),
      type: (typed: Partial<Words>) => update((now) => ({ ...now, typed: { ...now.typed, ...typed } })),
      setHeld: (held: HeldTime | null) => update((now) => ({ ...now, held, lost: held ? null : now.lost })),
      /** Somebody else has the time that was kept. */
      lose: ({ id, slot }: HeldTime) => update((now) => ({ ...now, held: null, gone: id, lost: slot, recovered: id })),
      setGone: (gone: string | null) => update((now) => ({ ...now, gone })),
      setRecovered: (recovered: string) => update((now) => ({ ...now, recovered })),
      clear: () => {
        unsaved.end(patientId);
        update((now) => ({ ...now, begun: null, words: noWords, typed: {}, held: null }));
      },
    }),
    [kept, spent, confirming, unsaved, patientId, update],
  );
}

/** What this tab knows already is newer than what the server had. */
function loaded(now: Kept, saved: DraftAnswersFragment | null): Kept {
  if (now.isLoaded || !saved) return { ...now, isLoaded: true };
  const { reason, email, phone, notes } = wordsIn(saved);
  const words = {
    reason: now.words.reason || reason,
    email: now.words.email ?? email,
    phone: now.words.phone || phone,
    notes: now.words.notes || notes,
  };
  return { ...now, isLoaded: true, begun: now.begun ?? choicesIn(saved), words };
}
