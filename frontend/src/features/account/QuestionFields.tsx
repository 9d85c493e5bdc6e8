import { useLingui } from "@lingui/react/macro";
import { SelectField } from "@/components/SelectField";
import { Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { answerId, type Choice, questionId } from "./questions";

type QuestionFieldsProps = {
  questions: { key: string; text: string }[];
  choices: Choice[];
  onChange: (choices: Choice[]) => void;
  errorOf: (fieldId: string) => string | undefined;
};

/** Three questions with their answers; one that is chosen is offered nowhere else. */
export function QuestionFields({ questions, choices, onChange, errorOf }: QuestionFieldsProps) {
  const { t } = useLingui();
  const set = (index: number, change: Partial<Choice>) =>
    onChange(choices.map((choice, at) => (at === index ? { ...choice, ...change } : choice)));
  return choices.map((choice, index) => {
    const number = index + 1;
    const taken = choices.filter((_, at) => at !== index).map((other) => other.questionKey);
    const options = questions.filter(({ key }) => !taken.includes(key)).map(({ key, text }) => ({ value: key, label: text }));
    return (
      <Stack key={number} gap="tight">
        <SelectField
          id={questionId(index)}
          label={t`Question ${number}`}
          error={errorOf(questionId(index))}
          value={choice.questionKey}
          options={[{ value: "", label: t`Choose a question` }, ...options]}
          onChange={(questionKey) => set(index, { questionKey })}
        />
        <TextField
          id={answerId(index)}
          label={t`Answer ${number}`}
          error={errorOf(answerId(index))}
          value={choice.answer}
          onChange={(answer) => set(index, { answer })}
          autoComplete="off"
          maxLength={200}
        />
      </Stack>
    );
  });
}
