import { useLingui } from "@lingui/react/macro";
import { Failed } from "@/components/Failed";
import { SkeletonList } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { type AccountFactorsFragment, SecondFactorDocument } from "@/gql/graphql";
import { useAsk } from "@/lib/useAsk";
import { AccountSection } from "./AccountSection";
import { AppSection } from "./AppSection";
import { AppSetup } from "./AppSetup";
import { CodesSection } from "./CodesSection";
import { PasskeysSection } from "./PasskeysSection";
import { RecoveryCodes } from "./RecoveryCodes";
import { RememberedDevices } from "./RememberedDevices";
import { StepUpPlace } from "./useStepUp";
import { type TwoFactor, useTwoFactor } from "./useTwoFactor";

/** How the account proves itself beside its password. */
export function TwoFactorPage() {
  const { t } = useLingui();
  const { data, isLoading, isOffline, retry } = useAsk(SecondFactorDocument, {});
  const changes = useTwoFactor();
  const account = data?.viewer?.account;
  if (isLoading) return <AccountSection path="two-factor"><SkeletonList rows={2} /></AccountSection>;
  if (!account) {
    return <AccountSection path="two-factor"><Failed what={t`your second factor`} offline={isOffline} onRetry={retry} /></AccountSection>;
  }
  return (
    <AccountSection
      path="two-factor"
      lead={<p>{t`With a second factor, nobody gets into your account by your password alone. At sign-in we then ask for your password and for one more proof.`}</p>}
      hasError={changes.problems.length > 0}
    >
      <StepUpPlace stepUp={changes.stepUp}>
        <Now account={account} changes={changes} />
      </StepUpPlace>
    </AccountSection>
  );
}

/** What is being done, in place of everything else, or how things stand. */
function Now({ account, changes }: { account: AccountFactorsFragment; changes: TwoFactor }) {
  const { secondFactor } = account;
  if (changes.doing.what === "app") {
    return <AppSetup app={changes.doing.app} onConfirmed={changes.show} onCancel={changes.leave} />;
  }
  if (changes.doing.what === "codes") return <RecoveryCodes codes={changes.doing.codes} onDone={changes.leave} />;
  const isProtected = secondFactor.totp || secondFactor.passkeys > 0;
  return (
    <Stack gap="wide">
      <AppSection isOn={secondFactor.totp} changes={changes} />
      <PasskeysSection count={secondFactor.passkeys} />
      {isProtected ? <CodesSection left={secondFactor.recoveryCodesLeft} changes={changes} /> : null}
      {isProtected ? <RememberedDevices devices={secondFactor.rememberedDevices} changes={changes} /> : null}
    </Stack>
  );
}
