import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useState } from "react";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { RadioChoice } from "@/components/RadioChoice";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import type { BookingPersonQuery } from "@/gql/graphql";
import { noCoverage } from "../flow";
import { type CheckInDetails, useCheckIn } from "./useCheckIn";
import type { CheckInAppointment } from "./CheckInPage";
import { QuestionField, questionFieldId } from "./QuestionField";

type CheckInFormProps = {
  appointment: CheckInAppointment;
  coverages: NonNullable<BookingPersonQuery["patient"]>["coverages"];
  problems: Problem[];
  onProblems: (problems: Problem[]) => void;
};

/** What we know, to be confirmed or put right, and what the doctor would like to know before. */
export function CheckInForm({ appointment, coverages, problems, onProblems }: CheckInFormProps) {
  const { t } = useLingui();
  const [details, setDetails] = useState<CheckInDetails>({
    email: appointment.contact.email,
    phone: appointment.contact.phone ?? "",
    coverage: appointment.coverage?.id ?? noCoverage,
    answers: {},
  });
  const { send, isBusy } = useCheckIn(appointment, onProblems);
  const set = (change: Partial<CheckInDetails>) => setDetails((now) => ({ ...now, ...change }));
  const errorOf = (fieldId: string) => problems.find((problem) => problem.fieldId === fieldId)?.message;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void send(details);
  };
  const choices = [
    ...coverages.map(({ id, payer, plan, memberId }) => ({ value: id, label: payer, detail: [plan, memberId].filter(Boolean).join(", ") })),
    { value: noCoverage, label: t`Another insurance, or none`, detail: t`Bring your card, or settle it at the front desk.` },
  ];
  const { questions } = appointment.checkIn;
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="wide">
        <ErrorSummary problems={problems} />
        <Stack as="section" labelledBy="right">
          <h2 id="right">{t`Is this still right?`}</h2>
          <TextField id="email" type="email" label={t`Email address`} hint={t`For this visit.`} value={details.email} onChange={(email) => set({ email })} error={errorOf("email")} autoComplete="email" />
          <TextField id="phone" type="tel" label={t`Phone number (optional)`} hint={t`In case we have to reach you on the day.`} value={details.phone} onChange={(phone) => set({ phone })} error={errorOf("phone")} autoComplete="tel" />
          <RadioChoice id="coverage" label={t`Insurance for this visit`} choices={choices} value={details.coverage} onChange={(coverage) => set({ coverage })} error={errorOf("coverage")} />
        </Stack>
        {questions.length > 0 ? (
          <Stack as="section" labelledBy="before">
            <h2 id="before">{t`Before your visit`}</h2>
            {questions.map((question) => (
              <QuestionField
                key={question.linkId}
                question={question}
                value={details.answers[question.linkId] ?? ""}
                onChange={(answer) => set({ answers: { ...details.answers, [question.linkId]: answer } })}
                error={errorOf(questionFieldId(question.linkId))}
              />
            ))}
          </Stack>
        ) : null}
        <Row>
          <Button type="submit" isDisabled={isBusy}>{t`Check in`}</Button>
        </Row>
      </Stack>
    </form>
  );
}
