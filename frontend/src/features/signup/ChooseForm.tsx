import { useLingui } from "@lingui/react/macro";
import { Button } from "@/components/Button";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { NewPasswordField } from "@/features/account/NewPasswordField";
import { QuestionFields } from "@/features/account/QuestionFields";
import type { RegistrationFieldsFragment } from "@/gql/graphql";
import { Step } from "./ChoosePage";
import { useKnown } from "./SignUpArea";
import { useChoosing } from "./useChoosing";

type ChooseFormProps = {
  registration: RegistrationFieldsFragment;
  questions: { key: string; text: string }[];
  onBecame: (state: "COMPLETED" | "EXPIRED") => void;
};

export function ChooseForm({ registration, questions, onBecame }: ChooseFormProps) {
  const { t } = useLingui();
  const known = useKnown();
  const { chosen, set, problems, submit, isBusy } = useChoosing(registration, questions.length > 0, onBecame);
  const errorOf = (fieldId: string) => problems.find((problem) => problem.fieldId === fieldId)?.message;
  return (
    <Step hasError={problems.length > 0}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="wide">
          <ErrorSummary problems={problems} />
          {questions.length > 0 ? (
            <Stack as="section" labelledBy="security-questions" gap="wide">
              <h2 id="security-questions">{t`Security questions`}</h2>
              <p>{t`We ask one of them when you forget your password. Choose what you will remember and others cannot look up.`}</p>
              <QuestionFields questions={questions} choices={chosen.choices} onChange={(choices) => set({ choices })} errorOf={errorOf} />
            </Stack>
          ) : null}
          <Stack as="section" labelledBy="sign-in-details">
            <h2 id="sign-in-details">{t`Your sign-in`}</h2>
            <TextField id="username" label={t`Username`} hint={t`3 to 64 letters, digits, dots, dashes and underscores. Not your email address.`} value={chosen.username} onChange={(username) => set({ username })} error={errorOf("username")} autoComplete="username" literal />
            <NewPasswordField id="password" label={t`Password`} value={chosen.password} onChange={(password) => set({ password })} error={errorOf("password")} owner={{ ...known, username: chosen.username }} />
          </Stack>
          <Row>
            <Button type="submit" isDisabled={isBusy}>{t`Submit`}</Button>
          </Row>
        </Stack>
      </form>
    </Step>
  );
}
