import { useLingui } from "@lingui/react/macro";
import { Failed } from "@/components/Failed";
import { RichText } from "@/components/RichText";
import { SkeletonList } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { PrivacyDocument, type PrivacyQuery } from "@/gql/graphql";
import { dateTime } from "@/lib/dates";
import { useAsk } from "@/lib/useAsk";
import { AccountSection } from "./AccountSection";
import { PolicyFacts } from "./PolicyFacts";

type Consent = NonNullable<PrivacyQuery["viewer"]>["account"]["consents"][number];

/** What was agreed to, when and on what, and the text in force. */
export function PrivacyPage() {
  const { t } = useLingui();
  const { data, isLoading, isOffline, retry } = useAsk(PrivacyDocument, {});
  if (isLoading) return <AccountSection path="privacy"><SkeletonList rows={3} /></AccountSection>;
  if (!data?.viewer) {
    return <AccountSection path="privacy"><Failed what={t`the privacy policy`} offline={isOffline} onRetry={retry} /></AccountSection>;
  }
  const policy = data.clinic.privacyPolicy;
  return (
    <AccountSection path="privacy">
      <Stack as="section" labelledBy="agreed" gap="tight">
        <h2 id="agreed">{t`What you agreed to`}</h2>
        <Consents consents={data.viewer.account.consents} />
      </Stack>
      <Stack as="section" labelledBy="policy">
        <h2 id="policy">{policy.title}</h2>
        <PolicyFacts policy={policy} />
        <RichText html={policy.bodyHtml} />
      </Stack>
    </AccountSection>
  );
}

function Consents({ consents }: { consents: Consent[] }) {
  const { t } = useLingui();
  if (consents.length === 0) return <p>{t`Nothing yet. Members of staff are not asked.`}</p>;
  const words = ({ version, client, at }: Consent) =>
    client === "MOBILE" ? t`Version ${version} on a phone, ${dateTime(at)}` : t`Version ${version} on the web, ${dateTime(at)}`;
  return (
    <ul>
      {consents.map((consent) => (
        <li key={`${consent.version} ${consent.client}`}>{words(consent)}</li>
      ))}
    </ul>
  );
}
