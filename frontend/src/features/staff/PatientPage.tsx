import { useLingui } from "@lingui/react/macro";
import { useParams } from "@tanstack/react-router";
import { BackLink } from "@/components/BackLink";
import { Failed } from "@/components/Failed";
import { type Fact, Facts } from "@/components/Facts";
import { Page } from "@/components/Page";
import { SkeletonList } from "@/components/Skeleton";
import { StaffPatientContactDocument, StaffPatientDocument, type StaffPatientQuery } from "@/gql/graphql";
import { partialDate } from "@/lib/dates";
import { useRole } from "@/lib/session";
import { useAsk } from "@/lib/useAsk";
import { AskToBook } from "./AskToBook";
import { Carers } from "./Carers";
import { LostPhone } from "./LostPhone";
import { PortalAccount } from "./PortalAccount";
import { Referrals } from "./referrals/Referrals";
import { sexes } from "./sexes";
import { PatientVisits } from "./visit/PatientVisits";

/** What staff do for one patient: a section for each matter. */
export function PatientPage() {
  const { t } = useLingui();
  const { patientId } = useParams({ from: "/signed-in/staff/patients/$patientId" });
  const { data, isLoading, isOffline, retry } = useAsk(StaffPatientDocument, { patientId });
  const patient = data?.patient;
  const before = <BackLink to="/staff/patients">{t`All patients`}</BackLink>;
  if (isLoading) return <Page title={t`Patient`} before={before}><SkeletonList rows={2} /></Page>;
  if (!patient) {
    return <Page title={t`Patient`} before={before}><Failed what={t`this patient`} offline={isOffline} onRetry={retry} /></Page>;
  }
  return (
    <Page title={patient.fullName} documentTitle={t`Patient`} before={before}>
      <WhoItIs patient={patient} />
      <PatientVisits patientId={patient.id} />
      <PortalAccount patient={patient} />
      <Carers patientId={patient.id} />
      <AskToBook patientId={patient.id} />
      <Referrals patientId={patient.id} />
      <LostPhone patientId={patient.id} />
    </Page>
  );
}

function WhoItIs({ patient }: { patient: NonNullable<StaffPatientQuery["patient"]> }) {
  const { t, i18n } = useLingui();
  const role = useRole();
  const born = patient.dateOfBirth ? partialDate(patient.dateOfBirth) : t`Not known`;
  const sex = sexes.find(({ value }) => value === patient.sex);
  const facts = [
    { name: t`Clinic number`, value: patient.clinicNumber },
    { name: t`Date of birth`, value: born },
    { name: t`Sex`, value: sex ? i18n._(sex.label) : patient.sex },
  ];
  if (role === "ADMINISTRATOR") return <Facts facts={facts} />;
  return <WithContact patientId={patient.id} facts={facts} />;
}

/** Administrators do not see how to reach a patient. */
function WithContact({ patientId, facts }: { patientId: string; facts: Fact[] }) {
  const { t } = useLingui();
  const { data } = useAsk(StaffPatientContactDocument, { patientId });
  const contact = data?.patient?.contact;
  if (!contact) return <Facts facts={facts} />;
  const none = t`None noted`;
  return (
    <Facts
      facts={[
        ...facts,
        { name: t`Email`, value: contact.email ?? none },
        { name: t`Phone`, value: contact.phone ?? none },
        { name: t`Address`, value: contact.address ?? none },
      ]}
    />
  );
}
