import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { ActionLink } from "@/components/ActionLink";
import { Row } from "@/components/Stack";
import { AppointmentWhenWhere } from "@/features/booking/AppointmentWhenWhere";
import { VisitDoors } from "@/features/booking/checkin/VisitDoors";
import type { HomeQuery } from "@/gql/graphql";
import { useIsOwn } from "@/lib/record";
import styles from "./home.module.css";
import { NotSharedLine } from "./NotSharedLine";

type NextAppointmentsProps = { appointments: NonNullable<HomeQuery["patient"]>["appointments"] };

export function NextAppointments({ appointments }: NextAppointmentsProps) {
  const { t } = useLingui();
  const own = useIsOwn();
  return (
    <section className={styles.section} aria-labelledby="next">
      <h2 id="next">{own ? t`Your next appointments` : t`Next appointments`}</h2>
      {appointments ? <Lines appointments={appointments} /> : <NotSharedLine scope="APPOINTMENTS" />}
    </section>
  );
}

function Lines({ appointments }: { appointments: NonNullable<NextAppointmentsProps["appointments"]> }) {
  const { t } = useLingui();
  const own = useIsOwn();
  const none = appointments.edges.length === 0;
  return (
    <>
      {none ? <p>{own ? t`You have no appointment coming up.` : t`No appointment is coming up.`}</p> : null}
      <ul className={none ? undefined : styles.lines}>
        {appointments.edges.map(({ node }) => (
          <li key={node.id} className={styles.line}>
            <Link to="/appointments/$appointmentId" params={{ appointmentId: node.id }}>
              {node.service.name}
            </Link>
            <AppointmentWhenWhere appointment={node} />
            <VisitDoors appointment={node} />
          </li>
        ))}
      </ul>
      <Row>
        <ActionLink to="/appointments/new">{t`Schedule an Appointment`}</ActionLink>
        {appointments.totalCount > appointments.edges.length ? (
          <ActionLink kind="quiet" to="/appointments">{t`See all ${appointments.totalCount}`}</ActionLink>
        ) : null}
      </Row>
    </>
  );
}
