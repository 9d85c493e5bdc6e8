import { useNavigate, useSearch } from "@tanstack/react-router";
import * as v from "valibot";
import { dayKey } from "@/lib/dates";

/** What day it is about: parts of the clinic and a date, and nothing of patients. */
export const daySchema = v.object({
  date: v.optional(v.pipe(v.string(), v.isoDate())),
  location: v.optional(v.pipe(v.string(), v.maxLength(64))),
  practitioner: v.optional(v.pipe(v.string(), v.maxLength(64))),
});

export type DaySearch = v.InferOutput<typeof daySchema>;

/** The day of the address, and a way to another. */
export function useDay() {
  const search: DaySearch = useSearch({ from: "/signed-in/staff/day" });
  const navigate = useNavigate();
  const choose = (change: DaySearch) => void navigate({ to: "/staff/day", search: { ...search, ...change }, replace: true });
  return { search, choose };
}

/** The day that is shown: the one of the address, else today by the clock of the place. */
export function dateOf(search: DaySearch, timeZone: string): string {
  return search.date ?? dayKey(new Date().toISOString(), timeZone);
}

/** So many days before or after a date. */
export function daysFrom(date: string, days: number): string {
  const at = new Date(`${date}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}
