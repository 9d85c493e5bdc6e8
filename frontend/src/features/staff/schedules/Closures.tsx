import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { CheckField } from "@/components/CheckField";
import { ConfirmAction } from "@/components/ConfirmAction";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { SelectField } from "@/components/SelectField";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { AddScheduleExceptionDocument, type AffectedFieldsFragment, type ExceptionFieldsFragment, RemoveScheduleExceptionDocument, type ScheduleFieldsFragment } from "@/gql/graphql";
import type { Choices } from "@/features/booking/flow";
import { useAnnounce } from "@/lib/announce";
import { partialDate } from "@/lib/dates";
import { Consequences, type Decided } from "./Consequences";
import { clockOf, minuteOf, today } from "./hours";
import type { Place } from "./SchedulesPage";
import { useRefusal } from "./useRefusal";

type ClosuresProps = {
  clinic: Choices;
  place: Place;
  schedule: ScheduleFieldsFragment;
  onSaved: () => void;
  onError: (hasError: boolean) => void;
};

/** Days that differ: closed for one, for a place, or for the whole clinic. */
export function Closures({ clinic, place, schedule, onSaved, onError }: ClosuresProps) {
  const { t } = useLingui();
  return (
    <Stack as="section" labelledBy="closures" gap="wide">
      <h2 id="closures">{t`Closures and holidays`}</h2>
      {schedule.exceptions.length === 0 ? <p>{t`None ahead.`}</p> : null}
      <Stack as="ul">
        {schedule.exceptions.map((one) => <ExceptionLine key={one.id} exception={one} onRemoved={onSaved} />)}
      </Stack>
      <ClosureForm clinic={clinic} place={place} schedule={schedule} onSaved={onSaved} onError={onError} />
    </Stack>
  );
}

function ExceptionLine({ exception, onRemoved }: { exception: ExceptionFieldsFragment; onRemoved: () => void }) {
  const { t } = useLingui();
  const [{ fetching }, remove] = useMutation(RemoveScheduleExceptionDocument);
  const { date, untilDate, startMinute, endMinute, practitioner, location, kind, reason } = exception;
  const days = date === untilDate ? partialDate(date) : t`${partialDate(date)} to ${partialDate(untilDate)}`;
  const hours = startMinute === 0 && endMinute === 24 * 60 ? t`all day` : t`${clockOf(startMinute)} to ${clockOf(endMinute)}`;
  const press = async () => {
    const { data } = await remove({ input: { exceptionId: exception.id } });
    if (data) onRemoved();
  };
  return (
    <Card as="li">
      <p>
        <strong>{kind === "OPEN" ? t`Open: ${days}` : t`Closed: ${days}`}</strong>
        <br />
        {[hours, practitioner?.name ?? t`everyone at ${location.name}`, reason].filter(Boolean).join(", ")}
      </p>
      <ConfirmAction label={t`Take back`} name={t`Take back ${days}`} question={t`The times of ${days} are offered again. Take it back?`} yes={t`Take back`} no={t`Keep it`} isBusy={fetching} onConfirm={() => void press()} />
    </Card>
  );
}

function ClosureForm({ clinic, place, schedule, onSaved, onError }: ClosuresProps) {
  const { t } = useLingui();
  const [said, setSaid] = useState({ whom: "one", date: today(), untilDate: "", allDay: true, from: "08:00", to: "17:00", reason: "" });
  const [problems, setAllProblems] = useState<Problem[]>([]);
  const [tried, setTried] = useState<readonly AffectedFieldsFragment[] | null>(null);
  const [{ fetching }, add] = useMutation(AddScheduleExceptionDocument);
  const announce = useAnnounce();
  const refusal = useRefusal();
  const set = (change: Partial<typeof said>) => setSaid((now) => ({ ...now, ...change }));
  const errorOf = (fieldId: string) => problems.find((one) => one.fieldId === fieldId)?.message;
  const here = clinic.locations.find(({ id }) => id === place.location)?.name ?? "";
  const send = async (dryRun: boolean, { affected, message }: Decided) => {
    const { data, error } = await add({
      input: {
        locationId: said.whom === "clinic" ? null : place.location, practitionerId: said.whom === "one" ? place.practitioner : null,
        date: said.date, untilDate: said.untilDate || null, startMinute: said.allDay ? 0 : minuteOf(said.from), endMinute: said.allDay ? 24 * 60 : minuteOf(said.to),
        kind: "CLOSED", reason: said.reason.trim(), dryRun, affected, message: message || null,
      },
    });
    const found = error ? refusal(error) : [];
    setAllProblems(found);
    onError(found.length > 0);
    setTried(dryRun && data ? data.addScheduleException.affected : null);
    if (!dryRun && data) {
      announce(t`The closure is saved.`);
      onSaved();
    }
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void send(true, { affected: [], message: "" });
  };
  if (tried) return <Consequences affected={tried} isBusy={fetching} onApply={(decided) => void send(false, decided)} onBack={() => setTried(null)} />;
  return (
    <form onSubmit={submit} noValidate aria-labelledby="close">
      <Stack>
        <h3 id="close">{t`Close days or hours`}</h3>
        <ErrorSummary problems={problems} />
        <SelectField
          id="whom"
          label={t`For whom`}
          value={said.whom}
          options={[
            { value: "one", label: schedule.practitioner.name },
            { value: "place", label: t`Everyone at ${here}` },
            { value: "clinic", label: t`The whole clinic, such as a holiday` },
          ]}
          onChange={(whom) => set({ whom })}
        />
        <TextField id="date" type="date" label={t`First day`} value={said.date} onChange={(date) => set({ date })} error={errorOf("date")} />
        <TextField id="untilDate" type="date" label={t`Last day (optional)`} value={said.untilDate} onChange={(untilDate) => set({ untilDate })} error={errorOf("untilDate")} />
        <CheckField id="allDay" label={t`All day`} isSelected={said.allDay} onChange={(allDay) => set({ allDay })} />
        {said.allDay ? null : (
          <>
            <TextField id="closeFrom" type="time" label={t`From`} value={said.from} onChange={(from) => set({ from })} />
            <TextField id="closeTo" type="time" label={t`To`} value={said.to} onChange={(to) => set({ to })} />
          </>
        )}
        <TextField id="reason" label={t`Reason, for the staff (optional)`} maxLength={200} value={said.reason} onChange={(reason) => set({ reason })} error={errorOf("reason")} autoComplete="off" />
        <Row>
          <Button type="submit" isDisabled={fetching}>{t`See what changes`}</Button>
        </Row>
      </Stack>
    </form>
  );
}
