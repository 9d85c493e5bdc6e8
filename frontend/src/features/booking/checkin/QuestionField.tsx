import { useLingui } from "@lingui/react/macro";
import { RadioChoice } from "@/components/RadioChoice";
import { TextField } from "@/components/TextField";
import type { CheckInAppointment } from "./CheckInPage";

export type Question = CheckInAppointment["checkIn"]["questions"][number];

/** Where a question's error leads; link ids are the clinic's own words. */
export function questionFieldId(linkId: string): string {
  return `question-${linkId}`;
}

type QuestionFieldProps = { question: Question; value: string; onChange: (value: string) => void; error: string | undefined };

/** A question as its type asks for it. Yes and no are the values "yes" and "no". */
export function QuestionField({ question, value, onChange, error }: QuestionFieldProps) {
  const { t } = useLingui();
  const id = questionFieldId(question.linkId);
  const label = question.required ? question.text : t`${question.text} (optional)`;
  if (question.type === "TEXT") return <TextField id={id} label={label} rows={3} maxLength={1000} value={value} onChange={onChange} error={error} autoComplete="off" />;
  const choices =
    question.type === "BOOLEAN"
      ? [{ value: "yes", label: t`Yes` }, { value: "no", label: t`No` }]
      : question.options.map(({ code, display }) => ({ value: code, label: display }));
  return <RadioChoice id={id} label={label} choices={choices} value={value || null} onChange={onChange} error={error} />;
}
