import { useLingui } from "@lingui/react/macro";
import { Navigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { ActionLink } from "@/components/ActionLink";
import { BackLink } from "@/components/BackLink";
import { Button } from "@/components/Button";
import { ErrorSummary } from "@/components/ErrorSummary";
import { type Fact, Facts } from "@/components/Facts";
import { Notice } from "@/components/Notice";
import { Page } from "@/components/Page";
import { Row, Stack } from "@/components/Stack";
import type { Details } from "@/features/booking/details";
import { BookingChoicesDocument, BookingPersonDocument, StaffPatientDocument } from "@/gql/graphql";
import { longDate, time } from "@/lib/dates";
import { useAsk } from "@/lib/useAsk";
import { zoneName } from "@/lib/zones";
import { OtherTimes } from "./OtherTimes";
import { OverrideReason } from "./OverrideReason";
import { type Plan, usePlan } from "./plan";
import type { ChosenTime } from "./TimeChoice";
import { useBookForPatient } from "./useBookForPatient";

const route = "/signed-in/staff/patients/$patientId/book/check";

/** Everything that was filled in, and the button that books; where a rule says no, the reason to go over it. */
export function BookCheckPage() {
  const { patientId } = useParams({ from: route });
  const { plan } = usePlan();
  const { time: chosen, details } = plan;
  // What was filled in is in memory alone: after a reload there is nothing to check.
  if (!chosen || !details) return <Navigate to="/staff/patients/$patientId/book" params={{ patientId }} replace />;
  return <Check patientId={patientId} plan={plan} chosen={chosen} details={details} />;
}

type CheckProps = { patientId: string; plan: Plan; chosen: ChosenTime; details: Details };

function Check({ patientId, plan, chosen, details }: CheckProps) {
  const { t } = useLingui();
  const { change } = usePlan();
  const [override, setOverride] = useState("");
  const booking = useBookForPatient(patientId);
  const facts = useFacts({ patientId, plan, chosen, details });
  const isHeld = chosen.slot.status === "HELD";
  const needsReason = isHeld || booking.needsReason;
  const errorOf = (fieldId: string) => booking.problems.find((problem) => problem.fieldId === fieldId)?.message;
  return (
    <Page
      title={t`Check the appointment`}
      before={<BackLink to="/staff/patients/$patientId/book" params={{ patientId }}>{t`Back`}</BackLink>}
      hasError={booking.problems.length > 0}
    >
      <Stack gap="wide">
        <ErrorSummary problems={booking.problems} />
        {booking.alternatives.length > 0 ? (
          <OtherTimes
            slots={booking.alternatives}
            onChoose={(slot) => {
              booking.reset();
              change({ time: { value: slot.id, slot } });
            }}
          />
        ) : null}
        <Facts facts={facts} />
        {isHeld ? (
          <Notice kind="warning" title={t`A patient holds this time`}>
            <p>{t`They lose it when you book, and are shown the nearest free times. Nothing they have booked changes.`}</p>
          </Notice>
        ) : null}
        {needsReason ? <OverrideReason label={t`Why it is booked all the same`} value={override} onChange={setOverride} error={errorOf("overrideReason")} /> : null}
        <Row>
          <Button onPress={() => booking.book({ plan, chosen, details, override: needsReason ? override : "" })} isDisabled={booking.isBusy}>
            {booking.isBusy ? t`Booking…` : t`Book the appointment`}
          </Button>
          <ActionLink kind="quiet" to="/staff/patients/$patientId/book" params={{ patientId }}>{t`Change`}</ActionLink>
        </Row>
      </Stack>
    </Page>
  );
}

function useFacts({ patientId, plan, chosen, details }: CheckProps): Fact[] {
  const { t } = useLingui();
  const who = useAsk(StaffPatientDocument, { patientId }, "cache-first").data?.patient;
  const person = useAsk(BookingPersonDocument, { patientId }, "cache-first").data?.patient;
  const { choices, reason } = plan;
  const { data } = useAsk(BookingChoicesDocument, { locationId: choices.location, departmentId: choices.department }, "cache-first");
  const { start, timeZone, practitioner, location } = chosen.slot;
  const none = t`None noted`;
  return [
    { name: t`Patient`, value: who ? t`${who.fullName}, ${who.clinicNumber}` : "" },
    { name: t`Kind of visit`, value: data?.clinic.services.find(({ id }) => id === choices.service)?.name ?? "" },
    { name: t`When`, value: <strong>{t`${longDate(start, timeZone)} at ${time(start, timeZone)}, ${zoneName(timeZone, start)}`}</strong> },
    { name: t`With`, value: practitioner.name },
    { name: t`Where`, value: location.name },
    { name: t`Reason`, value: reason },
    { name: t`Email`, value: details.email },
    { name: t`Phone`, value: details.phone || none },
    { name: t`Insurance`, value: person?.coverages.find(({ id }) => id === details.coverage)?.payer ?? t`Another insurance, or none` },
    { name: t`Notes`, value: details.notes || none },
  ];
}
