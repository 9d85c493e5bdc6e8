import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import type { CombinedError } from "@urql/core";
import { type SyntheticEvent, useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Page } from "@/components/Page";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { ResetPasswordDocument } from "@/gql/graphql";
import { fieldProblems, hasCode } from "@/lib/errors";
import { useSession } from "@/lib/session";
import { NewPasswordField } from "./NewPasswordField";
import { useFailureWords } from "./useFailureWords";
import { useNewPasswordProblem } from "./useNewPasswordProblem";

type ResetPasswordFormProps = {
  token: string;
  question?: string | null;
  /** The link was used or has run out meanwhile. */
  onOver: () => void;
};

export function ResetPasswordForm({ token, question, onOver }: ResetPasswordFormProps) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { check } = useSession();
  const explain = useExplain();
  const [{ fetching }, send] = useMutation(ResetPasswordDocument);
  const [newPassword, setNewPassword] = useState("");
  const [answer, setAnswer] = useState("");
  const [problems, setProblems] = useState<Problem[]>([]);
  const errorOf = (fieldId: string) => problems.find((problem) => problem.fieldId === fieldId)?.message;

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    const missing = [
      ...(question && !answer.trim() ? [{ fieldId: "securityAnswer", message: t`Answer the security question` }] : []),
      ...(newPassword ? [] : [{ fieldId: "newPassword", message: t`Enter a new password` }]),
    ];
    setProblems(missing);
    if (missing.length > 0) return;
    const { error } = await send({ input: { token, newPassword, ...(question ? { securityAnswer: answer } : {}) } });
    if (hasCode(error, "EXPIRED")) return onOver();
    if (error) return setProblems(explain(error));
    check(); // who was signed in here is not any more
    await navigate({ to: "/reset-password/done", replace: true });
  };
  return (
    <Page
      title={t`Create a new password`}
      lead={<p>{t`After this you are signed out everywhere and sign in with the new password.`}</p>}
      hasError={problems.length > 0}
    >
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack>
          <ErrorSummary problems={problems} />
          {question ? (
            <TextField
              id="securityAnswer"
              label={question}
              hint={t`As you answered it when you chose your security questions; capitals and spaces do not matter.`}
              value={answer}
              onChange={setAnswer}
              error={errorOf("securityAnswer")}
              autoComplete="off"
            />
          ) : null}
          <NewPasswordField
            id="newPassword"
            label={t`New password`}
            value={newPassword}
            onChange={setNewPassword}
            error={errorOf("newPassword")}
            owner={{ token }}
          />
          <Row>
            <Button type="submit" isDisabled={fetching}>{t`Save new password`}</Button>
          </Row>
        </Stack>
      </form>
    </Page>
  );
}

function useExplain(): (error: CombinedError) => Problem[] {
  const { t } = useLingui();
  const say = useFailureWords();
  const sayOfPassword = useNewPasswordProblem();
  return (error) => {
    const password = sayOfPassword(error);
    if (password) return [{ fieldId: "newPassword", message: password }];
    if (fieldProblems(error).some(({ field }) => field === "securityAnswer")) {
      return [{ fieldId: "securityAnswer", message: t`This is not the answer that we have. Try again` }];
    }
    return [{ message: say(error) }];
  };
}
