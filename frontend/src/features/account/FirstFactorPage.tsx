import { useLingui } from "@lingui/react/macro";
import { Button } from "@/components/Button";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Page } from "@/components/Page";
import { Row, Stack } from "@/components/Stack";
import { passkeysWork } from "@/lib/passkeys";
import { useSession } from "@/lib/session";
import { AppSetup } from "./AppSetup";
import { RecoveryCodes } from "./RecoveryCodes";
import { type PasskeyChanges, usePasskeyChanges } from "./usePasskeyChanges";
import { StepUpPlace } from "./useStepUp";
import { type TwoFactor, useTwoFactor } from "./useTwoFactor";

/** Staff set up a second factor before anything else; the codes are kept before the portal opens. */
export function FirstFactorPage() {
  const { t } = useLingui();
  const { check } = useSession();
  const changes = useTwoFactor();
  const passkeys = usePasskeyChanges(changes.stepUp, check);
  return (
    <Page
      title={t`Set up a second factor`}
      lead={<p>{t`People who work here see patients' records, so a password is not enough. This takes two minutes, and then the portal opens.`}</p>}
      hasError={changes.problems.length + passkeys.problems.length > 0}
    >
      <StepUpPlace stepUp={changes.stepUp}>
        <Stage changes={changes} passkeys={passkeys} />
      </StepUpPlace>
    </Page>
  );
}

type Ways = { changes: TwoFactor; passkeys: PasskeyChanges };

function Stage({ changes, passkeys }: Ways) {
  const { check } = useSession();
  if (changes.doing.what === "app") {
    return <AppSetup app={changes.doing.app} onConfirmed={changes.show} onCancel={changes.leave} />;
  }
  if (changes.doing.what === "codes") return <RecoveryCodes codes={changes.doing.codes} onDone={check} />;
  if (passkeys.codes) return <RecoveryCodes codes={passkeys.codes} onDone={passkeys.kept} />;
  return <Choice changes={changes} passkeys={passkeys} />;
}

function Choice({ changes, passkeys }: Ways) {
  const { t } = useLingui();
  const { end } = useSession();
  return (
    <Stack>
      <ErrorSummary problems={changes.problems.length > 0 ? changes.problems : passkeys.problems} />
      <p>{t`An authenticator app on your phone shows a new six-digit code every half minute. Any such app will do; many phones and password managers have one built in.`}</p>
      {passkeysWork() ? (
        <p>{t`A passkey confirms with your fingerprint, your face or your device's PIN. Add one only on a device that is yours alone.`}</p>
      ) : null}
      <Row>
        <Button onPress={() => void changes.start()} isDisabled={changes.isBusy}>{t`Set up an authenticator app`}</Button>
        {passkeysWork() ? (
          <Button kind="secondary" onPress={() => void passkeys.add()} isDisabled={passkeys.isAdding}>{t`Add a passkey`}</Button>
        ) : null}
        <Button kind="quiet" onPress={() => void end("left")}>{t`Sign out`}</Button>
      </Row>
    </Stack>
  );
}
