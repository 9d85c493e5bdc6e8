import { useLingui } from "@lingui/react/macro";
import type { CombinedError } from "@urql/core";
import { errorCode } from "@/lib/errors";

/** What to say of a failure that no field of the page can mend. */
export function useFailureWords(): (error: CombinedError | undefined) => string {
  const { t } = useLingui();
  return (error) => {
    switch (errorCode(error)) {
      case "RATE_LIMITED":
        return t`There were too many tries. Wait a few minutes, then try again, or call the clinic.`;
      case "OFFLINE":
        return t`There is no connection to the clinic. Check your network, then try again.`;
      default:
        return t`This did not work, and the fault is ours. Try again in a moment, or call the clinic.`;
    }
  };
}
