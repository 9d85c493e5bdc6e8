import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Failed } from "@/components/Failed";
import { SkeletonList } from "@/components/Skeleton";
import { NotificationPreferencesDocument } from "@/gql/graphql";
import { useAsk } from "@/lib/useAsk";
import { AccountSection } from "./AccountSection";
import { PreferencesForm } from "./PreferencesForm";

/** What the person is told, how and when. */
export function PreferencesPage() {
  const { t } = useLingui();
  const { data, isLoading, isOffline, retry } = useAsk(NotificationPreferencesDocument, {});
  const [hasError, setHasError] = useState(false);
  const saved = data?.notificationPreferences;
  if (isLoading) return <AccountSection path="notifications"><SkeletonList rows={3} /></AccountSection>;
  if (!saved || !data) {
    return <AccountSection path="notifications"><Failed what={t`your notification preferences`} offline={isOffline} onRetry={retry} /></AccountSection>;
  }
  return (
    <AccountSection path="notifications" hasError={hasError} lead={<WhatAlwaysComes />}>
      <PreferencesForm saved={saved} reached={data.contactPoints} onHasError={setHasError} />
    </AccountSection>
  );
}

function WhatAlwaysComes() {
  const { t } = useLingui();
  return (
    <>
      <p>{t`Choose how we tell you of what is new, and when we remind you of appointments.`}</p>
      <p>{t`Mail about your account itself, such as a link to a new password, cannot be switched off.`}</p>
    </>
  );
}
