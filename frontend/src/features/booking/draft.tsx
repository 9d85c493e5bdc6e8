import { createContext, type ReactNode, useContext, useMemo, useRef, useState } from "react";
import type { HoldFieldsFragment } from "@/gql/graphql";
import { noWords, type Words } from "./flow";

/** A slot kept for the person, and until when on this device's clock. */
export type HeldTime = HoldFieldsFragment & { until: number };

type Draft = {
  words: Words;
  setWords: (change: Partial<Words>) => void;
  held: HeldTime | null;
  setHeld: (held: HeldTime | null) => void;
  /** The hold in the address that was asked about after a reload: once is enough. */
  recovered: { current: string | null };
  /** A hold that turned out to have ended. */
  gone: string | null;
  setGone: (holdId: string | null) => void;
  clear: () => void;
};

const DraftContext = createContext<Draft | null>(null);

/** Holds what is typed while booking. It goes with the signed-in frame, and so at sign-out. */
export function BookingDraft({ children }: { children: ReactNode }) {
  const [words, setAllWords] = useState<Words>(noWords);
  const [held, setHeld] = useState<HeldTime | null>(null);
  const [gone, setGone] = useState<string | null>(null);
  const recovered = useRef<string | null>(null);
  const draft = useMemo<Draft>(
    () => ({
      words,
      setWords: (change) => setAllWords((now) => ({ ...now, ...change })),
      held,
      setHeld,
      recovered,
      gone,
      setGone,
      clear: () => {
        setAllWords(noWords);
        setHeld(null);
      },
    }),
    [words, held, gone],
  );
  return <DraftContext value={draft}>{children}</DraftContext>;
}

export function useDraft(): Draft {
  const draft = useContext(DraftContext);
  if (!draft) throw new Error("useDraft outside BookingDraft");
  return draft;
}
