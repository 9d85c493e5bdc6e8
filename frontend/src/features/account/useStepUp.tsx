import type { CombinedError } from "@urql/core";
import { type ReactNode, useCallback, useRef, useState } from "react";
import { hasCode } from "@/lib/errors";
import { ConfirmItIsYou } from "./ConfirmItIsYou";

type Sent = { error?: CombinedError };

export type StepUp = {
  /**
   * Sends something that may need a fresh proof of who is asking. If it does,
   * the person is asked for one, and then it is sent again. Whoever does not
   * want to prove it gets the first answer, with its STEP_UP_REQUIRED.
   */
  guard: <Answer extends Sent>(send: () => Promise<Answer>) => Promise<Answer>;
  /** What asks, while it asks: see StepUpPlace. */
  prompt: ReactNode;
};

/** For pages that change how somebody signs in. */
export function useStepUp(): StepUp {
  const [isAsking, setAsking] = useState(false);
  const settle = useRef<(isConfirmed: boolean) => void>(() => {});
  const ask = useCallback(() => {
    setAsking(true);
    return new Promise<boolean>((resolve) => {
      settle.current = (isConfirmed) => {
        setAsking(false);
        resolve(isConfirmed);
      };
    });
  }, []);
  const guard = useCallback(
    async <Answer extends Sent>(send: () => Promise<Answer>) => {
      const first = await send();
      if (!hasCode(first.error, "STEP_UP_REQUIRED")) return first;
      return (await ask()) ? await send() : first;
    },
    [ask],
  );
  const prompt = isAsking ? (
    <ConfirmItIsYou onConfirmed={() => settle.current(true)} onCancel={() => settle.current(false)} />
  ) : null;
  return { guard, prompt };
}

/**
 * The part of a page that gives way while the person is asked. It is hidden,
 * not taken away, so that nothing typed into it is lost.
 */
export function StepUpPlace({ stepUp, children }: { stepUp: StepUp; children: ReactNode }) {
  return (
    <>
      {stepUp.prompt}
      <div hidden={stepUp.prompt !== null}>{children}</div>
    </>
  );
}
