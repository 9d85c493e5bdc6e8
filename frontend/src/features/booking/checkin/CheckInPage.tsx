import { useLingui } from "@lingui/react/macro";
import { useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { ActionLink } from "@/components/ActionLink";
import { BackLink } from "@/components/BackLink";
import type { Problem } from "@/components/ErrorSummary";
import { Failed } from "@/components/Failed";
import { Page } from "@/components/Page";
import { SkeletonList } from "@/components/Skeleton";
import { Row } from "@/components/Stack";
import { BookingPersonDocument, CheckInFormDocument, type CheckInFormQuery } from "@/gql/graphql";
import { useOpenRecordOf } from "@/lib/record";
import { useAsk } from "@/lib/useAsk";
import { AppointmentWhenWhere } from "../AppointmentWhenWhere";
import styles from "../booking.module.css";
import { CheckInForm } from "./CheckInForm";
import { useClosedWords } from "./useClosedWords";

export type CheckInAppointment = NonNullable<CheckInFormQuery["appointment"]>;

/** Before a visit: contact and insurance are confirmed, and the service's questions answered. */
export function CheckInPage() {
  const { t } = useLingui();
  const { appointmentId } = useParams({ from: "/signed-in/appointments/$appointmentId/check-in" });
  const { data, isLoading, isNotFound, isOffline, retry } = useAsk(CheckInFormDocument, { appointmentId }, "cache-and-network");
  const [problems, setProblems] = useState<Problem[]>([]);
  const isElsewhere = useOpenRecordOf(data?.appointment?.patientId);
  const around = (title: string, content: ReactNode) => (
    <Page title={title} hasError={problems.length > 0} before={<BackLink to="/appointments/$appointmentId" params={{ appointmentId }}>{t`Back to the appointment`}</BackLink>}>
      {content}
    </Page>
  );
  const appointment = data?.appointment;
  if ((isLoading && !appointment) || isElsewhere) return around(t`Check in`, <SkeletonList rows={2} tall />);
  if (isNotFound || appointment === null) return around(t`Appointment not found`, <p>{t`No appointment of this address is among yours.`}</p>);
  if (!appointment) return around(t`Check in`, <Failed what={t`this appointment`} offline={isOffline} onRetry={retry} />);
  if (appointment.checkIn.state !== "OPEN") return <Closed appointment={appointment} around={around} />;
  return around(t`Check in for your visit`, <Open appointment={appointment} problems={problems} onProblems={setProblems} />);
}

type OpenProps = { appointment: CheckInAppointment; problems: Problem[]; onProblems: (problems: Problem[]) => void };

function Open({ appointment, ...rest }: OpenProps) {
  const { t } = useLingui();
  const { data, isLoading, isOffline, retry } = useAsk(BookingPersonDocument, { patientId: appointment.patientId });
  if (isLoading) return <SkeletonList rows={2} tall />;
  if (!data?.patient) return <Failed what={t`your contact details`} offline={isOffline} onRetry={retry} />;
  return (
    <>
      <div className={styles.lines}>
        <strong>{appointment.service.name}</strong>
        <AppointmentWhenWhere appointment={appointment} />
      </div>
      <CheckInForm appointment={appointment} coverages={data.patient.coverages} {...rest} />
    </>
  );
}

type ClosedProps = { appointment: CheckInAppointment; around: (title: string, content: ReactNode) => ReactNode };

function Closed({ appointment, around }: ClosedProps) {
  const { t } = useLingui();
  const words = useClosedWords(appointment);
  return around(
    words.title,
    <>
      <p>{words.what}</p>
      <Row>
        <ActionLink kind="secondary" to="/appointments/$appointmentId" params={{ appointmentId: appointment.id }}>{t`See the appointment`}</ActionLink>
      </Row>
    </>,
  );
}
