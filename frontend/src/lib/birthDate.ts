/** A date as three fields hold it, each as it was typed. */
export type DateParts = { day: string; month: string; year: string };

export const noDate: DateParts = { day: "", month: "", year: "" };

export function isDateEmpty({ day, month, year }: DateParts): boolean {
  return !(day + month + year).trim();
}

/** The parts as 1984-03-09; null when they are no day of the calendar, or one to come. */
export function isoDate(parts: DateParts, now: Date = new Date()): string | null {
  const [day, month, year] = [parts.day, parts.month, parts.year].map((part) => part.trim());
  if (!/^\d{1,2}$/.test(day ?? "") || !/^\d{1,2}$/.test(month ?? "") || !/^\d{4}$/.test(year ?? "")) return null;
  const at = new Date(0);
  at.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const isReal = at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(day);
  if (!isReal || Number(year) < 1 || at > now) return null;
  return `${year}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}`;
}
