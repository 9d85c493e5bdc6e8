import { useLingui } from "@lingui/react/macro";
import { Button } from "@/components/Button";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Row, Stack } from "@/components/Stack";
import type { RegistrationFieldsFragment } from "@/gql/graphql";
import { Step } from "./ChoosePage";
import { SignInFields } from "./SignInFields";
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
          <SignInFields questions={questions} chosen={chosen} onChange={set} errorOf={errorOf} owner={known} />
          <Row>
            <Button type="submit" isDisabled={isBusy}>{t`Submit`}</Button>
          </Row>
        </Stack>
      </form>
    </Step>
  );
}
