import { useLingui } from "@lingui/react/macro";
import type { CombinedError } from "@urql/core";
import type { Problem } from "@/components/ErrorSummary";
import { errorCode, fieldProblems } from "@/lib/errors";
import { useFailureWords } from "./useFailureWords";

/** What to say when texting or proving a phone did not work, at the field where there is one. */
export function usePhoneFailure(fieldId: string): (error: CombinedError | undefined) => Problem[] {
  const { t } = useLingui();
  const say = useFailureWords();
  return (error) => {
    if (!error) return [];
    const fields = fieldProblems(error);
    switch (errorCode(error)) {
      case "CONFLICT":
        return [{ message: t`The text message could not be sent. Check the number, or try again in a few minutes.` }];
      case "RATE_LIMITED":
        return [{ message: t`We have texted you several times today. Try again tomorrow.` }];
      case "INVALID_INPUT":
        return [{ fieldId, message: fields[0]?.message ?? t`That is not the code, or it is older than ten minutes. Check it, or ask for another.` }];
      default:
        return [{ message: say(error) }];
    }
  };
}
