import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import { CancelAppointmentDocument, type CancellationReason } from "@/gql/graphql";
import { errorCode, fieldProblems } from "@/lib/errors";

/** Cancels an appointment; pressing twice cancels once. */
export function useCancel(appointmentId: string, onProblems: (problems: Problem[]) => void) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [{ fetching }, send] = useMutation(CancelAppointmentDocument);

  const cancel = async (reasonCode: CancellationReason, note: string) => {
    const { data, error } = await send({ input: { appointmentId, reasonCode, note: note || null } });
    const outcome = data?.cancelAppointment;
    if (outcome?.__typename === "CancelAppointmentPayload") {
      // Replacing keeps Back from leading to a form that has been sent.
      return navigate({ to: "/appointments/$appointmentId", params: { appointmentId }, replace: true });
    }
    if (outcome) return onProblems([{ message: outcome.message }]);
    const fields = fieldProblems(error).map(({ field, message }) => ({ fieldId: field, message }));
    if (fields.length > 0) return onProblems(fields);
    onProblems([
      errorCode(error) === "OFFLINE"
        ? { message: t`The clinic could not be reached, so we do not know whether the appointment is cancelled. Press Cancel appointment again` }
        : { message: t`The appointment could not be cancelled, and the fault is ours. Try again in a moment, or call us` },
    ]);
  };
  return { cancel: (reason: CancellationReason, note: string) => void cancel(reason, note), isBusy: fetching };
}
