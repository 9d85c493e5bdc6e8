import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import type { CombinedError } from "@urql/core";
import { useState } from "react";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import { RescheduleAppointmentDocument, type SlotChoiceFragment } from "@/gql/graphql";
import { errorCode, fieldProblems } from "@/lib/errors";
import { useDraft } from "../draft";
import { tellBooked } from "../holdTabs";
import { useHold } from "../useHold";
import { useIdempotencyKey } from "../useIdempotencyKey";

export type Moving = {
  confirm: () => void;
  isBusy: boolean;
  /** It was moved: the page is about to give way to the appointment's. */
  isDone: boolean;
  problems: Problem[];
  /** The nearest free times, when the chosen one is gone. */
  alternatives: SlotChoiceFragment[];
  /** Another time is kept instead. */
  retryWith: (holdId: string) => void;
};

/** Moves an appointment to the time that is held. Pressing twice, or again after a lost answer, moves once. */
export function useMove(appointmentId: string, holdId: string | undefined): Moving {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { setHeld, confirming } = useDraft();
  const { spend } = useHold();
  const keyFor = useIdempotencyKey();
  const explain = useExplain();
  const [{ fetching }, move] = useMutation(RescheduleAppointmentDocument);
  const [isDone, setDone] = useState(false);
  const [problems, setProblems] = useState<Problem[]>([]);
  const [alternatives, setAlternatives] = useState<SlotChoiceFragment[]>([]);
  const params = { appointmentId };

  const confirm = async () => {
    const input = { appointmentId, holdId: holdId ?? "" };
    confirming.current = input.holdId;
    const { data, error } = await move({ input: { ...input, idempotencyKey: keyFor(input) } });
    confirming.current = null;
    const outcome = data?.rescheduleAppointment;
    if (!outcome) return setProblems(explain(error));
    switch (outcome.__typename) {
      case "AppointmentBooked":
        setDone(true);
        spend(input.holdId);
        tellBooked(input.holdId, appointmentId);
        // Replacing keeps Back from leading to a form that has been sent.
        await navigate({ to: "/appointments/$appointmentId", params, replace: true });
        return setHeld(null);
      case "SlotTaken":
        setAlternatives(outcome.alternatives);
        return setProblems([
          { fieldId: "nearest", message: t`That time has just been taken; you still have your old one. Choose one of the nearest free times, or another day` },
        ]);
      case "BookingRefused":
        return setProblems([{ message: outcome.message }]);
    }
  };
  const retryWith = (hold: string) => {
    setProblems([]);
    setAlternatives([]);
    void navigate({ to: "/appointments/$appointmentId/reschedule/check", params, search: { hold }, replace: true });
  };
  return { confirm: () => void confirm(), isBusy: fetching, isDone, problems, alternatives, retryWith };
}

function useExplain(): (error: CombinedError | undefined) => Problem[] {
  const { t } = useLingui();
  return (error) => {
    const fields = fieldProblems(error).map(({ message }) => ({ message }));
    if (fields.length > 0) return fields;
    switch (errorCode(error)) {
      case "OFFLINE":
        return [{ message: t`The clinic could not be reached, so we do not know whether your appointment is moved. Press Confirm the new time again: it will not be moved twice` }];
      case "NOT_FOUND":
      case "EXPIRED":
        return [{ message: t`The new time is no longer kept for you. Choose a time again; you still have your old one` }];
      default:
        return [{ message: t`The appointment could not be moved, and the fault is ours. You still have your old time. Try again in a moment, or call us` }];
    }
  };
}
