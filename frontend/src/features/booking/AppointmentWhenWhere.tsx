import { useLingui } from "@lingui/react/macro";
import type { AppointmentLineFragment } from "@/gql/graphql";
import { longDate, sameClock, time } from "@/lib/dates";
import { zoneName } from "@/lib/zones";
import styles from "./booking.module.css";

type AppointmentWhenWhereProps = {
  appointment: Pick<AppointmentLineFragment, "start" | "timeZone"> & {
    practitioner: { name: string };
    location: { name: string };
  };
};

/** Day and time on the clinic's clock, then with whom and where. */
export function AppointmentWhenWhere({ appointment }: AppointmentWhenWhereProps) {
  const { t } = useLingui();
  const { start, timeZone, practitioner, location } = appointment;
  return (
    <>
      <span>
        <time dateTime={start}>{t`${longDate(start, timeZone)} at ${time(start, timeZone)}`}</time>
        {sameClock(timeZone, start) ? null : <span className={styles.zone}> {zoneName(timeZone, start)}</span>}
      </span>
      <span className={styles.quiet}>{t`${practitioner.name}, ${location.name}`}</span>
    </>
  );
}
