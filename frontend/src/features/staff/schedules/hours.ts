/** Hours as they are typed: times of day as the browser's own fields have them. */
export type TypedHours = { key: string; weekday: number; from: string; to: string; slotMinutes: string; service: string };

export const anyService = "";

/** How long each time can be, in minutes. */
export const slotLengths = ["5", "10", "15", "20", "30", "40", "45", "60", "90", "120"];

/** 540 as 09:00; the end of the day is 24:00, which fields show as 23:59. */
export function clockOf(minute: number): string {
  const shown = Math.min(minute, 24 * 60 - 1);
  return `${String(Math.floor(shown / 60)).padStart(2, "0")}:${String(shown % 60).padStart(2, "0")}`;
}

/** 09:00 as 540; 23:59 is the end of the day. */
export function minuteOf(clock: string): number {
  const [hour = "", minute = ""] = clock.split(":");
  const all = Number(hour) * 60 + Number(minute);
  return all === 24 * 60 - 1 ? 24 * 60 : all;
}

/** The date that it is now, for the first day that can be chosen. */
export function today(): string {
  return new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date());
}
