import { useLingui } from "@lingui/react/macro";
import { dateTime } from "@/lib/dates";
import type { CheckInAppointment } from "./CheckInPage";

/** Why there is nothing to fill in, and what to do. */
export function useClosedWords({ checkIn, timeZone, location }: CheckInAppointment): { title: string; what: string } {
  const { t } = useLingui();
  switch (checkIn.state) {
    case "NOT_YET":
      return { title: t`You cannot check in yet`, what: t`Checking in opens two days before the visit: ${dateTime(checkIn.opensAt, timeZone)}.` };
    case "CHECKED_IN":
      return { title: t`You are checked in`, what: t`When you come, tell the front desk that you are here.` };
    case "ARRIVED":
      return { title: t`You are checked in`, what: t`We know that you are here. Please wait to be called.` };
    default:
      return {
        title: t`Checking in here has ended`,
        what: location.phone ? t`Please go to the front desk, or call ${location.name}, ${location.phone}.` : t`Please go to the front desk, or call the clinic.`,
      };
  }
}
