import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { ActionLink } from "@/components/ActionLink";
import { Row } from "@/components/Stack";
import { AppointmentWhenWhere } from "@/features/booking/AppointmentWhenWhere";
import type { HomeQuery } from "@/gql/graphql";
import styles from "./home.module.css";

type NextAppointmentsProps = { appointments: NonNullable<HomeQuery["patient"]>["appointments"] };

export function NextAppointments({ appointments }: NextAppointmentsProps) {
  const { t } = useLingui();
  return (
    <section className={styles.section} aria-labelledby="next">
      <h2 id="next">{t`Your next appointments`}</h2>
      {appointments.edges.length === 0 ? <p>{t`You have no appointment coming up.`}</p> : null}
      <ul className={appointments.edges.length === 0 ? undefined : styles.lines}>
        {appointments.edges.map(({ node }) => (
          <li key={node.id} className={styles.line}>
            <Link to="/appointments/$appointmentId" params={{ appointmentId: node.id }}>
              {node.service.name}
            </Link>
            <AppointmentWhenWhere appointment={node} />
          </li>
        ))}
      </ul>
      <Row>
        <ActionLink to="/appointments/new">{t`Schedule an Appointment`}</ActionLink>
        {appointments.totalCount > appointments.edges.length ? (
          <ActionLink kind="quiet" to="/appointments">{t`See all ${appointments.totalCount}`}</ActionLink>
        ) : null}
      </Row>
    </section>
  );
}
