import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { ActionLink } from "@/components/ActionLink";
import { Failed } from "@/components/Failed";
import { SkeletonList } from "@/components/Skeleton";
import { Row, Stack } from "@/components/Stack";
import { ContactPointsDocument } from "@/gql/graphql";
import { useAsk } from "@/lib/useAsk";
import { AccountSection } from "./AccountSection";
import { PhoneSection } from "./PhoneSection";
import { PushSection } from "./PushSection";

/** Where the person is reached beside mail: a phone, and browsers. */
export function MessagesPage() {
  const { t } = useLingui();
  const { data, isLoading, isOffline, retry } = useAsk(ContactPointsDocument, {});
  const [hasError, setHasError] = useState(false);
  const points = data?.contactPoints;
  if (isLoading) return <AccountSection path="messages"><SkeletonList rows={2} /></AccountSection>;
  if (!points) {
    return <AccountSection path="messages"><Failed what={t`where we reach you`} offline={isOffline} onRetry={retry} /></AccountSection>;
  }
  return (
    <AccountSection path="messages" hasError={hasError} lead={<p>{t`We can tell you about appointments and new advice beside email. A message says that there is something and when, never what it is about.`}</p>}>
      <Stack gap="wide">
        <PhoneSection points={points} onHasError={setHasError} />
        <PushSection points={points} />
        <Row>
          <ActionLink kind="quiet" to="/account/notifications">{t`Choose what we tell you`}</ActionLink>
        </Row>
      </Stack>
    </AccountSection>
  );
}
