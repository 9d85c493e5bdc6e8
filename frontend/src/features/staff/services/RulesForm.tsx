import { useLingui } from "@lingui/react/macro";
import type { SyntheticEvent } from "react";
import { Button } from "@/components/Button";
import { CheckField } from "@/components/CheckField";
import { ErrorSummary } from "@/components/ErrorSummary";
import { RadioChoice } from "@/components/RadioChoice";
import { SelectField } from "@/components/SelectField";
import { SpanField } from "@/components/SpanField";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import type { SelfBooking } from "@/gql/graphql";
import type { TypedRules } from "./rules";
import { useRuleWords, useSelfBookingChoices } from "./ruleWords";
import type { useRules } from "./useRules";

type RulesFormProps = {
  form: ReturnType<typeof useRules>;
  /** To choose from for a new service; a service stays with its department. */
  departments: { id: string; name: string }[] | null;
};

/** All rules of a service. */
export function RulesForm({ form, departments }: RulesFormProps) {
  const { t } = useLingui();
  const parts = { form, error: (fieldId: string) => form.problems.find((one) => one.fieldId === fieldId)?.message };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void form.see();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="wide">
        <ErrorSummary problems={form.problems} />
        <WhatPatientsRead {...parts} departments={departments} />
        <Length {...parts} />
        <Booking {...parts} />
        <Notice {...parts} />
        <Row>
          <Button type="submit" isDisabled={form.isBusy}>{t`See what changes`}</Button>
        </Row>
      </Stack>
    </form>
  );
}

type PartProps = { form: RulesFormProps["form"]; error: (fieldId: string) => string | undefined };

function WhatPatientsRead({ form: { said, set }, error, departments }: PartProps & Pick<RulesFormProps, "departments">) {
  const { t } = useLingui();
  const words = useRuleWords();
  return (
    <Stack as="section" labelledBy="read">
      <h2 id="read">{t`What patients read`}</h2>
      {departments ? (
        <SelectField id="departmentId" label={t`Department`} value={said.departmentId} options={[{ value: "", label: t`Choose` }, ...departments.map(({ id, name }) => ({ value: id, label: name }))]} onChange={(departmentId) => set({ departmentId })} error={error("departmentId")} />
      ) : null}
      <TextField id="name" label={words.name("name")} maxLength={200} value={said.name} onChange={(name) => set({ name })} error={error("name")} autoComplete="off" />
      <TextField id="instructions" label={t`How to prepare (optional)`} hint={t`In plain words: what to bring, eat, leave out. It stands on the confirmation.`} rows={5} maxLength={4000} value={said.instructions} onChange={(instructions) => set({ instructions })} error={error("instructions")} autoComplete="off" />
    </Stack>
  );
}

function Length({ form: { said, set }, error }: PartProps) {
  const { t } = useLingui();
  const number = (field: "durationMinutes" | "bufferBeforeMinutes" | "bufferAfterMinutes", label: string, hint: string) => (
    <TextField id={field} label={label} hint={hint} inputMode="numeric" maxLength={6} value={said[field]} onChange={(value) => set({ [field]: value } as Partial<TypedRules>)} error={error(field)} autoComplete="off" />
  );
  return (
    <Stack as="section" labelledBy="length">
      <h2 id="length">{t`How long it takes`}</h2>
      {number("durationMinutes", t`Length, in minutes`, t`5 to 480. A visit longer than one of the schedule's times takes several that follow on each other.`)}
      {number("bufferBeforeMinutes", t`Time before it, in minutes`, t`The practitioner sees nobody else then. 0 for none.`)}
      {number("bufferAfterMinutes", t`Time after it, in minutes`, t`The practitioner sees nobody else then. 0 for none.`)}
    </Stack>
  );
}

function Booking({ form: { said, set }, error }: PartProps) {
  const { t } = useLingui();
  const choices = useSelfBookingChoices();
  return (
    <Stack as="section" labelledBy="booking">
      <h2 id="booking">{t`How it is booked`}</h2>
      <RadioChoice id="selfBooking" label={t`How it is booked`} labelHidden choices={choices} value={said.selfBooking} onChange={(value) => set({ selfBooking: value as SelfBooking })} error={error("selfBooking")} />
      <CheckField id="needsReferral" label={t`Only with a referral`} detail={t`Being asked to book it is as good as one.`} isSelected={said.needsReferral} onChange={(needsReferral) => set({ needsReferral })} />
      <TextField id="mostADay" label={t`At most so many a day with one practitioner`} hint={t`0 for any number. Staff may go over it, with a reason.`} inputMode="numeric" maxLength={3} value={said.mostADay} onChange={(mostADay) => set({ mostADay })} error={error("mostADay")} autoComplete="off" />
    </Stack>
  );
}

function Notice({ form: { said, set }, error }: PartProps) {
  const { t } = useLingui();
  return (
    <Stack as="section" labelledBy="notice">
      <h2 id="notice">{t`Notice that patients give`}</h2>
      <SpanField id="minimumNoticeMinutes" label={t`To book, before it begins`} value={said.minimumNoticeMinutes} onChange={(minimumNoticeMinutes) => set({ minimumNoticeMinutes })} error={error("minimumNoticeMinutes")} />
      <SpanField id="rescheduleNoticeMinutes" label={t`To move, before it begins`} value={said.rescheduleNoticeMinutes} onChange={(rescheduleNoticeMinutes) => set({ rescheduleNoticeMinutes })} error={error("rescheduleNoticeMinutes")} />
      <SpanField id="cancelNoticeMinutes" label={t`To cancel, before it begins`} hint={t`After that they call; staff may waive the notice with a reason.`} value={said.cancelNoticeMinutes} onChange={(cancelNoticeMinutes) => set({ cancelNoticeMinutes })} error={error("cancelNoticeMinutes")} />
    </Stack>
  );
}
