import type { CombinedError } from "@urql/core";
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import {
  DisableTotpDocument,
  ForgetRememberedDevicesDocument,
  RegenerateRecoveryCodesDocument,
  StartTotpEnrollmentDocument,
  type StartTotpEnrollmentMutation,
} from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { hasCode } from "@/lib/errors";
import { useFailureWords } from "./useFailureWords";
import { type StepUp, useStepUp } from "./useStepUp";

/** What an authenticator app is set up by; it is shown once. */
export type NewApp = StartTotpEnrollmentMutation["startTotpEnrollment"];

type Doing = { what: "nothing" } | { what: "app"; app: NewApp } | { what: "codes"; codes: string[] };

export type TwoFactor = {
  problems: Problem[];
  isBusy: boolean;
  stepUp: StepUp;
  doing: Doing;
  /** Begins to set up an authenticator app. */
  start: () => Promise<void>;
  turnOff: () => Promise<void>;
  newCodes: () => Promise<void>;
  forget: () => Promise<void>;
  /** Shows recovery codes, this once. */
  show: (codes: string[]) => void;
  /** Back to how things stand. */
  leave: () => void;
};

/** Everything that can be done about the second factor; each change asks for a fresh proof when it is time. */
export function useTwoFactor(): TwoFactor {
  const { t } = useLingui();
  const announce = useAnnounce();
  const [doing, setDoing] = useState<Doing>({ what: "nothing" });
  const [started, start] = useMutation(StartTotpEnrollmentDocument);
  const [turned, turnOff] = useMutation(DisableTotpDocument);
  const [drawn, draw] = useMutation(RegenerateRecoveryCodesDocument);
  const [forgot, forget] = useMutation(ForgetRememberedDevicesDocument);
  const { attempt, problems, stepUp } = useAttempt();
  const show = (codes: string[]) => setDoing({ what: "codes", codes });
  return {
    problems,
    isBusy: started.fetching || turned.fetching || drawn.fetching || forgot.fetching,
    stepUp,
    doing,
    start: () => attempt(() => start({}), ({ startTotpEnrollment }) => setDoing({ what: "app", app: startTotpEnrollment })),
    turnOff: () => attempt(() => turnOff({}), () => announce(t`The authenticator app is turned off.`)),
    newCodes: () => attempt(() => draw({}), ({ regenerateRecoveryCodes }) => show(regenerateRecoveryCodes.recoveryCodes)),
    forget: () => attempt(() => forget({}), () => announce(t`No device is remembered any more.`)),
    show,
    leave: () => setDoing({ what: "nothing" }),
  };
}

type Sent<Data> = { data?: Data; error?: CombinedError };

/** Sends a change, with a fresh proof where one is needed, and says what went wrong. */
function useAttempt() {
  const stepUp = useStepUp();
  const explain = useFailureWords();
  const [problems, setProblems] = useState<Problem[]>([]);
  const attempt = async <Data>(send: () => Promise<Sent<Data>>, then: (data: Data) => void) => {
    setProblems([]);
    const { data, error } = await stepUp.guard(send);
    if (data) return then(data);
    // Whoever did not want to prove it knows why nothing changed.
    if (!hasCode(error, "STEP_UP_REQUIRED")) setProblems([{ message: explain(error) }]);
  };
  return { attempt, problems, stepUp };
}
