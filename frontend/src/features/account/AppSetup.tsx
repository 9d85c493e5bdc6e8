import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useEffect, useRef, useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { ConfirmTotpEnrollmentDocument } from "@/gql/graphql";
import { errorCode } from "@/lib/errors";
import styles from "./factor.module.css";
import { useFailureWords } from "./useFailureWords";
import type { NewApp } from "./useTwoFactor";

type AppSetupProps = { app: NewApp; onConfirmed: (codes: string[]) => void; onCancel: () => void };

/** Scanning or typing the secret, and the first code that proves it worked. */
export function AppSetup({ app, onConfirmed, onCancel }: AppSetupProps) {
  const { t } = useLingui();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <Stack as="section" labelledBy="setup" gap="wide">
      <h2 id="setup" ref={heading} tabIndex={-1}>{t`Set up your authenticator app`}</h2>
      <Stack as="ol" gap="wide">
        <li className={styles.step}>
          <h3>{t`1. Add this clinic to the app`}</h3>
          <p>{t`Choose “add” or “+” in the app and scan this code.`}</p>
          <img className={styles.qr} src={`data:image/svg+xml,${encodeURIComponent(app.qrCodeSvg)}`} alt={t`QR code for your authenticator app`} />
          <p>{t`Is the app on this device, or can you not scan? Type this key into it instead, as a time-based one:`}</p>
          <p className={styles.secret}>{app.secret.match(/.{1,4}/g)?.join(" ")}</p>
        </li>
        <li className={styles.step}>
          <h3>{t`2. Type the code that the app shows`}</h3>
          <FirstCode onConfirmed={onConfirmed} onCancel={onCancel} />
        </li>
      </Stack>
    </Stack>
  );
}

function FirstCode({ onConfirmed, onCancel }: Omit<AppSetupProps, "app">) {
  const { t } = useLingui();
  const [code, setCode] = useState("");
  const { problems, isBusy, confirm } = useConfirmation(onConfirmed);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void confirm(code);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <ErrorSummary problems={problems} />
        <TextField
          id="first-code"
          label={t`Six-digit code`}
          value={code}
          onChange={setCode}
          error={problems.find((problem) => problem.fieldId)?.message}
          autoComplete="one-time-code"
          inputMode="numeric"
          code
        />
        <Row>
          <Button type="submit" isDisabled={isBusy}>{t`Turn on`}</Button>
          <Button kind="quiet" onPress={onCancel}>{t`Cancel`}</Button>
        </Row>
      </Stack>
    </form>
  );
}

function useConfirmation(onConfirmed: (codes: string[]) => void) {
  const { t } = useLingui();
  const [{ fetching }, send] = useMutation(ConfirmTotpEnrollmentDocument);
  const [problems, setProblems] = useState<Problem[]>([]);
  const explain = useFailureWords();
  const confirm = async (code: string) => {
    if (!code.trim()) return setProblems([{ fieldId: "first-code", message: t`Enter the six digits that the app shows` }]);
    const { data, error } = await send({ input: { code } });
    if (data) return onConfirmed(data.confirmTotpEnrollment.recoveryCodes);
    switch (errorCode(error)) {
      case "INVALID_INPUT":
        return setProblems([{ fieldId: "first-code", message: t`This is not the code that the app shows now. Check that your phone sets its clock by itself, then try the next code.` }]);
      case "EXPIRED":
        return setProblems([{ message: t`Setting up took too long. Cancel, and start again.` }]);
      default:
        setProblems([{ message: explain(error) }]);
    }
  };
  return { problems, isBusy: fetching, confirm };
}
