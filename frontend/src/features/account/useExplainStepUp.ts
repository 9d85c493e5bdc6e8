import { useLingui } from "@lingui/react/macro";
import type { CombinedError } from "@urql/core";
import type { Problem } from "@/components/ErrorSummary";
import { errorCode } from "@/lib/errors";

/** Why a proof was not taken, in words. */
export function useExplainStepUp(): (error: CombinedError | undefined) => Problem {
  const { t } = useLingui();
  return (error) => {
    switch (errorCode(error)) {
      case "INVALID_INPUT":
        return { fieldId: "step-up-password", message: t`This password is not right. Check it and try again.` };
      case "RATE_LIMITED":
        return { message: t`There were too many tries. Wait a few minutes, then try again, or call the clinic.` };
      case "OFFLINE":
        return { message: t`There is no connection to the clinic. Check your network, then try again.` };
      default:
        return { message: t`We could not confirm that it is you, and the fault is ours. Try again in a moment.` };
    }
  };
}
