import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useState } from "react";
import { Button } from "@/components/Button";
import { ErrorSummary } from "@/components/ErrorSummary";
import { SelectField } from "@/components/SelectField";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { BookingChoicesDocument, type BookingChoicesQuery } from "@/gql/graphql";
import { useAsk } from "@/lib/useAsk";
import { noAsk, type Ask, useAskToBook } from "./useAskToBook";

type AskToBookFormProps = { patientId: string; onAsked: () => void };

export function AskToBookForm({ patientId, onAsked }: AskToBookFormProps) {
  const { t } = useLingui();
  const [ask, setAsk] = useState<Ask>(noAsk);
  const set = (change: Partial<Ask>) => setAsk((now) => ({ ...now, ...change }));
  const asking = useAskToBook(patientId, () => {
    setAsk(noAsk());
    onAsked();
  });
  const errorOf = (fieldId: string) => asking.problems.find((problem) => problem.fieldId === fieldId)?.message;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void asking.submit(ask);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <ErrorSummary problems={asking.problems} />
        <WhatAndWhom ask={ask} set={set} errorOf={errorOf} />
        <TextField id="window-from" type="date" label={t`First day`} value={ask.from} onChange={(from) => set({ from })} error={errorOf("window-from")} />
        <TextField id="window-to" type="date" label={t`Last day`} value={ask.to} onChange={(to) => set({ to })} error={errorOf("window-to")} />
        <TextField
          id="invitation-reason"
          label={t`Why, for the patient to read`}
          value={ask.reason}
          onChange={(reason) => set({ reason })}
          error={errorOf("invitation-reason")}
          rows={2}
          maxLength={1000}
        />
        <Row>
          <Button type="submit" isDisabled={asking.isBusy}>{t`Ask to book`}</Button>
        </Row>
      </Stack>
    </form>
  );
}

type WhatProps = { ask: Ask; set: (change: Partial<Ask>) => void; errorOf: (fieldId: string) => string | undefined };

/** The department narrows down who and what; a new one makes both void. */
function WhatAndWhom({ ask, set, errorOf }: WhatProps) {
  const { t } = useLingui();
  const { data } = useAsk(BookingChoicesDocument, { locationId: ask.location || null, departmentId: ask.department || null }, "cache-first");
  const choices = data?.clinic;
  const none = { value: "", label: t`Choose one` };
  const anyone = { value: "", label: t`Anyone of the department` };
  const services = (choices?.services ?? []).filter(({ selfBooking }) => selfBooking === "BOOK");
  return (
    <>
      <SelectField id="invitation-department" label={t`Department`} value={ask.department} options={[none, ...named(departmentsOf(choices))]} onChange={(department) => set({ department, service: "", practitioner: "", location: "" })} error={errorOf("invitation-department")} />
      <SelectField id="invitation-service" label={t`Kind of visit`} value={ask.service} options={[none, ...(ask.department ? named(services) : [])]} onChange={(service) => set({ service })} error={errorOf("invitation-service")} />
      <SelectField id="invitation-location" label={t`Location`} value={ask.location} options={[none, ...named(locationsOf(choices, ask.department))]} onChange={(location) => set({ location, practitioner: "" })} error={errorOf("invitation-location")} />
      <SelectField id="invitation-practitioner" label={t`With whom`} value={ask.practitioner} options={[anyone, ...(ask.department ? named(choices?.practitioners ?? []) : [])]} onChange={(practitioner) => set({ practitioner })} error={errorOf("invitation-practitioner")} />
    </>
  );
}

type Clinic = BookingChoicesQuery["clinic"] | undefined;

const named = (list: { id: string; name: string }[]) => list.map(({ id, name }) => ({ value: id, label: name }));

function departmentsOf(clinic: Clinic) {
  const all = (clinic?.locations ?? []).flatMap(({ departments }) => departments);
  return [...new Map(all.map((department) => [department.id, department])).values()];
}

function locationsOf(clinic: Clinic, department: string) {
  return (clinic?.locations ?? []).filter(({ departments }) => departments.some(({ id }) => id === department));
}
