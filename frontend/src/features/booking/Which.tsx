import { AppointmentWhenWhere } from "./AppointmentWhenWhere";
import type { AppointmentDetail } from "./AppointmentFacts";
import styles from "./booking.module.css";

/** Which appointment a page is about: what, when, with whom and where. */
export function Which({ appointment }: { appointment: AppointmentDetail }) {
  return (
    <div className={styles.lines}>
      <strong>{appointment.service.name}</strong>
      <AppointmentWhenWhere appointment={appointment} />
    </div>
  );
}
