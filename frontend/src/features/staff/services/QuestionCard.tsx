import { useLingui } from "@lingui/react/macro";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { CheckField } from "@/components/CheckField";
import type { Problem } from "@/components/ErrorSummary";
import { SelectField } from "@/components/SelectField";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import type { CheckInQuestionType } from "@/gql/graphql";
import { newOption, ofType, type TypedQuestion } from "./kind";

type QuestionCardProps = {
  question: TypedQuestion;
  index: number;
  count: number;
  problems: Problem[];
  onChange: (question: TypedQuestion) => void;
  onRemove: () => void;
  onMove: (by: number) => void;
};

/** One question: its words, how it is answered, and its place. */
export function QuestionCard({ question, index, count, problems, onChange, onRemove, onMove }: QuestionCardProps) {
  const { t } = useLingui();
  const at = `questions.${index}`;
  const number = index + 1;
  const errorOf = (fieldId: string) => problems.find((one) => one.fieldId === fieldId)?.message;
  const types: { value: CheckInQuestionType; label: string }[] = [
    { value: "BOOLEAN", label: t`By yes or no` },
    { value: "CHOICE", label: t`By one of several answers` },
    { value: "TEXT", label: t`In their own words` },
  ];
  return (
    <Card as="li" labelledBy={`${at}.head`}>
      <h3 id={`${at}.head`}>{t`Question ${number}`}</h3>
      <TextField id={`${at}.text`} label={t`Question, in plain words`} rows={2} maxLength={300} value={question.text} onChange={(text) => onChange({ ...question, text })} error={errorOf(`${at}.text`)} autoComplete="off" />
      <SelectField id={`${at}.type`} label={t`How it is answered`} value={question.type} options={types} onChange={(type) => onChange(ofType(question, type as CheckInQuestionType))} />
      {question.type === "CHOICE" ? <Options question={question} at={at} errorOf={errorOf} onChange={onChange} /> : null}
      <CheckField id={`${at}.required`} label={t`It must be answered`} isSelected={question.required} onChange={(required) => onChange({ ...question, required })} />
      <Row>
        {index > 0 ? <Button kind="quiet" onPress={() => onMove(-1)} data-move={`${index}.-1`} aria-label={t`Move up: question ${number}`}>{t`Move up`}</Button> : null}
        {index < count - 1 ? <Button kind="quiet" onPress={() => onMove(1)} data-move={`${index}.1`} aria-label={t`Move down: question ${number}`}>{t`Move down`}</Button> : null}
        <Button kind="quiet" onPress={onRemove} aria-label={t`Take away: question ${number}`}>{t`Take away`}</Button>
      </Row>
    </Card>
  );
}

type OptionsProps = { question: TypedQuestion; at: string; errorOf: (fieldId: string) => string | undefined; onChange: (question: TypedQuestion) => void };

function Options({ question, at, errorOf, onChange }: OptionsProps) {
  const { t } = useLingui();
  const { options } = question;
  const set = (code: string, display: string) => onChange({ ...question, options: options.map((one) => (one.code === code ? { code, display } : one)) });
  return (
    <div id={`${at}.options`}>
      <Stack>
        {options.map(({ code, display }, index) => (
          <Stack key={code} gap="tight">
            <TextField id={`${at}.options.${index}`} label={t`Answer ${index + 1}`} maxLength={200} value={display} onChange={(text) => set(code, text)} error={errorOf(`${at}.options.${index}`) ?? (index === 0 ? errorOf(`${at}.options`) : undefined)} autoComplete="off" />
            {options.length > 2 ? (
              <Row>
                <Button kind="quiet" onPress={() => onChange({ ...question, options: options.filter((one) => one.code !== code) })} aria-label={t`Take away answer ${index + 1}`}>{t`Take away`}</Button>
              </Row>
            ) : null}
          </Stack>
        ))}
        {options.length < 20 ? (
          <Row>
            <Button kind="secondary" onPress={() => onChange({ ...question, options: [...options, newOption()] })}>{t`Add an answer`}</Button>
          </Row>
        ) : null}
      </Stack>
    </div>
  );
}
