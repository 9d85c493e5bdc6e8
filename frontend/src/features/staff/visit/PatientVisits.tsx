import { useLingui } from "@lingui/react/macro";
import { ActionLink } from "@/components/ActionLink";
import { Card } from "@/components/Card";
import { Failed } from "@/components/Failed";
import { SkeletonList } from "@/components/Skeleton";
import { Row, Stack } from "@/components/Stack";
import { StaffPatientVisitsDocument, type StaffPatientVisitsQuery } from "@/gql/graphql";
import { longDate, time } from "@/lib/dates";
import { useAsk } from "@/lib/useAsk";

type Visit = NonNullable<StaffPatientVisitsQuery["patient"]>["appointments"]["edges"][number]["node"];

/** The appointments that a patient has ahead, each with the way to change it, and the way to one more. */
export function PatientVisits({ patientId }: { patientId: string }) {
  const { t } = useLingui();
  const { data, isLoading, isOffline, retry } = useAsk(StaffPatientVisitsDocument, { patientId }, "cache-and-network");
  const visits = data?.patient?.appointments.edges.map(({ node }) => node);
  return (
    <Stack as="section" labelledBy="visits">
      <h2 id="visits">{t`Appointments`}</h2>
      {isLoading ? <SkeletonList rows={1} /> : null}
      {visits?.length === 0 ? <p>{t`No appointments ahead.`}</p> : null}
      {visits && visits.length > 0 ? <Stack as="ul">{visits.map((visit) => <VisitCard key={visit.id} visit={visit} />)}</Stack> : null}
      {!visits && !isLoading ? <Failed what={t`the appointments`} offline={isOffline} onRetry={retry} /> : null}
      <Row>
        <ActionLink to="/staff/patients/$patientId/book" params={{ patientId }}>{t`Book an appointment`}</ActionLink>
      </Row>
    </Stack>
  );
}

function VisitCard({ visit }: { visit: Visit }) {
  const { t } = useLingui();
  const { start, timeZone, service, practitioner, location } = visit;
  const when = t`${longDate(start, timeZone)} at ${time(start, timeZone)}`;
  return (
    <Card as="li">
      <Stack gap="tight">
        <h3>{service.name}</h3>
        <p>{when}</p>
        <p>{t`${practitioner.name}, ${location.name}`}</p>
        <Row>
          <ActionLink kind="secondary" to="/staff/appointments/$appointmentId" params={{ appointmentId: visit.id }} aria-label={t`Move or cancel: ${service.name}, ${when}`}>
            {t`Move or cancel`}
          </ActionLink>
        </Row>
      </Stack>
    </Card>
  );
}
