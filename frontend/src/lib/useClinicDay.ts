import { useClinicContact } from "@/features/home/useClinicContact";
import { deviceZone, longDate, time } from "./dates";

/**
 * The day that an instant means at the clinic. Where a day begins at one of its
 * places, as birthdays do, it is that day on every device; any other instant is
 * told on the device's own clock.
 */
export function useClinicDay(): (instant: string) => string {
  const zones = useClinicContact()?.locations.map(({ timeZone }) => timeZone) ?? [];
  return (instant) => dayOf(instant, zones);
}

export function dayOf(instant: string, zones: string[]): string {
  return longDate(instant, zones.find((zone) => time(instant, zone) === "12:00am") ?? deviceZone());
}
