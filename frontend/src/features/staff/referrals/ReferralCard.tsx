import { useLingui } from "@lingui/react/macro";
import { useMutation } from "urql";
import { Card } from "@/components/Card";
import { ConfirmAction } from "@/components/ConfirmAction";
import { Stack } from "@/components/Stack";
import { type StaffReferralsQuery, WithdrawReferralDocument } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { deviceZone, longDate } from "@/lib/dates";

type Referral = NonNullable<StaffReferralsQuery["patient"]>["referrals"][number];

/** A referral that is good now, and the way to take it back. */
export function ReferralCard({ referral, onChange }: { referral: Referral; onChange: () => void }) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const [{ fetching }, send] = useMutation(WithdrawReferralDocument);
  const withdraw = async () => {
    const { error } = await send({ input: { referralId: referral.id } });
    announce(error ? t`This could not be saved. Try again in a moment.` : t`The referral is withdrawn.`);
    onChange();
  };
  const [given, until] = [longDate(referral.createdAt, deviceZone()), longDate(referral.expiresAt, deviceZone())];
  return (
    <Card as="article" labelledBy={referral.id}>
      <Stack gap="tight">
        <h3 id={referral.id}>{referral.service.name}</h3>
        <p>{t`Given on ${given}, good until ${until}`}</p>
        {referral.note ? <p>{referral.note}</p> : null}
        <ConfirmAction
          label={t`Withdraw`}
          name={t`Withdraw the referral: ${referral.service.name}`}
          question={t`Take the referral back? What was booked with it stays.`}
          yes={t`Yes, withdraw`}
          no={t`No, keep it`}
          onConfirm={() => void withdraw()}
          isBusy={fetching}
        />
      </Stack>
    </Card>
  );
}
