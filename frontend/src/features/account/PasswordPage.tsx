import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Failed } from "@/components/Failed";
import { Notice } from "@/components/Notice";
import { SkeletonList } from "@/components/Skeleton";
import { PasswordMethodsDocument } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { useAsk } from "@/lib/useAsk";
import { AccountSection } from "./AccountSection";
import { ChangePasswordForm } from "./ChangePasswordForm";

/** A new password for the account. */
export function PasswordPage() {
  const { t } = useLingui();
  const announce = useAnnounce();
  const { data, isLoading, isOffline, retry } = useAsk(PasswordMethodsDocument, {});
  const [hasProblems, setHasProblems] = useState(false);
  const [isChanged, setChanged] = useState(false);
  const account = data?.viewer?.account;
  const words = t`Your password is changed. Your other devices were signed out, and we have written to your email address.`;
  if (isLoading) return <AccountSection path="password"><SkeletonList rows={1} /></AccountSection>;
  if (!account) {
    return <AccountSection path="password"><Failed what={t`your account`} offline={isOffline} onRetry={retry} /></AccountSection>;
  }
  const changed = () => {
    setChanged(true);
    announce(words);
  };
  return (
    <AccountSection
      path="password"
      lead={<p>{t`A new password signs out all your other devices.`}</p>}
      hasError={hasProblems}
    >
      {isChanged ? <Notice><p>{words}</p></Notice> : null}
      <ChangePasswordForm asksCurrent={account.stepUpMethods.includes("PASSWORD")} onProblems={setHasProblems} onChanged={changed} />
    </AccountSection>
  );
}
