import { useLingui } from "@lingui/react/macro";
import { useParams } from "@tanstack/react-router";
import { ActionLink } from "@/components/ActionLink";
import { BackLink } from "@/components/BackLink";
import { Page } from "@/components/Page";
import { Row, Stack } from "@/components/Stack";
import { AppointmentActions } from "./AppointmentActions";
import { AppointmentFacts } from "./AppointmentFacts";
import { AppointmentStory } from "./AppointmentStory";
import { VisitDoors } from "./checkin/VisitDoors";
import styles from "./booking.module.css";
import { EarlierTimes } from "./earlier/EarlierTimes";
import { WaitingLine } from "./earlier/WaitingLine";
import { InsteadOf } from "./request/InsteadOf";
import { useAppointment } from "./useAppointment";
import { isToBe, useStatusWords } from "./statusWords";
import { Which } from "./Which";

/** One appointment at its permanent address: the confirmation right after booking, and the place to come back to. */
export function AppointmentPage() {
  const { t } = useLingui();
  const { appointmentId } = useParams({ from: "/signed-in/appointments/$appointmentId" });
  const { appointment, instead } = useAppointment(appointmentId, t`Appointment`);
  const statuses = useStatusWords(appointment?.isVideo);
  if (!appointment) return instead;
  const status = statuses[appointment.status];
  const stands = isToBe(appointment.status);
  return (
    <Page
      title={status.title}
      before={<BackLink to="/appointments">{t`Back to appointments`}</BackLink>}
      lead={<p>{appointment.checkIn.state === "ARRIVED" ? t`We know that you are here. Please wait to be called.` : status.meaning}</p>}
    >
      {stands ? <InsteadOf appointmentId={appointment.id} /> : null}
      {stands ? <EarlierTimes appointmentId={appointment.id} /> : null}
      <Which appointment={appointment} />
      {stands ? (
        <Stack gap="tight">
          <VisitDoors appointment={appointment} />
          <AppointmentActions appointment={appointment} />
          <p className={styles.quiet}>{appointment.policy.message}</p>
          <WaitingLine appointment={appointment} />
        </Stack>
      ) : null}
      <AppointmentFacts appointment={appointment} />
      <AppointmentStory appointment={appointment} />
      {stands ? null : (
        <Row>
          <ActionLink to="/appointments/new">{t`Schedule an Appointment`}</ActionLink>
        </Row>
      )}
    </Page>
  );
}
