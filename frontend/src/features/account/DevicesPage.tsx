import { useLingui } from "@lingui/react/macro";
import { Failed } from "@/components/Failed";
import { SkeletonList } from "@/components/Skeleton";
import { SessionsDocument } from "@/gql/graphql";
import { useAsk } from "@/lib/useAsk";
import { AccountSection } from "./AccountSection";
import { SignedInDevices } from "./SignedInDevices";

/** Where the account is signed in, and the way to end it there. */
export function DevicesPage() {
  const { t } = useLingui();
  const { data, isLoading, isOffline, retry } = useAsk(SessionsDocument, {});
  const sessions = data?.viewer?.account.sessions;
  if (isLoading) return <AccountSection path="devices"><SkeletonList rows={2} /></AccountSection>;
  if (!sessions) {
    return <AccountSection path="devices"><Failed what={t`your devices`} offline={isOffline} onRetry={retry} /></AccountSection>;
  }
  return (
    <AccountSection path="devices" lead={<p>{t`If you do not know a device, sign it out and call us.`}</p>}>
      <SignedInDevices sessions={sessions} />
    </AccountSection>
  );
}
