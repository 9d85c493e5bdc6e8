import { useLingui } from "@lingui/react/macro";
import { type ReactNode, type SyntheticEvent, useState } from "react";
import { Button } from "@/components/Button";
import { CheckChoice } from "@/components/CheckChoice";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Page } from "@/components/Page";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { CallTheClinic } from "@/features/home/CallTheClinic";
import type { SecondFactorMethod } from "@/gql/graphql";
import { type CodeMethod, useSecondStep } from "./useSecondStep";

type SecondStepFormProps = {
  challengeId: string;
  methods: SecondFactorMethod[];
  /** The challenge is over: ask what is left of it. */
  onOver: () => void;
  before: ReactNode;
};

/** A code from the app or, when that is lost, a recovery code. */
export function SecondStepForm({ challengeId, methods, onOver, before }: SecondStepFormProps) {
  const { t } = useLingui();
  const step = useSecondStep(challengeId, methods, onOver);
  const byApp = step.method === "TOTP";
  return (
    <Page
      title={byApp ? t`Enter your code` : t`Enter a recovery code`}
      lead={<p>{byApp ? t`Your password is right. Open your authenticator app and type the six digits that it shows for this clinic.` : t`Your password is right. Type one of the recovery codes that you kept. Each works once.`}</p>}
      before={before}
      hasError={step.problems.length > 0}
    >
      <CodeForm key={step.method} step={step} />
      <Row>
        {methods.includes("TOTP") && !byApp ? (
          <Button kind="quiet" onPress={() => step.choose("TOTP")}>{t`Use your authenticator app`}</Button>
        ) : null}
        {methods.includes("RECOVERY_CODE") && byApp ? (
          <Button kind="quiet" onPress={() => step.choose("RECOVERY_CODE")}>{t`Use a recovery code`}</Button>
        ) : null}
      </Row>
      <LostBoth />
    </Page>
  );
}

function CodeForm({ step }: { step: ReturnType<typeof useSecondStep> }) {
  const { t } = useLingui();
  const [code, setCode] = useState("");
  const [remember, setRemember] = useState(false);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void step.submit(code, remember);
  };
  const names: Record<CodeMethod, string> = { TOTP: t`Six-digit code`, RECOVERY_CODE: t`Recovery code` };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <ErrorSummary problems={step.problems} />
        <TextField
          id="code"
          label={names[step.method]}
          hint={step.method === "TOTP" ? undefined : t`Spaces, dashes and small letters do not matter.`}
          value={code}
          onChange={setCode}
          error={step.problems.find((problem) => problem.fieldId === "code")?.message}
          autoComplete="one-time-code"
          inputMode={step.method === "TOTP" ? "numeric" : "text"}
          code
        />
        <CheckChoice isSelected={remember} onChange={setRemember} detail={t`Only on a device that is yours alone.`}>
          {t`Remember this device for 30 days`}
        </CheckChoice>
        <Row>
          <Button type="submit" isDisabled={step.isBusy}>{t`Continue`}</Button>
        </Row>
      </Stack>
    </form>
  );
}

function LostBoth() {
  const { t } = useLingui();
  return (
    <Stack as="section" labelledBy="lost" gap="tight">
      <h2 id="lost">{t`If you have lost your phone and your codes`}</h2>
      <p>{t`Call us, or come by with a document that shows who you are. We can remove the second step from your account.`}</p>
      <CallTheClinic />
    </Stack>
  );
}
