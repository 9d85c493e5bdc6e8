import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { type SyntheticEvent, useState } from "react";
import { useMutation } from "urql";
import { BackLink } from "@/components/BackLink";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Page } from "@/components/Page";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { RequestPasswordResetDocument } from "@/gql/graphql";
import { useFailureWords } from "./useFailureWords";

/** Has a link to a new password mailed. */
export function ForgotPasswordPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const say = useFailureWords();
  const [{ fetching }, send] = useMutation(RequestPasswordResetDocument);
  const [usernameOrEmail, setUsernameOrEmail] = useState("");
  const [problems, setProblems] = useState<Problem[]>([]);
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (!usernameOrEmail.trim()) return setProblems([{ fieldId: "usernameOrEmail", message: t`Enter your username or email address` }]);
    const { error } = await send({ input: { usernameOrEmail: usernameOrEmail.trim() } });
    if (error) setProblems([{ message: say(error) }]);
    else await navigate({ to: "/forgot-password/sent" });
  };
  return (
    <Page
      title={t`Forgot Password`}
      lead={<p>{t`We send a link to the email address that we have on file. With it you create a new password.`}</p>}
      before={<BackLink to="/sign-in">{t`Back to sign in`}</BackLink>}
      hasError={problems.length > 0}
    >
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack>
          <ErrorSummary problems={problems} />
          <TextField
            id="usernameOrEmail"
            label={t`Username or email`}
            value={usernameOrEmail}
            onChange={setUsernameOrEmail}
            error={problems.find((problem) => problem.fieldId)?.message}
            autoComplete="username"
            literal
          />
          <Row>
            <Button type="submit" isDisabled={fetching}>{t`Send the link`}</Button>
          </Row>
        </Stack>
      </form>
    </Page>
  );
}
