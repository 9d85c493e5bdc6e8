import { useLingui } from "@lingui/react/macro";
import { ActionLink } from "@/components/ActionLink";
import styles from "@/components/action.module.css";
import { Row } from "@/components/Stack";
import { longDate } from "@/lib/dates";

type Actable = { id: string; calendarUrl: string; start: string; timeZone: string };

/** What can be done with an appointment that is to be. When it is too late for one, its page says so and whom to call. */
export function AppointmentActions({ appointment }: { appointment: Actable }) {
  const { t } = useLingui();
  const { id, start, timeZone, calendarUrl } = appointment;
  const params = { appointmentId: id };
  const day = longDate(start, timeZone);
  return (
    <Row>
      <ActionLink kind="secondary" to="/appointments/$appointmentId/reschedule" params={params} aria-label={t`Reschedule: ${day}`}>
        {t`Reschedule`}
      </ActionLink>
      <ActionLink kind="secondary" to="/appointments/$appointmentId/cancel" params={params} aria-label={t`Cancel: ${day}`}>
        {t`Cancel`}
      </ActionLink>
      <a
        className={`${styles.action} ${styles.secondary}`}
        href={calendarUrl}
        download="appointment.ics"
        aria-label={t`Add to calendar: ${day}`}
      >
        {t`Add to calendar`}
      </a>
    </Row>
  );
}
