import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import { AddScheduleExceptionDocument, type AddScheduleExceptionInput, type AffectedFieldsFragment, type ScheduleExceptionKind } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import type { Decided } from "./Consequences";
import { minuteOf, today } from "./hours";
import type { Place } from "./SchedulesPage";
import { useRefusal } from "./useRefusal";

/** Days that differ, as they are typed. */
export type TypedException = {
  kind: ScheduleExceptionKind;
  whom: string;
  date: string;
  untilDate: string;
  allDay: boolean;
  from: string;
  to: string;
  slotMinutes: string;
  reason: string;
};

const nothing = { kind: "CLOSED", whom: "one", untilDate: "", allDay: true, from: "08:00", to: "17:00", slotMinutes: "30", reason: "" } as const;

/** Closes or opens days: tried first, then applied. */
export function useException(place: Place, onSaved: () => void, onError: (hasError: boolean) => void, onDeciding: (isDeciding: boolean) => void) {
  const { t } = useLingui();
  const [said, setSaid] = useState<TypedException>(() => ({ ...nothing, date: today() }));
  const [problems, setProblems] = useState<Problem[]>([]);
  const [tried, setTried] = useState<readonly AffectedFieldsFragment[] | null>(null);
  const [{ fetching }, add] = useMutation(AddScheduleExceptionDocument);
  const announce = useAnnounce();
  const refusal = useRefusal();
  const send = async (dryRun: boolean, { affected, message }: Decided) => {
    const { data, error } = await add({ input: { ...inputFrom(said, place), dryRun, affected, message: message || null } });
    const found = error ? refusal(error) : [];
    setProblems(found);
    onError(found.length > 0);
    setTried(dryRun && data ? data.addScheduleException.affected : null);
    onDeciding(dryRun && Boolean(data));
    if (dryRun || !data) return;
    announce(said.kind === "OPEN" ? t`The extra hours are saved.` : t`The closure is saved.`);
    setSaid({ ...nothing, kind: said.kind, date: today() });
    onSaved();
  };
  return {
    said,
    set: (change: Partial<TypedException>) => setSaid((now) => ({ ...now, ...change })),
    problems,
    tried,
    isBusy: fetching,
    see: () => void send(true, { affected: [], message: "" }),
    apply: (decided: Decided) => void send(false, decided),
    back: () => {
      setTried(null);
      onDeciding(false);
    },
  };
}

/** Extra hours are one practitioner's, for the department that is open on the page. */
function inputFrom(said: TypedException, place: Place): Omit<AddScheduleExceptionInput, "dryRun"> {
  const days = { date: said.date, untilDate: said.untilDate || null, reason: said.reason.trim(), kind: said.kind };
  const hours = { startMinute: minuteOf(said.from), endMinute: minuteOf(said.to) };
  if (said.kind === "OPEN") {
    return { ...days, ...hours, locationId: place.location, practitionerId: place.practitioner, departmentId: place.department, slotMinutes: Number(said.slotMinutes) };
  }
  return {
    ...days,
    ...(said.allDay ? { startMinute: 0, endMinute: 24 * 60 } : hours),
    locationId: said.whom === "clinic" ? null : place.location,
    practitionerId: said.whom === "one" ? place.practitioner : null,
  };
}
