import { useLingui } from "@lingui/react/macro";
import { useParams } from "@tanstack/react-router";
import { ActionLink } from "@/components/ActionLink";
import { BackLink } from "@/components/BackLink";
import { Failed } from "@/components/Failed";
import { Page } from "@/components/Page";
import { SkeletonList } from "@/components/Skeleton";
import { Row } from "@/components/Stack";
import { AppointmentDetailDocument } from "@/gql/graphql";
import { useAsk } from "@/lib/useAsk";
import { AddToCalendar, ChangeByPhone } from "./AppointmentActions";
import { AppointmentFacts } from "./AppointmentFacts";
import { AppointmentStory } from "./AppointmentStory";
import { useStatusWords } from "./statusWords";

/** One appointment at its permanent address: the confirmation right after booking, and the place to come back to. */
export function AppointmentPage() {
  const { t } = useLingui();
  const { appointmentId } = useParams({ from: "/signed-in/appointments/$appointmentId" });
  const { data, isLoading, isNotFound, isOffline, retry } = useAsk(AppointmentDetailDocument, { appointmentId });
  const statuses = useStatusWords();
  const appointment = data?.appointment;
  const before = <BackLink to="/appointments">{t`Back to appointments`}</BackLink>;
  if (isLoading) return <Page title={t`Appointment`} before={before}><SkeletonList rows={2} tall /></Page>;
  if (isNotFound || data?.appointment === null) {
    return <Page title={t`Appointment not found`} before={before}><p>{t`No appointment of this address is among yours.`}</p></Page>;
  }
  if (!appointment) {
    return <Page title={t`Appointment`} before={before}><Failed what={t`this appointment`} offline={isOffline} onRetry={retry} /></Page>;
  }
  const status = statuses[appointment.status];
  const stands = appointment.status === "BOOKED";
  return (
    <Page title={status.title} before={before} lead={<p>{status.meaning}</p>}>
      {stands ? (
        <Row>
          <AddToCalendar appointment={appointment} />
          <ChangeByPhone appointment={appointment} />
        </Row>
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
