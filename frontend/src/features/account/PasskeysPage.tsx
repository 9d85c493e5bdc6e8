import { useLingui } from "@lingui/react/macro";
import { Failed } from "@/components/Failed";
import { SkeletonList } from "@/components/Skeleton";
import { PasskeysDocument } from "@/gql/graphql";
import { useAsk } from "@/lib/useAsk";
import { AccountSection } from "./AccountSection";
import { PasskeyList } from "./PasskeyList";
import { RecoveryCodes } from "./RecoveryCodes";
import { usePasskeyChanges } from "./usePasskeyChanges";
import { StepUpPlace, useStepUp } from "./useStepUp";

/** The devices that open the account without a password: what they are, and which. */
export function PasskeysPage() {
  const { t } = useLingui();
  const { data, isLoading, isOffline, retry } = useAsk(PasskeysDocument, {});
  const stepUp = useStepUp();
  const changes = usePasskeyChanges(stepUp);
  const passkeys = data?.viewer?.account.passkeys;
  if (isLoading) return <AccountSection path="passkeys"><SkeletonList rows={2} /></AccountSection>;
  if (!passkeys) {
    return <AccountSection path="passkeys"><Failed what={t`your passkeys`} offline={isOffline} onRetry={retry} /></AccountSection>;
  }
  return (
    <AccountSection path="passkeys" lead={<WhatIsAPasskey />} hasError={changes.problems.length > 0}>
      <StepUpPlace stepUp={stepUp}>
        {changes.codes ? (
          <RecoveryCodes codes={changes.codes} onDone={changes.kept} />
        ) : (
          <PasskeyList passkeys={passkeys} changes={changes} />
        )}
      </StepUpPlace>
    </AccountSection>
  );
}

function WhatIsAPasskey() {
  const { t } = useLingui();
  return (
    <>
      <p>
        {t`A passkey lets you sign in with your fingerprint, your face or your device's PIN, without your username and password. It stays on your device or in your password manager, so nobody can guess it or trick you into giving it away.`}
      </p>
      <p>{t`Add one on each device that you use, and only on devices that are yours. Your password alone then no longer opens your account: beside it we ask for a passkey or a recovery code.`}</p>
    </>
  );
}
