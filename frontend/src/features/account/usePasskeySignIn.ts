import { useLingui } from "@lingui/react/macro";
import type { CombinedError } from "@urql/core";
import { useCallback, useEffect, useRef, useState } from "react";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import { FinishPasskeySignInDocument, StartPasskeySignInDocument } from "@/gql/graphql";
import { errorCode } from "@/lib/errors";
import { offersPasskeys, PasskeyError, type PasskeyTrouble, passkeysWork, signWithPasskey } from "@/lib/passkeys";
import { useSession } from "@/lib/session";

export type PasskeySignIn = {
  /** Null where the browser or the portal's address has no passkeys. */
  press: (() => Promise<void>) | null;
  problems: Problem[];
  isBusy: boolean;
  /** The person goes another way: nothing is offered any more, and nothing is said. */
  leave: () => void;
};

/** A challenge lasts five minutes; an offer is made anew a little before. */
const renewAfter = 4.5 * 60_000;

type Outcome = "done" | "gone" | CombinedError | PasskeyTrouble | undefined;

/** Signs in with a passkey: at the press of a button, or as the browser offers it in the username's field. */
export function usePasskeySignIn(): PasskeySignIn {
  const explain = useExplainPasskey();
  const sign = useSigning();
  const [problems, setProblems] = useState<Problem[]>([]);
  const [isBusy, setBusy] = useState(false);
  // A browser takes one request at a time: the next one ends the one before.
  const pending = useRef<AbortController | null>(null);
  const replace = useCallback(() => {
    pending.current?.abort();
    pending.current = new AbortController();
    return pending.current.signal;
  }, []);

  const offer = useCallback(async () => {
    if (!(await offersPasskeys())) return;
    const signal = replace();
    const renewal = setTimeout(() => void offer(), renewAfter);
    signal.addEventListener("abort", () => clearTimeout(renewal));
    const outcome = await sign(signal, true);
    clearTimeout(renewal);
    // What was only offered fails in silence, unless its owner took it.
    if (outcome && outcome instanceof Error && errorCode(outcome) === "UNAUTHENTICATED") setProblems([explain(outcome)]);
  }, [replace, sign, explain]);
  useSomebodyThere(offer);
  useEffect(() => () => pending.current?.abort(), []);

  const press = async () => {
    setProblems([]);
    setBusy(true);
    const outcome = await sign(replace(), false);
    setBusy(false);
    if (outcome !== "done" && outcome !== "gone") setProblems([explain(outcome)]);
  };
  const leave = () => {
    pending.current?.abort();
    setProblems([]);
  };
  return { press: passkeysWork() ? press : null, problems, isBusy, leave };
}

/** From the challenge to the open session. */
function useSigning() {
  const { begin } = useSession();
  const [, start] = useMutation(StartPasskeySignInDocument);
  const [, finish] = useMutation(FinishPasskeySignInDocument);
  return useCallback(
    async (signal: AbortSignal, quietly: boolean): Promise<Outcome> => {
      const { data: started, error: notStarted } = await start({});
      if (signal.aborted) return "gone";
      if (!started) return notStarted;
      const { ceremonyId, optionsJson } = started.startPasskeySignIn;
      try {
        const credentialJson = await signWithPasskey(optionsJson, { signal, quietly });
        const { data, error } = await finish({ input: { ceremonyId, credentialJson, client: "BROWSER" } });
        if (data?.finishPasskeySignIn.__typename !== "SignedIn") return error;
        begin(data.finishPasskeySignIn.viewer);
        return "done";
      } catch (problem) {
        if (signal.aborted) return "gone";
        return problem instanceof PasskeyError ? problem.trouble : "failed";
      }
    },
    [start, finish, begin],
  );
}

const signs = ["pointermove", "pointerdown", "keydown"] as const;

/**
 * A touch, a mouse that crosses the page on its way to the field, the Tab key.
 * A pointer at rest under which the page appears is none, nor is typing: who
 * types a username has chosen the password.
 */
function isSignOfSomebody(event: Event): boolean {
  if (event instanceof KeyboardEvent) return event.key === "Tab";
  const { type, pointerType, movementX, movementY, target } = event as PointerEvent;
  if (pointerType === "touch") return true;
  const isAtRest = type === "pointermove" && !movementX && !movementY;
  return !isAtRest && !(target instanceof HTMLInputElement);
}

/** Waits for a first sign of a person: a page that was only opened asks for no challenge. */
function useSomebodyThere(then: () => Promise<void>): void {
  const latest = useRef(then);
  latest.current = then;
  useEffect(() => {
    const once = new AbortController();
    const come = (event: Event) => {
      if (!isSignOfSomebody(event)) return;
      once.abort();
      void latest.current();
    };
    for (const sign of signs) window.addEventListener(sign, come, { signal: once.signal, passive: true });
    return () => once.abort();
  }, []);
}

function useExplainPasskey(): (outcome: Outcome) => Problem {
  const { t } = useLingui();
  return useCallback(
    (outcome) => {
      if (outcome === "left") return { message: t`You are not signed in: the passkey was not used, or it took too long.` };
      if (outcome === "failed") return { message: t`This device could not use a passkey. Sign in with your username and password.` };
      switch (outcome instanceof Error ? errorCode(outcome) : undefined) {
        case "UNAUTHENTICATED":
          return { message: t`This passkey opens no account here. It may have been removed. Sign in with your username and password.` };
        case "EXPIRED":
          return { message: t`That took too long. Try again.` };
        case "RATE_LIMITED":
          return { message: t`There were too many tries. Wait a few minutes, then try again, or call the clinic.` };
        case "OFFLINE":
          return { message: t`There is no connection to the clinic. Check your network, then try again.` };
        default:
          return { message: t`Signing in did not work, and the fault is ours. Try again in a moment, or call the clinic.` };
      }
    },
    [t],
  );
}
