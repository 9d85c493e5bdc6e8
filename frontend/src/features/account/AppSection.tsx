import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Row, Stack } from "@/components/Stack";
import { Tag } from "@/components/Tag";
import type { TwoFactor } from "./useTwoFactor";

/** The authenticator app: set up or not, and what can be done about it. */
export function AppSection({ isOn, changes }: { isOn: boolean; changes: TwoFactor }) {
  const { t } = useLingui();
  return (
    <Stack as="section" labelledBy="app">
      <h2 id="app">{t`Authenticator app`}</h2>
      <ErrorSummary problems={changes.problems} />
      {isOn ? <AppIsOn changes={changes} /> : <AppIsOff changes={changes} />}
    </Stack>
  );
}

function AppIsOff({ changes }: { changes: TwoFactor }) {
  const { t } = useLingui();
  return (
    <>
      <p>{t`An authenticator app on your phone shows a new six-digit code every half minute. It needs no connection. Any such app will do; many phones and password managers have one built in.`}</p>
      <Row>
        <Button onPress={() => void changes.start()} isDisabled={changes.isBusy}>{t`Set up an authenticator app`}</Button>
      </Row>
    </>
  );
}

function AppIsOn({ changes }: { changes: TwoFactor }) {
  const { t } = useLingui();
  const [isAsking, setAsking] = useState(false);
  const turnOff = async () => {
    await changes.turnOff();
    setAsking(false);
  };
  return (
    <Card>
      <Row>
        <strong>{t`Your authenticator app`}</strong>
        <Tag>{t`On`}</Tag>
      </Row>
      {isAsking ? (
        <>
          <p>{t`Without it your password alone opens your account again, unless you have a passkey. Your other devices are signed out.`}</p>
          <Row>
            <Button kind="danger" onPress={() => void turnOff()} isDisabled={changes.isBusy}>{t`Turn off the app`}</Button>
            <Button kind="quiet" onPress={() => setAsking(false)}>{t`Keep it`}</Button>
          </Row>
        </>
      ) : (
        <>
          <p>{t`At sign-in we ask for the code that it shows.`}</p>
          <Row>
            <Button kind="secondary" onPress={() => void changes.start()} isDisabled={changes.isBusy}>{t`Move to another phone or app`}</Button>
            <Button kind="quiet" onPress={() => setAsking(true)}>{t`Turn off`}</Button>
          </Row>
        </>
      )}
    </Card>
  );
}
