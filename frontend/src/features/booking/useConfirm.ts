import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import type { CombinedError } from "@urql/core";
import { useState } from "react";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import { BookAppointmentDocument, type BookAppointmentInput, type SlotChoiceFragment } from "@/gql/graphql";
import { errorCode, fieldProblems } from "@/lib/errors";
import { usePatientId } from "@/lib/record";
import { useDraft } from "./draft";
import { noCoverage } from "./flow";
import type { Flow } from "./useFlow";
import { tellBooked } from "./holdTabs";
import { useHold } from "./useHold";
import { useIdempotencyKey } from "./useIdempotencyKey";

export type Confirming = {
  confirm: () => void;
  isBusy: boolean;
  problems: Problem[];
  /** The nearest free times, when the chosen one is gone. */
  alternatives: SlotChoiceFragment[];
  reset: () => void;
};

/** Books what was agreed on. Pressing twice, or again after a lost answer, books once. */
export function useConfirm(flow: Flow): Confirming {
  const { t } = useLingui();
  const navigate = useNavigate();
  const patientId = usePatientId() ?? "";
  const draft = useDraft();
  const { spend } = useHold();
  const keyFor = useIdempotencyKey();
  const explain = useExplain();
  const [{ fetching }, book] = useMutation(BookAppointmentDocument);
  const [problems, setProblems] = useState<Problem[]>([]);
  const [alternatives, setAlternatives] = useState<SlotChoiceFragment[]>([]);

  const confirm = async () => {
    const { answers, words } = flow;
    const holdId = draft.held?.id ?? answers.hold ?? "";
    const input: BookAppointmentInput = {
      holdId,
      patientId,
      reason: words.reason,
      contact: { email: words.email ?? "", phone: words.phone || null },
      coverageId: answers.coverage === noCoverage ? null : answers.coverage,
      notes: words.notes || null,
      flowId: draft.unsaved.nameOf(patientId),
    };
    draft.confirming.current = holdId;
    const { data, error } = await book({ input: { ...input, idempotencyKey: keyFor(input) } });
    draft.confirming.current = null;
    const outcome = data?.bookAppointment;
    if (!outcome) return setProblems(explain(error));
    switch (outcome.__typename) {
      case "AppointmentBooked":
        spend(holdId);
        tellBooked(holdId, outcome.appointment.id);
        draft.unsaved.end(patientId);
        // Replacing keeps Back from leading to a form that has been sent. The draft goes afterwards, lest the check page misses it.
        await navigate({ to: "/appointments/$appointmentId", params: { appointmentId: outcome.appointment.id }, replace: true });
        return draft.clear();
      case "SlotTaken":
        setAlternatives(outcome.alternatives);
        return setProblems([{ fieldId: "nearest", message: t`That time has just been taken. Choose one of the nearest free times, or another day` }]);
      case "BookingRefused":
        return setProblems([{ message: outcome.message }]);
    }
  };
  const reset = () => {
    setProblems([]);
    setAlternatives([]);
  };
  return { confirm: () => void confirm(), isBusy: fetching, problems, alternatives, reset };
}

function useExplain(): (error: CombinedError | undefined) => Problem[] {
  const { t } = useLingui();
  return (error) => {
    const fields = fieldProblems(error).map(({ message }) => ({ message }));
    if (fields.length > 0) return fields;
    switch (errorCode(error)) {
      case "OFFLINE":
        return [{ message: t`The clinic could not be reached, so we do not know whether you are booked. Press Confirm appointment again: you will not be booked twice` }];
      case "NOT_FOUND":
      case "EXPIRED":
        return [{ message: t`The time is no longer kept for you. Choose a time again` }];
      default:
        return [{ message: t`The appointment could not be booked, and the fault is ours. Try again in a moment, or call us` }];
    }
  };
}
