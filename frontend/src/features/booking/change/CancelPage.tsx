import { useLingui } from "@lingui/react/macro";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { ActionLink } from "@/components/ActionLink";
import { BackLink } from "@/components/BackLink";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Notice } from "@/components/Notice";
import { Page } from "@/components/Page";
import { Row, Stack } from "@/components/Stack";
import type { AppointmentDetail } from "../AppointmentFacts";
import styles from "../booking.module.css";
import { useAppointment } from "../useAppointment";
import { Which } from "../Which";
import { CancelForm } from "./CancelForm";
import { TooLate } from "./TooLate";

/** Stops on the way to cancelling: another time may do, and the reason is asked. */
export function CancelPage() {
  const { t } = useLingui();
  const { appointmentId } = useParams({ from: "/signed-in/appointments/$appointmentId/cancel" });
  const { appointment, instead } = useAppointment(appointmentId, t`Cancel an appointment`);
  const [problems, setProblems] = useState<Problem[]>([]);
  if (!appointment) return instead;
  const may = appointment.policy.canCancel;
  return (
    <Page
      title={may ? t`Do you want to cancel this appointment?` : t`This appointment cannot be cancelled here`}
      before={
        <BackLink to="/appointments/$appointmentId" params={{ appointmentId }}>{t`Back to the appointment`}</BackLink>
      }
      hasError={problems.length > 0}
    >
      <ErrorSummary problems={problems} />
      <Which appointment={appointment} />
      {may ? (
        <Stack gap="wide">
          <AnotherTime appointment={appointment} />
          <CancelForm appointmentId={appointmentId} problems={problems} onProblems={setProblems} />
        </Stack>
      ) : (
        <TooLate appointment={appointment} />
      )}
    </Page>
  );
}

function AnotherTime({ appointment }: { appointment: AppointmentDetail }) {
  const { t } = useLingui();
  const { id, policy } = appointment;
  if (!policy.canReschedule) return <p className={styles.quiet}>{policy.message}</p>;
  return (
    <Notice title={t`Would another time do?`}>
      <Stack>
        <p>{t`You can move it instead. You keep this time until you have another.`}</p>
        <p className={styles.quiet}>{policy.message}</p>
        <Row>
          <ActionLink kind="secondary" to="/appointments/$appointmentId/reschedule" params={{ appointmentId: id }}>
            {t`Reschedule instead`}
          </ActionLink>
        </Row>
      </Stack>
    </Notice>
  );
}
