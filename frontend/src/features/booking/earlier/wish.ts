import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import type { JoinWaitlistInput, WaitlistDay, WaitlistFieldsFragment } from "@/gql/graphql";

/** Days and hours that suit, as one row of the form has them. No day means every day. */
export type Hours = { key: string; days: WaitlistDay[]; from: string; until: string };

/** When and where an earlier time would suit, as the form has it. One row left empty means any time. */
export type Wish = { hours: Hours[]; earliest: string; notice: number; anyone: boolean; anywhere: boolean };

/** As many rows as the clinic takes. */
export const mostHours = 20;

export const newHours = (): Hours => ({ key: crypto.randomUUID(), days: [], from: "", until: "" });

export const weekdays: { value: WaitlistDay; label: MessageDescriptor }[] = [
  { value: "MONDAY", label: msg`Monday` },
  { value: "TUESDAY", label: msg`Tuesday` },
  { value: "WEDNESDAY", label: msg`Wednesday` },
  { value: "THURSDAY", label: msg`Thursday` },
  { value: "FRIDAY", label: msg`Friday` },
  { value: "SATURDAY", label: msg`Saturday` },
  { value: "SUNDAY", label: msg`Sunday` },
];

export const notices: { hours: number; label: MessageDescriptor }[] = [
  { hours: 0, label: msg`I can come at short notice` },
  { hours: 2, label: msg`Two hours before` },
  { hours: 24, label: msg`A day before` },
  { hours: 48, label: msg`Two days before` },
  { hours: 168, label: msg`A week before` },
];

/** The form as somebody left it who waits already. */
export function wishOf(entry: WaitlistFieldsFragment | null | undefined): Wish {
  if (!entry) return { hours: [newHours()], earliest: "", notice: 24, anyone: false, anywhere: false };
  const hours = entry.windows.map(({ days, from, until }) => ({
    ...newHours(),
    days,
    from: from === "00:00" ? "" : from,
    until: until === "24:00" ? "" : until,
  }));
  return {
    hours: hours.length > 0 ? hours : [newHours()],
    earliest: entry.earliest ?? "",
    notice: entry.minimumNoticeHours,
    anyone: entry.anyPractitioner,
    anywhere: entry.anyLocation,
  };
}

const isAnyTime = ({ days, from, until }: Hours) => days.length === 0 && !from && !until;

/** The rows that say nothing, though there are others: whether any time is meant is not to be guessed. */
export function emptyRows({ hours }: Wish): number[] {
  return hours.length === 1 ? [] : hours.flatMap((row, index) => (isAnyTime(row) ? [index] : []));
}

export function inputOf(appointmentId: string, { hours, earliest, notice, anyone, anywhere }: Wish): JoinWaitlistInput {
  return {
    appointmentId,
    windows: hours.every(isAnyTime) ? [] : hours.map(({ days, from, until }) => ({ days, from: from || "00:00", until: until || "24:00" })),
    earliest: earliest || null,
    minimumNoticeHours: notice,
    anyPractitioner: anyone,
    anyLocation: anywhere,
  };
}
