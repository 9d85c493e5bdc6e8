import { useLingui } from "@lingui/react/macro";
import type { CombinedError } from "@urql/core";
import { type SyntheticEvent, useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { PasswordField } from "@/components/PasswordField";
import { Row, Stack } from "@/components/Stack";
import { ChangePasswordDocument } from "@/gql/graphql";
import { fieldProblems } from "@/lib/errors";
import { NewPasswordField } from "./NewPasswordField";
import { useFailureWords } from "./useFailureWords";
import { useNewPasswordProblem } from "./useNewPasswordProblem";
import { StepUpPlace, useStepUp } from "./useStepUp";

type ChangePasswordFormProps = {
  /** Asks for the password of now, where that is proof enough; else for a step-up when it is due. */
  asksCurrent: boolean;
  onProblems: (hasProblems: boolean) => void;
  onChanged: () => void;
};

/** A new password for who is signed in. */
export function ChangePasswordForm({ asksCurrent, onProblems, onChanged }: ChangePasswordFormProps) {
  const { t } = useLingui();
  const stepUp = useStepUp();
  const explain = useExplain();
  const [{ fetching }, send] = useMutation(ChangePasswordDocument);
  const [current, setCurrent] = useState("");
  const [newPassword, setNewPassword] = useState("");
  const [problems, setProblems] = useState<Problem[]>([]);
  const show = (found: Problem[]) => {
    setProblems(found);
    onProblems(found.length > 0);
  };
  const errorOf = (fieldId: string) => problems.find((problem) => problem.fieldId === fieldId)?.message;

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    const missing = [
      ...(asksCurrent && !current ? [{ fieldId: "currentPassword", message: t`Enter your current password` }] : []),
      ...(newPassword ? [] : [{ fieldId: "newPassword", message: t`Enter a new password` }]),
    ];
    show(missing);
    if (missing.length > 0) return;
    const { error } = await stepUp.guard(() => send({ input: { newPassword, ...(asksCurrent ? { currentPassword: current } : {}) } }));
    if (error) return show(explain(error));
    setCurrent("");
    setNewPassword("");
    onChanged();
  };
  return (
    <StepUpPlace stepUp={stepUp}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack>
          <ErrorSummary problems={problems} />
          {asksCurrent ? (
            <PasswordField
              id="currentPassword"
              label={t`Current password`}
              value={current}
              onChange={setCurrent}
              error={errorOf("currentPassword")}
              autoComplete="current-password"
            />
          ) : null}
          <NewPasswordField id="newPassword" label={t`New password`} value={newPassword} onChange={setNewPassword} error={errorOf("newPassword")} />
          <Row>
            <Button type="submit" isDisabled={fetching}>{t`Save new password`}</Button>
          </Row>
        </Stack>
      </form>
    </StepUpPlace>
  );
}

function useExplain(): (error: CombinedError) => Problem[] {
  const { t } = useLingui();
  const say = useFailureWords();
  const sayOfPassword = useNewPasswordProblem();
  return (error) => {
    const password = sayOfPassword(error);
    if (password) return [{ fieldId: "newPassword", message: password }];
    if (fieldProblems(error).some(({ field }) => field === "currentPassword")) {
      return [{ fieldId: "currentPassword", message: t`This is not your password. Try again` }];
    }
    return [{ message: say(error) }];
  };
}
