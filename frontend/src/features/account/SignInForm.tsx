import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useState } from "react";
import { Button } from "@/components/Button";
import { ErrorSummary } from "@/components/ErrorSummary";
import { PasswordField } from "@/components/PasswordField";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import type { SignIn } from "./useSignIn";

export function SignInForm({ signIn }: { signIn: SignIn }) {
  const { t } = useLingui();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const errorOf = (fieldId: string) => signIn.problems.find((problem) => problem.fieldId === fieldId)?.message;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void signIn.submit(username, password);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <ErrorSummary problems={signIn.problems} />
        <TextField
          id="username"
          label={t`Personal Username`}
          value={username}
          onChange={setUsername}
          error={errorOf("username")}
          autoComplete="username"
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
        </Row>
      </Stack>
    </form>
  );
}
