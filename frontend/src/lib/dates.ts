/**
 * Dates and times in the clinic's words: "Thursday 6 August 2026", "9:20am".
 * Instants arrive in UTC and are shown on the clock of the place they belong to.
 */
const locale = "en-GB";

const formats = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, options);
    formats.set(key, found);
  }
  return found;
}

/** The zone this device's clock is set to. */
export function deviceZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** "Thursday 6 August 2026" */
export function longDate(instant: string | Date, timeZone: string = deviceZone()): string {
  const options = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone } as const;
  return format(options).format(new Date(instant)).replace(",", "");
}

/** "6 August 2026" */
export function date(instant: string | Date, timeZone: string = deviceZone()): string {
  return format({ day: "numeric", month: "long", year: "numeric", timeZone }).format(new Date(instant));
}

/** "9:20am" */
export function time(instant: string | Date, timeZone: string = deviceZone()): string {
  const parts = format({ hour: "numeric", minute: "2-digit", hour12: true, timeZone }).formatToParts(
    new Date(instant),
  );
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  const hour = part("hour") === "0" ? "12" : part("hour");
  return `${hour}:${part("minute")}${part("dayPeriod").replaceAll(/[\s.]/g, "").toLowerCase()}`;
}

/** "6 August 2026 at 9:20am" */
export function dateTime(instant: string | Date, timeZone: string = deviceZone()): string {
  return `${date(instant, timeZone)} at ${time(instant, timeZone)}`;
}

/** Whether both zones show the same clock at that instant. */
export function sameClock(timeZone: string, instant: string, other: string = deviceZone()): boolean {
  return dateTime(instant, timeZone) === dateTime(instant, other);
}

/** A day to group by, such as 2026-08-06, on the clock of that zone. */
export function dayKey(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    timeZone,
  }).format(new Date(instant));
}

/** The instant at which clocks of that zone show so many minutes after midnight of a day, in UTC. */
export function instantOf(day: string, minute: number, timeZone: string): string {
  const wall = Date.parse(`${day}T00:00:00Z`) + minute * 60_000;
  // The offset of the first guess may be that from before a change of clocks.
  const guess = wall - offsetAt(wall, timeZone);
  return new Date(wall - offsetAt(guess, timeZone)).toISOString();
}

/** How far a zone's clocks are ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric",
  }).formatToParts(instant);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute")) - Math.floor(instant / 60_000) * 60_000;
}

/**
 * A date as precise as the record has it: "2019", "March 2019", "9 March 1984",
 * or with its time as it was written down, whatever clock that was.
 */
export function partialDate(text: string): string {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}:\d{2}))?)?)?/.exec(text);
  if (!found) return text;
  const [, year = "", month, day, clock] = found;
  if (!month) return year;
  const at = new Date(`${year}-${month}-${day ?? "01"}T${clock ?? "00:00"}:00Z`);
  if (!day) return format({ month: "long", year: "numeric", timeZone: "UTC" }).format(at);
  return clock ? dateTime(at, "UTC") : date(at, "UTC");
}
