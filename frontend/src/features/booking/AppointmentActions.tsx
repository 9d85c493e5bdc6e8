import { useLingui } from "@lingui/react/macro";
import styles from "@/components/action.module.css";
import { telephone } from "@/features/home/CallTheClinic";
import { longDate } from "@/lib/dates";
import booking from "./booking.module.css";

type AddToCalendarProps = { appointment: { calendarUrl: string; start: string; timeZone: string } };

/** The appointment as a file every calendar understands. */
export function AddToCalendar({ appointment }: AddToCalendarProps) {
  const { t } = useLingui();
  const day = longDate(appointment.start, appointment.timeZone);
  return (
    <a
      className={`${styles.action} ${styles.secondary}`}
      href={appointment.calendarUrl}
      download="appointment.ics"
      aria-label={t`Add to calendar: ${day}`}
    >
      {t`Add to calendar`}
    </a>
  );
}

type ChangeByPhoneProps = { appointment: { location: { phone: string } } };

/** How an appointment is changed or called off today. */
export function ChangeByPhone({ appointment }: ChangeByPhoneProps) {
  const { t } = useLingui();
  const { phone } = appointment.location;
  return (
    <p className={booking.quiet}>
      {t`To change or cancel, call`} <a href={telephone(phone)}>{phone}</a>
    </p>
  );
}
