import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useEffect, useRef, useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { PasswordField } from "@/components/PasswordField";
import { Row, Stack } from "@/components/Stack";
import { StepUpDocument } from "@/gql/graphql";
import { errorCode } from "@/lib/errors";
import { useExplainStepUp } from "./useExplainStepUp";

type ConfirmProps = { onConfirmed: () => void; onCancel: () => void };

/** Asks for a fresh proof, in the place of what needs it. Its heading takes focus, as a page's does. */
export function ConfirmItIsYou({ onConfirmed, onCancel }: ConfirmProps) {
  const { t } = useLingui();
  const heading = useRef<HTMLHeadingElement>(null);
  const [{ fetching }, send] = useMutation(StepUpDocument);
  const [password, setPassword] = useState("");
  const [problems, setProblems] = useState<Problem[]>([]);
  const explain = useExplainStepUp();
  useEffect(() => heading.current?.focus(), []);

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (!password) return setProblems([{ fieldId: "step-up-password", message: t`Enter your password` }]);
    const { error } = await send({ input: { password } });
    // Another tab or press was first: it is confirmed all the same.
    if (!error || errorCode(error) === "CONFLICT") return onConfirmed();
    setProblems([explain(error)]);
  };
  const errorOf = (fieldId: string) => problems.find((problem) => problem.fieldId === fieldId)?.message;
  return (
    <Stack as="section" labelledBy="step-up">
      <h2 id="step-up" ref={heading} tabIndex={-1}>{t`Confirm that it is you`}</h2>
      <p>{t`This keeps others out of your account, should you have left it open. We ask again after ten minutes.`}</p>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack>
          <ErrorSummary problems={problems} />
          <PasswordField
            id="step-up-password"
            label={t`Password`}
            value={password}
            onChange={setPassword}
            error={errorOf("step-up-password")}
            autoComplete="current-password"
          />
          <Row>
            <Button type="submit" isDisabled={fetching}>{t`Confirm`}</Button>
            <Button kind="quiet" onPress={onCancel}>{t`Cancel`}</Button>
          </Row>
        </Stack>
      </form>
    </Stack>
  );
}
