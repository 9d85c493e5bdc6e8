import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import type { CombinedError } from "@urql/core";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import { useFailureWords } from "@/features/account/useFailureWords";
import { JoinWaitlistDocument, LeaveWaitlistDocument } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { fieldProblems, hasCode } from "@/lib/errors";
import { inputOf, type Wish } from "./wish";

/** Asks for earlier times, or for none any more, and goes back to the appointment. */
export function useWaiting(appointmentId: string, onProblems: (problems: Problem[]) => void) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const explain = useFailureWords();
  const [joining, sendJoin] = useMutation(JoinWaitlistDocument);
  const [leaving, sendLeave] = useMutation(LeaveWaitlistDocument);

  /** Of several rows, says which one it is about. */
  const named = (path: string, message: string, rows: number) => {
    const row = /^windows\.(\d+)\./.exec(path)?.[1];
    return row && rows > 1 ? t`Times ${Number(row) + 1}: ${message}` : message;
  };
  const settle = (error: CombinedError | undefined, words: string, rows = 0) => {
    if (!error) {
      announce(words);
      // Replacing keeps Back from leading to a form that has been sent.
      return navigate({ to: "/appointments/$appointmentId", params: { appointmentId }, replace: true });
    }
    const fields = fieldProblems(error).map(({ path, message }) => ({ fieldId: path, message: named(path, message, rows) }));
    if (fields.length > 0) return onProblems(fields);
    const late = hasCode(error, "CONFLICT") ? t`This appointment cannot be moved here any more. Please call us` : explain(error);
    onProblems([{ message: late }]);
  };
  const join = async (wish: Wish) => {
    onProblems([]);
    const { error } = await sendJoin({ input: inputOf(appointmentId, wish) });
    void settle(error, t`We tell you when an earlier time is free. Your appointment stands.`, wish.hours.length);
  };
  const leave = async () => {
    const { error } = await sendLeave({ input: { appointmentId } });
    void settle(error, t`We look for earlier times no more. Your appointment stands.`);
  };
  return { join: (wish: Wish) => void join(wish), leave: () => void leave(), isBusy: joining.fetching || leaving.fetching };
}
