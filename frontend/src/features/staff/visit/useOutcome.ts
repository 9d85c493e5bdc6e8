import { useLingui } from "@lingui/react/macro";
import type { CombinedError } from "@urql/core";
import { useState } from "react";
import type { Problem } from "@/components/ErrorSummary";
import type { BookingRefusedCode, SlotChoiceFragment } from "@/gql/graphql";
import { errorCode, fieldProblems } from "@/lib/errors";

/** The rules that a reason goes over. */
const overridable: BookingRefusedCode[] = ["REFERRAL_NEEDED", "OPEN_LIMIT", "DAY_FULL"];

type Refused =
  | { __typename: "SlotTaken"; alternatives: SlotChoiceFragment[] }
  | { __typename: "BookingRefused"; code: BookingRefusedCode; message: string };

/** What became of booking or moving for a patient, other than that it is done: words, other times, and whether a reason is asked for. */
export function useOutcome() {
  const { t } = useLingui();
  const [problems, setProblems] = useState<Problem[]>([]);
  const [alternatives, setAlternatives] = useState<SlotChoiceFragment[]>([]);
  const [needsReason, setNeedsReason] = useState(false);

  const askWhy = (message: string) => {
    setNeedsReason(true);
    setProblems([{ fieldId: "overrideReason", message }]);
  };
  const need = (fieldId: string, message: string) => setProblems([{ fieldId, message }]);
  const refuse = (answer: Refused) => {
    if (answer.__typename === "SlotTaken") {
      setAlternatives(answer.alternatives);
      return setProblems([{ fieldId: "nearest", message: t`Somebody else has that time. Choose one of the nearest free times, or another` }]);
    }
    if (overridable.includes(answer.code)) return askWhy(answer.message);
    return setProblems([{ message: answer.message }]);
  };
  const tell = (answer: Refused | undefined, error: CombinedError | undefined, unknown: string) => {
    setAlternatives([]);
    if (answer) return refuse(answer);
    const fields = fieldProblems(error);
    const reason = fields.find(({ field }) => field === "overrideReason");
    if (reason) return askWhy(reason.message);
    if (fields.length > 0) return setProblems(fields.map(({ message }) => ({ message })));
    switch (errorCode(error)) {
      case "OFFLINE":
        return setProblems([{ message: unknown }]);
      case "EXPIRED":
        return setProblems([{ message: t`This time is past, or not offered any more. Choose another` }]);
      default:
        return setProblems([{ message: t`This did not work. Look at the times again, then try once more.` }]);
    }
  };
  /** Something else was chosen: what was said of the old choice counts no more. */
  const reset = () => {
    setProblems([]);
    setAlternatives([]);
  };
  return { problems, alternatives, needsReason, askWhy, need, tell, reset };
}
