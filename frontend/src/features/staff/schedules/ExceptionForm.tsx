import { useLingui } from "@lingui/react/macro";
import type { SyntheticEvent } from "react";
import { Button } from "@/components/Button";
import { CheckField } from "@/components/CheckField";
import { ErrorSummary } from "@/components/ErrorSummary";
import { RadioChoice } from "@/components/RadioChoice";
import { SelectField } from "@/components/SelectField";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import type { ScheduleExceptionKind, ScheduleFieldsFragment } from "@/gql/graphql";
import type { Choices } from "@/features/booking/flow";
import { Consequences } from "./Consequences";
import type { Place } from "./SchedulesPage";
import { slotLengths } from "./hours";
import { useException } from "./useException";
import { useFocusBack } from "./useFocusBack";

type ExceptionFormProps = {
  clinic: Choices;
  place: Place;
  schedule: ScheduleFieldsFragment;
  onSaved: () => void;
  onError: (hasError: boolean) => void;
  onDeciding: (isDeciding: boolean) => void;
};

/** Closes days or hours, or adds some. */
export function ExceptionForm({ clinic, place, schedule, onSaved, onError, onDeciding }: ExceptionFormProps) {
  const { t } = useLingui();
  const form = useException(place, onSaved, onError, onDeciding);
  const { said, set, problems, tried } = form;
  const heading = useFocusBack(tried !== null);
  const errorOf = (fieldId: string) => problems.find((one) => one.fieldId === fieldId)?.message;
  const here = clinic.locations.find(({ id }) => id === place.location)?.name ?? "";
  const name = schedule.practitioner.name;
  const isOpen = said.kind === "OPEN";
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    form.see();
  };
  if (tried) return <Consequences affected={tried} isBusy={form.isBusy} onApply={form.apply} onBack={form.back} />;
  return (
    <form onSubmit={submit} noValidate aria-labelledby="close">
      <Stack>
        <h3 id="close" ref={heading} tabIndex={-1}>{t`Close days, or add hours`}</h3>
        <ErrorSummary problems={problems} />
        <RadioChoice
          id="kind"
          label={t`What`}
          value={said.kind}
          choices={[
            { value: "CLOSED", label: t`Close days or hours` },
            { value: "OPEN", label: t`Add hours`, detail: t`${name} sees patients at ${here} then too.` },
          ]}
          onChange={(kind) => set({ kind: kind as ScheduleExceptionKind })}
        />
        {isOpen ? null : (
          <SelectField
            id="whom"
            label={t`For whom`}
            value={said.whom}
            options={[
              { value: "one", label: name },
              { value: "place", label: t`Everyone at ${here}` },
              { value: "clinic", label: t`The whole clinic, such as a holiday` },
            ]}
            onChange={(whom) => set({ whom })}
          />
        )}
        <TextField id="date" type="date" label={t`First day`} value={said.date} onChange={(date) => set({ date })} error={errorOf("date")} />
        <TextField id="untilDate" type="date" label={t`Last day (optional)`} value={said.untilDate} onChange={(untilDate) => set({ untilDate })} error={errorOf("untilDate")} />
        {isOpen ? null : <CheckField id="allDay" label={t`All day`} isSelected={said.allDay} onChange={(allDay) => set({ allDay })} />}
        {said.allDay && !isOpen ? null : (
          <>
            <TextField id="startMinute" type="time" label={t`From`} value={said.from} onChange={(from) => set({ from })} error={errorOf("startMinute")} />
            <TextField id="endMinute" type="time" label={t`To`} value={said.to} onChange={(to) => set({ to })} error={errorOf("endMinute")} />
          </>
        )}
        {isOpen ? (
          <SelectField id="slotMinutes" label={t`Each time`} value={said.slotMinutes} options={slotLengths.map((value) => ({ value, label: t`${value} minutes` }))} onChange={(slotMinutes) => set({ slotMinutes })} error={errorOf("slotMinutes")} />
        ) : null}
        <TextField id="reason" label={t`Reason, for the staff (optional)`} maxLength={200} value={said.reason} onChange={(reason) => set({ reason })} error={errorOf("reason")} autoComplete="off" />
        <Row>
          <Button type="submit" isDisabled={form.isBusy}>{t`See what changes`}</Button>
        </Row>
      </Stack>
    </form>
  );
}
