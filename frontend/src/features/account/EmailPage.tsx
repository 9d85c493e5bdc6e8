import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Facts } from "@/components/Facts";
import { Failed } from "@/components/Failed";
import { SkeletonList } from "@/components/Skeleton";
import { AccountDocument } from "@/gql/graphql";
import { useAsk } from "@/lib/useAsk";
import { AccountSection } from "./AccountSection";
import { ChangeEmailForm } from "./ChangeEmailForm";
import { ResendVerification } from "./ResendVerification";

/** The address to which the clinic writes about the account. */
export function EmailPage() {
  const { t } = useLingui();
  const { data, isLoading, isOffline, retry } = useAsk(AccountDocument, {});
  const [hasProblems, setHasProblems] = useState(false);
  const account = data?.viewer?.account;
  if (isLoading) return <AccountSection path="email"><SkeletonList rows={1} /></AccountSection>;
  if (!account) {
    return <AccountSection path="email"><Failed what={t`your email address`} offline={isOffline} onRetry={retry} /></AccountSection>;
  }
  return (
    <AccountSection
      path="email"
      lead={<p>{t`We write to this address about your account, such as a link to a new password.`}</p>}
      hasError={hasProblems}
    >
      <Facts
        facts={[
          { name: t`Email`, value: account.email ?? t`None noted` },
          { name: t`Confirmed`, value: account.emailVerified ? t`Yes, by a link that we mailed` : t`Not yet` },
        ]}
      />
      {account.email && !account.emailVerified ? <ResendVerification address={account.email} /> : null}
      <ChangeEmailForm onProblems={setHasProblems} />
    </AccountSection>
  );
}
