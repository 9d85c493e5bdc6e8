import { useLingui } from "@lingui/react/macro";
import { Failed } from "@/components/Failed";
import { SkeletonList } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { StaffReferralsDocument, type StaffReferralsQuery } from "@/gql/graphql";
import { useRole } from "@/lib/session";
import { useAsk } from "@/lib/useAsk";
import { ReferralCard } from "./ReferralCard";
import { ReferralForm } from "./ReferralForm";

/** Clinicians and the front desk send a patient to what needs a referral. */
export function Referrals({ patientId }: { patientId: string }) {
  const role = useRole();
  if (role === "ADMINISTRATOR") return null;
  return <ForThoseWhoMay patientId={patientId} />;
}

function ForThoseWhoMay({ patientId }: { patientId: string }) {
  const { t } = useLingui();
  const { data, isLoading, isOffline, retry } = useAsk(StaffReferralsDocument, { patientId }, "cache-and-network");
  return (
    <Stack as="section" labelledBy="referrals">
      <h2 id="referrals">{t`Referrals`}</h2>
      <p>{t`With a referral that is good, the patient books by themselves what needs one.`}</p>
      {isLoading ? <SkeletonList rows={1} /> : null}
      {data ? <Lists patientId={patientId} data={data} onChange={retry} /> : null}
      {!data && !isLoading ? <Failed what={t`the referrals`} offline={isOffline} onRetry={retry} /> : null}
    </Stack>
  );
}

type ListsProps = { patientId: string; data: StaffReferralsQuery; onChange: () => void };

function Lists({ patientId, data, onChange }: ListsProps) {
  const { t } = useLingui();
  const referrals = data.patient?.referrals ?? [];
  const services = data.clinic.services.filter(({ needsReferral }) => needsReferral);
  return (
    <>
      {referrals.length === 0 ? <p>{t`None is good now.`}</p> : null}
      {referrals.map((referral) => (
        <ReferralCard key={referral.id} referral={referral} onChange={onChange} />
      ))}
      {services.length > 0 ? (
        <ReferralForm patientId={patientId} services={services} onAdded={onChange} />
      ) : (
        <p>{t`No kind of visit of this clinic needs a referral.`}</p>
      )}
    </>
  );
}
