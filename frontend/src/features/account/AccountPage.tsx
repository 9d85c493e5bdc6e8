import { useLingui } from "@lingui/react/macro";
import { Button } from "@/components/Button";
import { Failed } from "@/components/Failed";
import { Facts } from "@/components/Facts";
import { Page } from "@/components/Page";
import { SkeletonList } from "@/components/Skeleton";
import { Row, Stack } from "@/components/Stack";
import { SessionsDocument } from "@/gql/graphql";
import { useSession } from "@/lib/session";
import { useAsk } from "@/lib/useAsk";
import { SignedInDevices } from "./SignedInDevices";

/** The sign-in itself: who, and on which devices. */
export function AccountPage() {
  const { t } = useLingui();
  const { end } = useSession();
  const { data, isLoading, isOffline, retry } = useAsk(SessionsDocument, {});
  const account = data?.viewer?.account;
  if (isLoading) return <Page title={t`Account`}><SkeletonList rows={2} /></Page>;
  if (!account) {
    return <Page title={t`Account`}><Failed what={t`your account`} offline={isOffline} onRetry={retry} /></Page>;
  }
  return (
    <Page title={t`Account`}>
      <Facts
        facts={[
          { name: t`Name`, value: account.displayName },
          { name: t`Personal Username`, value: account.username },
          { name: t`Email`, value: account.email ?? t`None noted` },
        ]}
      />
      <Stack as="section" labelledBy="devices">
        <h2 id="devices">{t`Signed-in devices`}</h2>
        <p>{t`If you do not know a device, sign it out and call us.`}</p>
        <SignedInDevices sessions={account.sessions} />
      </Stack>
      <Row>
        <Button kind="secondary" onPress={() => void end("left")}>{t`Sign out of this device`}</Button>
      </Row>
    </Page>
  );
}
