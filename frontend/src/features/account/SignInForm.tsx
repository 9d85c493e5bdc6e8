import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useState } from "react";
import { Button } from "@/components/Button";
import { ErrorSummary } from "@/components/ErrorSummary";
import { PasswordField } from "@/components/PasswordField";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import type { PasskeySignIn } from "./usePasskeySignIn";
import type { SignIn } from "./useSignIn";

export function SignInForm({ signIn, passkey }: { signIn: SignIn; passkey: PasskeySignIn }) {
  const { t } = useLingui();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const errorOf = (fieldId: string) => signIn.problems.find((problem) => problem.fieldId === fieldId)?.message;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    passkey.leave();
    void signIn.submit(username, password);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <ErrorSummary problems={passkey.problems.length > 0 ? passkey.problems : signIn.problems} />
        <TextField
          id="username"
          label={t`Personal Username`}
          value={username}
          onChange={setUsername}
          error={errorOf("username")}
          autoComplete="username webauthn"
          literal
        />
        <PasswordField
          id="password"
          label={t`Password`}
          value={password}
          onChange={setPassword}
          error={errorOf("password")}
          autoComplete="current-password"
        />
        <Row>
          <Button type="submit" isDisabled={signIn.isBusy}>{t`Login`}</Button>
          {passkey.press ? (
            <Button kind="secondary" isDisabled={passkey.isBusy} onPress={() => void passkey.press?.()}>{t`Sign in with a passkey`}</Button>
          ) : null}
        </Row>
      </Stack>
    </form>
  );
}
