import { sameClock, time } from "./dates";

/**
 * What people call a clock. The program names clocks by the same rule in what it
 * says itself, in server/localtime: both tests hold the same names.
 */

/** Zones with a name of their own where they are kept; others are called after their city. */
const spoken = new Map([
  ["America/New_York", "Eastern Time"],
  ["America/Detroit", "Eastern Time"],
  ["America/Indiana/Indianapolis", "Eastern Time"],
  ["America/Toronto", "Eastern Time"],
  ["America/Chicago", "Central Time"],
  ["America/Winnipeg", "Central Time"],
  ["America/Denver", "Mountain Time"],
  ["America/Boise", "Mountain Time"],
  ["America/Edmonton", "Mountain Time"],
  ["America/Phoenix", "Mountain Standard Time"],
  ["America/Los_Angeles", "Pacific Time"],
  ["America/Vancouver", "Pacific Time"],
  ["America/Anchorage", "Alaska Time"],
  ["Pacific/Honolulu", "Hawaii Time"],
]);

const hourMs = 3_600_000;

/** "Central Time", "Berlin time"; in the hour that comes twice in autumn also which of the two: "Central Time, CDT". */
export function zoneName(timeZone: string, at: string | Date = new Date()): string {
  const instant = new Date(at).getTime();
  const name = plainName(timeZone);
  const shown = (ms: number) => part(timeZone, ms, { dateStyle: "short", timeStyle: "medium" });
  const comesTwice = [-hourMs, hourMs].some((away) => shown(instant + away) === shown(instant));
  return comesTwice ? `${name}, ${part(timeZone, instant, { timeZoneName: "short" }, "timeZoneName")}` : name;
}

/** The time on the clock of its place, with that clock's name where this device shows another: "9:20am", "9:20am Central Time". */
export function timeThere(at: string, timeZone: string): string {
  return sameClock(timeZone, at) ? time(at, timeZone) : `${time(at, timeZone)} ${zoneName(timeZone, at)}`;
}

function plainName(timeZone: string): string {
  if (timeZone === "" || timeZone === "UTC") return "UTC";
  return spoken.get(timeZone) ?? `${timeZone.split("/").at(-1)?.replaceAll("_", " ")} time`;
}

function part(timeZone: string, at: number, options: Intl.DateTimeFormatOptions, type?: "timeZoneName"): string {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, ...options });
  if (!type) return format.format(at);
  return format.formatToParts(at).find((one) => one.type === type)?.value ?? "";
}
