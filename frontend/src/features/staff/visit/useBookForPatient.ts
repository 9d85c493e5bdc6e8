import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useMutation } from "urql";
import type { Details } from "@/features/booking/details";
import { noCoverage } from "@/features/booking/flow";
import { useIdempotencyKey } from "@/features/booking/useIdempotencyKey";
import { BookForPatientDocument, type BookForPatientInput } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import type { Plan } from "./plan";
import type { ChosenTime } from "./TimeChoice";
import { useOutcome } from "./useOutcome";

type Asked = { plan: Plan; chosen: ChosenTime; details: Details; override: string };

/** Books for a patient. Pressing twice, or again after a lost answer, books once. */
export function useBookForPatient(patientId: string) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const keyFor = useIdempotencyKey();
  const outcome = useOutcome();
  const [{ fetching }, send] = useMutation(BookForPatientDocument);

  const book = async ({ plan, chosen, details, override }: Asked) => {
    const takeHeld = chosen.slot.status === "HELD";
    if (takeHeld && !override.trim()) return outcome.askWhy(t`Say why the time is taken from whoever holds it`);
    const input: BookForPatientInput = {
      patientId,
      slotId: chosen.slot.id,
      serviceId: plan.choices.service,
      reason: plan.reason,
      contact: { email: details.email.trim(), phone: details.phone.trim() || null },
      coverageId: details.coverage === noCoverage ? null : details.coverage,
      notes: details.notes.trim() || null,
      takeHeld,
      overrideReason: override.trim() || null,
    };
    const { data, error } = await send({ input: { ...input, idempotencyKey: keyFor(input) } });
    const answer = data?.bookForPatient;
    if (answer?.__typename !== "AppointmentBooked") {
      return outcome.tell(answer, error, t`The clinic could not be reached, so we do not know whether it is booked. Press Book the appointment again: it will not be booked twice`);
    }
    announce(t`The appointment is booked.`);
    // Replacing keeps Back from leading to a form that has been sent.
    await navigate({ to: "/staff/appointments/$appointmentId", params: { appointmentId: answer.appointment.id }, replace: true });
  };
  return { ...outcome, book: (asked: Asked) => void book(asked), isBusy: fetching };
}
