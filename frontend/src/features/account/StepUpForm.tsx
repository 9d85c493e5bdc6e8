import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { PasswordField } from "@/components/PasswordField";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { StepUpDocument, type StepUpMethod } from "@/gql/graphql";
import { errorCode } from "@/lib/errors";
import { passkeysWork } from "@/lib/passkeys";
import { StepUpByPasskey } from "./StepUpByPasskey";
import { useFailureWords } from "./useFailureWords";

export type StepUpFormProps = { methods: StepUpMethod[]; onConfirmed: () => void; onCancel: () => void };

/** The proof itself: the password or, with a second factor, a passkey or a code. */
export function StepUpForm(props: StepUpFormProps) {
  const hasPasskey = props.methods.includes("PASSKEY") && passkeysWork();
  const [byCode, setByCode] = useState(!hasPasskey || props.methods.includes("TOTP"));
  if (!byCode) return <StepUpByPasskey {...props} onCode={() => setByCode(true)} />;
  return <StepUpByText {...props} onPasskey={hasPasskey ? () => setByCode(false) : undefined} />;
}

function StepUpByText({ methods, onConfirmed, onCancel, onPasskey }: StepUpFormProps & { onPasskey?: () => void }) {
  const { t } = useLingui();
  const byPassword = methods.includes("PASSWORD");
  const [proof, setProof] = useState("");
  const { problems, isBusy, send } = useProof(byPassword, onConfirmed);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void send(proof);
  };
  const field = {
    id: "step-up-proof",
    value: proof,
    onChange: setProof,
    error: problems.find((problem) => problem.fieldId)?.message,
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <ErrorSummary problems={problems} />
        {byPassword ? (
          <PasswordField {...field} label={t`Password`} autoComplete="current-password" />
        ) : (
          <TextField
            {...field}
            label={t`Code`}
            hint={methods.includes("TOTP") ? t`Six digits from your authenticator app, or a recovery code.` : t`One of your recovery codes.`}
            autoComplete="one-time-code"
            code
          />
        )}
        <Row>
          <Button type="submit" isDisabled={isBusy}>{t`Confirm`}</Button>
          {onPasskey ? <Button kind="secondary" onPress={onPasskey}>{t`Use a passkey`}</Button> : null}
          <Button kind="quiet" onPress={onCancel}>{t`Cancel`}</Button>
        </Row>
      </Stack>
    </form>
  );
}

function useProof(byPassword: boolean, onConfirmed: () => void) {
  const { t } = useLingui();
  const [{ fetching }, stepUp] = useMutation(StepUpDocument);
  const [problems, setProblems] = useState<Problem[]>([]);
  const explain = useFailureWords();
  const atField = (message: string) => setProblems([{ fieldId: "step-up-proof", message }]);

  const send = async (proof: string) => {
    if (!proof.trim()) return atField(byPassword ? t`Enter your password` : t`Enter a code`);
    const { error } = await stepUp({ input: byPassword ? { password: proof } : { code: proof } });
    // Another tab or press was first: it is confirmed all the same.
    if (!error || errorCode(error) === "CONFLICT") return onConfirmed();
    if (errorCode(error) !== "INVALID_INPUT") return setProblems([{ message: explain(error) }]);
    atField(byPassword ? t`This password is not right. Check it and try again.` : t`This code is not right, or was used before. Try the next one.`);
  };
  return { problems, isBusy: fetching, send };
}
