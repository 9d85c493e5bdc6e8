import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Card } from "@/components/Card";
import { Tag } from "@/components/Tag";
import type { AppointmentLineFragment } from "@/gql/graphql";
import { AppointmentWhenWhere } from "./AppointmentWhenWhere";
import { AppointmentActions } from "./AppointmentActions";
import { VisitDoors } from "./checkin/VisitDoors";
import styles from "./booking.module.css";
import { isToBe, useStatusWords } from "./statusWords";

type AppointmentCardProps = { appointment: AppointmentLineFragment; upcoming: boolean };

export function AppointmentCard({ appointment, upcoming }: AppointmentCardProps) {
  const { t } = useLingui();
  const status = useStatusWords()[appointment.status];
  // Upcoming ones stand under a heading of their own, past ones under the page's.
  const Heading = upcoming ? "h3" : "h2";
  return (
    <Card as="article">
      <div className={styles.head}>
        <Heading>
          <Link to="/appointments/$appointmentId" params={{ appointmentId: appointment.id }} aria-label={t`${appointment.service.name}: see the appointment`}>
            {appointment.service.name}
          </Link>
        </Heading>
        <Tag strong={appointment.status !== "BOOKED"}>{status.name}</Tag>
      </div>
      <div className={styles.lines}>
        <AppointmentWhenWhere appointment={appointment} />
      </div>
      {upcoming && isToBe(appointment.status) ? (
        <>
          <VisitDoors appointment={appointment} />
          <AppointmentActions appointment={appointment} />
        </>
      ) : null}
    </Card>
  );
}
