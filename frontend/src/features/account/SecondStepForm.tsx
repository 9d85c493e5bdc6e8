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
import { useSecondStep } from "./useSecondStep";

type SecondStepFormProps = {
  challengeId: string;
  methods: SecondFactorMethod[];
  /** The challenge is over: ask what is left of it. */
  onOver: () => void;
  before: ReactNode;
};

type Step = ReturnType<typeof useSecondStep>;

/** A code from the app, a passkey or, when those are lost, a recovery code. */
export function SecondStepForm({ challengeId, methods, onOver, before }: SecondStepFormProps) {
  const step = useSecondStep(challengeId, methods, onOver);
  const words = useWords()[step.method];
  return (
    <Page title={words.title} lead={<p>{words.lead}</p>} before={before} hasError={step.problems.length > 0}>
      <ProofForm key={step.method} step={step} />
      <OtherWays step={step} />
      <LostBoth />
    </Page>
  );
}

/** What each way is called and asks for. */
function useWords(): Record<SecondFactorMethod, { title: string; lead: string; choose: string }> {
  const { t } = useLingui();
  return {
    TOTP: {
      title: t`Enter your code`,
      lead: t`Your password is right. Open your authenticator app and type the six digits that it shows for this clinic.`,
      choose: t`Use your authenticator app`,
    },
    PASSKEY: {
      title: t`Use your passkey`,
      lead: t`Your password is right. Now confirm with your fingerprint, your face or your device's PIN.`,
      choose: t`Use a passkey`,
    },
    RECOVERY_CODE: {
      title: t`Enter a recovery code`,
      lead: t`Your password is right. Type one of the recovery codes that you kept. Each works once.`,
      choose: t`Use a recovery code`,
    },
  };
}

function OtherWays({ step }: { step: Step }) {
  const words = useWords();
  return (
    <Row>
      {step.usable.filter((method) => method !== step.method).map((method) => (
        <Button key={method} kind="quiet" onPress={() => step.choose(method)}>{words[method].choose}</Button>
      ))}
    </Row>
  );
}

function ProofForm({ step }: { step: Step }) {
  const { t } = useLingui();
  const [code, setCode] = useState("");
  const [remember, setRemember] = useState(false);
  const byPasskey = step.method === "PASSKEY";
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void (byPasskey ? step.submitPasskey(remember) : step.submit(code, remember));
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <ErrorSummary problems={step.problems} />
        {byPasskey ? null : <CodeField step={step} code={code} onChange={setCode} />}
        <CheckChoice isSelected={remember} onChange={setRemember} detail={t`Only on a device that is yours alone.`}>
          {t`Remember this device for 30 days`}
        </CheckChoice>
        <Row>
          <Button type="submit" isDisabled={step.isBusy}>{byPasskey ? t`Continue with your passkey` : t`Continue`}</Button>
        </Row>
      </Stack>
    </form>
  );
}

function CodeField({ step, code, onChange }: { step: Step; code: string; onChange: (code: string) => void }) {
  const { t } = useLingui();
  const byApp = step.method === "TOTP";
  return (
    <TextField
      id="code"
      label={byApp ? t`Six-digit code` : t`Recovery code`}
      hint={byApp ? undefined : t`Spaces, dashes and small letters do not matter.`}
      value={code}
      onChange={onChange}
      error={step.problems.find((problem) => problem.fieldId === "code")?.message}
      autoComplete="one-time-code"
      inputMode={byApp ? "numeric" : "text"}
      code
    />
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
