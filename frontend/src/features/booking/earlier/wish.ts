import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import type { JoinWaitlistInput, WaitlistDay, WaitlistFieldsFragment } from "@/gql/graphql";

/** When an earlier time would suit, as the form has it. No day means every day. */
export type Wish = { days: WaitlistDay[]; from: string; until: string; earliest: string; notice: number; anyone: boolean };

export const anyTime: Wish = { days: [], from: "", until: "", earliest: "", notice: 24, anyone: false };

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
  if (!entry) return anyTime;
  const [window] = entry.windows;
  return {
    days: window?.days ?? [],
    from: window && window.from !== "00:00" ? window.from : "",
    until: window && window.until !== "24:00" ? window.until : "",
    earliest: entry.earliest ?? "",
    notice: entry.minimumNoticeHours,
    anyone: entry.anyPractitioner,
  };
}

export function inputOf(appointmentId: string, { days, from, until, earliest, notice, anyone }: Wish): JoinWaitlistInput {
  const isAnyTime = days.length === 0 && !from && !until;
  return {
    appointmentId,
    windows: isAnyTime ? [] : [{ days, from: from || "00:00", until: until || "24:00" }],
    earliest: earliest || null,
    minimumNoticeHours: notice,
    anyPractitioner: anyone,
  };
}
