import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useEffect, useRef, useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Row, Stack } from "@/components/Stack";
import { SetSecurityAnswersDocument } from "@/gql/graphql";
import { QuestionFields } from "./QuestionFields";
import { choiceProblems, noChoices, useChoiceProblems } from "./questions";
import { StepUpPlace, useStepUp } from "./useStepUp";

type ChangeQuestionsProps = {
  questions: { key: string; text: string }[];
  onSaved: () => void;
  onCancel: () => void;
  onHasError: (hasError: boolean) => void;
};

/** Three new questions in place of those from before. */
export function ChangeQuestions({ questions, onSaved, onCancel, onHasError }: ChangeQuestionsProps) {
  const { t } = useLingui();
  const stepUp = useStepUp();
  const heading = useRef<HTMLHeadingElement>(null);
  const find = useChoiceProblems();
  const [{ fetching }, send] = useMutation(SetSecurityAnswersDocument);
  const [choices, setChoices] = useState(noChoices);
  const [problems, setProblems] = useState<Problem[]>([]);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => onHasError(problems.length > 0), [problems, onHasError]);

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    const found = find(choices);
    setProblems(found);
    if (found.length > 0) return;
    const { error } = await stepUp.guard(() => send({ input: { securityAnswers: choices } }));
    if (!error) return onSaved();
    const fields = choiceProblems(error);
    setProblems(fields.length > 0 ? fields : [{ message: t`Your questions could not be saved. Nothing has changed. Try again in a moment.` }]);
  };
  return (
    <StepUpPlace stepUp={stepUp}>
      <Stack as="section" labelledBy="change-questions">
        <h2 id="change-questions" ref={heading} tabIndex={-1}>{t`Choose three questions`}</h2>
        <p>{t`Choose what you will remember and others cannot look up. You may answer anything, as long as you answer it the same next time; capitals and spaces do not matter.`}</p>
        <form onSubmit={(event) => void submit(event)} noValidate>
          <Stack gap="wide">
            <ErrorSummary problems={problems} />
            <QuestionFields
              questions={questions}
              choices={choices}
              onChange={setChoices}
              errorOf={(fieldId) => problems.find((problem) => problem.fieldId === fieldId)?.message}
            />
            <Row>
              <Button type="submit" isDisabled={fetching}>{t`Save`}</Button>
              <Button kind="quiet" onPress={onCancel}>{t`Cancel`}</Button>
            </Row>
          </Stack>
        </form>
      </Stack>
    </StepUpPlace>
  );
}
