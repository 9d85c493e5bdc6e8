import { dayKey, deviceZone } from "@/lib/dates";

export type Deed = { at: string; what: string };

/** What was done on a day, the same things together: how often, and when last. */
export type Day = { key: string; at: string; lines: { what: string; times: number; last: string }[] };

/** Newest first, as the deeds come. A page that looks at three lists is three lines of a day, however often it was opened. */
export function byDay(deeds: Deed[], zone: string = deviceZone()): Day[] {
  const days: Day[] = [];
  for (const { at, what } of deeds) {
    const key = dayKey(at, zone);
    let day = days.at(-1);
    if (day?.key !== key) {
      day = { key, at, lines: [] };
      days.push(day);
    }
    const line = day.lines.find((one) => one.what === what);
    if (line) line.times += 1;
    else day.lines.push({ what, times: 1, last: at });
  }
  return days;
}
