import { createContext, type ReactNode, useCallback, useContext, useState } from "react";

const AnnounceContext = createContext<(words: string) => void>(() => {});

/**
 * One polite live region for the whole app, there from the start: a region that
 * is added together with its words is often not read out.
 */
export function Announcer({ children }: { children: ReactNode }) {
  const [words, setWords] = useState("");
  // The same words twice are two announcements: the mark makes them differ.
  const announce = useCallback(
    (next: string) => setWords((now) => (now === next ? `${next}\u00a0` : next)),
    [],
  );
  return (
    <AnnounceContext value={announce}>
      {children}
      <div role="status" aria-live="polite" className="out-of-sight">
        {words}
      </div>
    </AnnounceContext>
  );
}

/** Says something to people who listen to the page, when they have a moment. */
export function useAnnounce(): (words: string) => void {
  return useContext(AnnounceContext);
}
