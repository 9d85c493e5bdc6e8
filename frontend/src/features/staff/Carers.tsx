import { useLingui } from "@lingui/react/macro";
import { ActionLink } from "@/components/ActionLink";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Expander } from "@/components/Expander";
import { Failed } from "@/components/Failed";
import { SkeletonList } from "@/components/Skeleton";
import { Row, Stack } from "@/components/Stack";
import { InvitationCard } from "@/features/family/InvitationCard";
import { useChanges } from "@/features/family/useChanges";
import { StaffCarersDocument, type StaffCarersQuery } from "@/gql/graphql";
import { calledName } from "@/lib/record";
import { useRole } from "@/lib/session";
import { useAsk } from "@/lib/useAsk";
import { useChildhoodWords } from "./childhood";
import { StaffCarerCard } from "./StaffCarerCard";

type Patient = NonNullable<StaffCarersQuery["patient"]>;

/** Who may act for a patient: the front desk and administrators see it, end it, and make a child's parents carers. */
export function Carers({ patientId }: { patientId: string }) {
  const role = useRole();
  if (role === "CLINICIAN") return null;
  return <ForThoseWhoMay patientId={patientId} />;
}

function ForThoseWhoMay({ patientId }: { patientId: string }) {
  const { t } = useLingui();
  const { data, isLoading, isOffline, retry } = useAsk(StaffCarersDocument, { patientId });
  const patient = data?.patient;
  return (
    <Stack as="section" labelledBy="carers">
      <h2 id="carers">{t`Family and carers`}</h2>
      {isLoading ? <SkeletonList rows={1} /> : null}
      {patient ? <Lists patient={patient} /> : null}
      {!patient && !isLoading ? <Failed what={t`who may act for the patient`} offline={isOffline} onRetry={retry} /> : null}
    </Stack>
  );
}

function Lists({ patient }: { patient: Patient }) {
  const { t } = useLingui();
  const changes = useChanges();
  const words = useChildhoodWords();
  const active = patient.carers.filter(({ state }) => state === "ACTIVE");
  const past = patient.carers.filter(({ state }) => state !== "ACTIVE");
  const open = patient.carerInvitations.filter(({ state }) => state === "OPEN");
  return (
    <Stack>
      <ErrorSummary problems={changes.problems} />
      {active.length + open.length === 0 ? <p>{t`Nobody acts for this patient.`}</p> : null}
      <Stack as="ul">
        {active.map((carer) => <StaffCarerCard key={carer.id} carer={carer} />)}
        {open.map((invitation) => <InvitationCard key={invitation.id} invitation={invitation} changes={changes} />)}
      </Stack>
      <p>{patient.childhood ? words(calledName(patient), patient.childhood) : t`Adults invite their carers themselves, in their account under “Family and carers”.`}</p>
      {patient.childhood ? (
        <Row>
          <ActionLink kind="secondary" to="/staff/patients/$patientId/carer" params={{ patientId: patient.id }}>{t`Add a parent or guardian`}</ActionLink>
        </Row>
      ) : null}
      {past.length > 0 ? (
        <Expander title={t`Access that is over`}>
          <Stack as="ul">
            {past.map((carer) => <StaffCarerCard key={carer.id} carer={carer} />)}
          </Stack>
        </Expander>
      ) : null}
    </Stack>
  );
}
