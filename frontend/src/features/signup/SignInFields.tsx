import { useLingui } from "@lingui/react/macro";
import { Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { NewPasswordField } from "@/features/account/NewPasswordField";
import { QuestionFields } from "@/features/account/QuestionFields";
import type { Owner } from "@/features/account/usePasswordAdvice";
import type { Chosen } from "./chosen";

type SignInFieldsProps = {
  questions: { key: string; text: string }[];
  chosen: Chosen;
  onChange: (change: Partial<Chosen>) => void;
  errorOf: (fieldId: string) => string | undefined;
  /** What is known of the person, which does not belong into a password. */
  owner: Owner;
};

/** How a newcomer signs in from now on: security questions, username and password. */
export function SignInFields({ questions, chosen, onChange, errorOf, owner }: SignInFieldsProps) {
  const { t } = useLingui();
  return (
    <>
      {questions.length > 0 ? (
        <Stack as="section" labelledBy="security-questions" gap="wide">
          <h2 id="security-questions">{t`Security questions`}</h2>
          <p>{t`We ask one of them when you forget your password. Choose what you will remember and others cannot look up.`}</p>
          <QuestionFields questions={questions} choices={chosen.choices} onChange={(choices) => onChange({ choices })} errorOf={errorOf} />
        </Stack>
      ) : null}
      <Stack as="section" labelledBy="sign-in-details">
        <h2 id="sign-in-details">{t`Your sign-in`}</h2>
        <TextField id="username" label={t`Username`} hint={t`3 to 64 letters, digits, dots, dashes and underscores. Not your email address.`} value={chosen.username} onChange={(username) => onChange({ username })} error={errorOf("username")} autoComplete="username" literal />
        <NewPasswordField id="password" label={t`Password`} value={chosen.password} onChange={(password) => onChange({ password })} error={errorOf("password")} owner={{ ...owner, username: chosen.username }} />
      </Stack>
    </>
  );
}
