import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useClient } from "urql";
import { useIdempotencyKey } from "@/features/booking/useIdempotencyKey";
import {
  StaffGiveTimeBackDocument,
  StaffHoldTimeDocument,
  StaffMoveVisitDocument,
  type StaffVisitFieldsFragment,
} from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import type { ChosenTime } from "./TimeChoice";
import { useOutcome } from "./useOutcome";

export type MovingVisit = ReturnType<typeof useMoveVisit>;

/** Keeps the new time and moves the visit there in one press. What is refused gives the time back. */
export function useMoveVisit({ id, patientId, service }: StaffVisitFieldsFragment) {
  const { t } = useLingui();
  const client = useClient();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const keyFor = useIdempotencyKey();
  const outcome = useOutcome();
  const [isBusy, setBusy] = useState(false);
  const [isDone, setDone] = useState(false);
  const lost = t`The clinic could not be reached, so we do not know whether the visit is moved. Press Move the visit again: it will not be moved twice`;

  const moveTo = async (slotId: string, overrideReason: string | null) => {
    const held = await client.mutation(StaffHoldTimeDocument, { input: { slotId, serviceId: service.id, patientId, appointmentId: id } }).toPromise();
    const kept = held.data?.holdSlot;
    if (kept?.__typename !== "SlotHeld") return outcome.tell(kept, held.error, lost);
    const input = { appointmentId: id, holdId: kept.hold.id, overrideReason };
    const { data, error } = await client.mutation(StaffMoveVisitDocument, { input: { ...input, idempotencyKey: keyFor(input) } }).toPromise();
    const answer = data?.rescheduleAppointment;
    if (answer?.__typename === "AppointmentBooked") {
      setDone(true);
      announce(t`The visit is moved.`);
      // Replacing keeps Back from leading to a form that has been sent.
      return navigate({ to: "/staff/appointments/$appointmentId", params: { appointmentId: id }, replace: true });
    }
    // After a lost answer the hold may have been used: asked again, it answers as before.
    if (answer || error?.graphQLErrors.length) void client.mutation(StaffGiveTimeBackDocument, { input: { holdId: kept.hold.id } }).toPromise();
    outcome.tell(answer, error, lost);
  };
  const move = async ({ slot }: ChosenTime, overrideReason: string) => {
    setBusy(true);
    await moveTo(slot.id, overrideReason || null);
    setBusy(false);
  };
  return { ...outcome, move: (time: ChosenTime, override: string) => void move(time, override), isBusy, isDone };
}
