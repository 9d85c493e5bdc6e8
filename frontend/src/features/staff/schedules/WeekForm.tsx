import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useEffect, useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { type AffectedFieldsFragment, SaveScheduleDocument, type ScheduleFieldsFragment } from "@/gql/graphql";
import type { Choices } from "@/features/booking/flow";
import { useAnnounce } from "@/lib/announce";
import { Consequences, type Decided } from "./Consequences";
import { DayHours } from "./DayHours";
import { anyService, clockOf, minuteOf, today, type TypedHours } from "./hours";
import type { Place } from "./SchedulesPage";
import { useFocusBack } from "./useFocusBack";
import { useRefusal } from "./useRefusal";

type WeekFormProps = {
  clinic: Choices;
  place: Place;
  schedule: ScheduleFieldsFragment;
  /** These are the hours that were saved just now. */
  takesFocus: boolean;
  onSaved: () => void;
  onError: (hasError: boolean) => void;
  onDeciding: (isDeciding: boolean) => void;
};

/** The week's hours at one place: tried first, then applied. */
export function WeekForm({ clinic, place, schedule, takesFocus, onSaved, onError, onDeciding }: WeekFormProps) {
  const { t } = useLingui();
  const [hours, setHours] = useState<TypedHours[]>(() => hoursHere(schedule, place));
  const [from, setFrom] = useState(today());
  const [until, setUntil] = useState("");
  const [problems, setAllProblems] = useState<Problem[]>([]);
  const [tried, setTried] = useState<readonly AffectedFieldsFragment[] | null>(null);
  const [{ fetching }, save] = useMutation(SaveScheduleDocument);
  const announce = useAnnounce();
  const refusal = useRefusal();
  // hours.2.endMinute is at the third line, wherever on the page that is.
  const idOf = (path: string) => {
    const [first = "", index, part = ""] = path.split(".");
    return first === "hours" && index !== undefined ? `${hours[Number(index)]?.key}-${part}` : first;
  };
  const setProblems = (list: Problem[]) => {
    setAllProblems(list);
    onError(list.length > 0);
  };
  const send = async (dryRun: boolean, { affected, message }: Decided) => {
    const week = hours.map(({ weekday, from: start, to, slotMinutes, service }) => ({
      weekday, startMinute: minuteOf(start), endMinute: minuteOf(to), slotMinutes: Number(slotMinutes), serviceId: service || null,
    }));
    const { data, error } = await save({
      input: {
        practitionerId: place.practitioner, locationId: place.location, departmentId: place.department, hours: week,
        validFrom: from || null, validUntil: until || null, version: schedule.version, dryRun, affected, message: message || null,
      },
    });
    setProblems(error ? refusal(error, idOf) : []);
    setTried(dryRun && data ? data.saveSchedule.affected : null);
    onDeciding(dryRun && Boolean(data));
    if (!dryRun && data) {
      announce(t`The hours are saved.`);
      onSaved();
    }
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void send(true, { affected: [], message: "" });
  };
  const heading = useFocusBack(tried !== null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus, heading]);
  if (tried) return <Consequences affected={tried} isBusy={fetching} onApply={(decided) => void send(false, decided)} onBack={() => {
        setTried(null);
        onDeciding(false);
      }} />;
  return (
    <form onSubmit={submit} noValidate aria-labelledby="week">
      <Stack gap="wide">
        <h2 id="week" ref={heading} tabIndex={-1}>{t`Weekly hours of ${schedule.practitioner.name}`}</h2>
        <ErrorSummary problems={problems} />
        {[1, 2, 3, 4, 5, 6, 0].map((weekday) => (
          <DayHours
            key={weekday}
            weekday={weekday}
            services={clinic.services}
            problems={problems}
            hours={hours.filter((one) => one.weekday === weekday)}
            onChange={(day) => setHours((now) => [...now.filter((one) => one.weekday !== weekday), ...day])}
          />
        ))}
        <TextField id="validFrom" type="date" label={t`From`} hint={t`The hours from before end the day before.`} value={from} onChange={setFrom} error={problems.find((one) => one.fieldId === "validFrom")?.message} />
        <TextField id="validUntil" type="date" label={t`Until (optional)`} hint={t`The hours from before come back after it.`} value={until} onChange={setUntil} error={problems.find((one) => one.fieldId === "validUntil")?.message} />
        <Row>
          <Button type="submit" isDisabled={fetching}>{t`See what changes`}</Button>
        </Row>
      </Stack>
    </form>
  );
}

/** What holds today, here. Hours that begin later are set from their own date on. */
function hoursHere(schedule: ScheduleFieldsFragment, place: Place): TypedHours[] {
  const now = today();
  return schedule.hours
    .filter(({ location, department, validFrom, validUntil }) =>
      location.id === place.location && department.id === place.department && (validFrom ?? "") <= now && (!validUntil || validUntil >= now))
    .map((one) => ({
      key: one.id, weekday: one.weekday, from: clockOf(one.startMinute), to: clockOf(one.endMinute),
      slotMinutes: String(one.slotMinutes), service: one.service?.id ?? anyService,
    }));
}
