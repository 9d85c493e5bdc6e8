import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useState } from "react";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { RadioChoice } from "@/components/RadioChoice";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import type { BookingPersonQuery } from "@/gql/graphql";
import { type Details, useDetailProblems } from "./details";
import { noCoverage } from "./flow";
import type { Flow } from "./useFlow";

export type Person = NonNullable<BookingPersonQuery["patient"]>;

type DetailsFormProps = {
  flow: Flow;
  person: Person;
  problems: Problem[];
  onProblems: (problems: Problem[]) => void;
};

export function DetailsForm({ flow, person, problems, onProblems }: DetailsFormProps) {
  const { t } = useLingui();
  const { answers } = flow;
  const words = { ...flow.words, ...flow.typed };
  const find = useDetailProblems();
  const [details, setDetails] = useState<Details>({
    email: words.email ?? person.contact.email ?? "",
    phone: words.phone || (person.contact.phone ?? ""),
    notes: words.notes,
    coverage: answers.coverage ?? person.coverages[0]?.id ?? noCoverage,
  });
  const set = (change: Partial<Details>) => setDetails((now) => ({ ...now, ...change }));
  const type = (change: Pick<Details, "email"> | Pick<Details, "phone"> | Pick<Details, "notes">) => {
    set(change);
    flow.type(change);
  };
  const errorOf = (fieldId: string) => problems.find((problem) => problem.fieldId === fieldId)?.message;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const found = find(details);
    onProblems(found);
    if (found.length > 0 || !details.coverage) return;
    const { email, phone, notes, coverage } = details;
    void flow.give({ coverage }, { email: email.trim(), phone: phone.trim(), notes: notes.trim() });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="wide">
        <ErrorSummary problems={problems} />
        <TextField id="email" type="email" label={t`Email address`} hint={t`The confirmation and the reminders go there.`} value={details.email} onChange={(email) => type({ email })} error={errorOf("email")} autoComplete="email" />
        <TextField id="phone" type="tel" label={t`Phone number (optional)`} hint={t`In case we have to reach you on the day.`} value={details.phone} onChange={(phone) => type({ phone })} error={errorOf("phone")} autoComplete="tel" />
        <RadioChoice
          id="coverage"
          label={t`Insurance for this visit`}
          choices={[...person.coverages.map(asChoice), { value: noCoverage, label: t`Another insurance, or none`, detail: t`Bring your card, or settle it at the front desk.` }]}
          value={details.coverage}
          onChange={(coverage) => set({ coverage })}
          error={errorOf("coverage")}
        />
        <TextField id="notes" label={t`Anything else we should know (optional)`} hint={t`For example that you need an interpreter or step-free access.`} rows={3} maxLength={2000} value={details.notes} onChange={(notes) => type({ notes })} autoComplete="off" />
        <Row>
          <Button type="submit">{t`Continue`}</Button>
        </Row>
      </Stack>
    </form>
  );
}

function asChoice(coverage: Person["coverages"][number]) {
  const detail = [coverage.plan, coverage.memberId].filter(Boolean).join(", ");
  return { value: coverage.id, label: coverage.payer, detail };
}
