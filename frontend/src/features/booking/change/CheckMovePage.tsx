import { useLingui } from "@lingui/react/macro";
import { Navigate, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { ActionLink } from "@/components/ActionLink";
import { BackLink } from "@/components/BackLink";
import { Button } from "@/components/Button";
import { ErrorSummary } from "@/components/ErrorSummary";
import { type Fact, Facts } from "@/components/Facts";
import { Page } from "@/components/Page";
import { Row, Stack } from "@/components/Stack";
import type { SlotChoiceFragment } from "@/gql/graphql";
import { longDate, time } from "@/lib/dates";
import { zoneName } from "@/lib/zones";
import type { AppointmentDetail } from "../AppointmentFacts";
import styles from "../booking.module.css";
import { useDraft } from "../draft";
import { HoldBar } from "../HoldBar";
import { NearestTimes } from "../NearestTimes";
import { useAppointment } from "../useAppointment";
import { useBookedElsewhere } from "../useBookedElsewhere";
import { useLeaving } from "../useLeaving";
import { TooLate } from "./TooLate";
import { type Moving, useMove } from "./useMove";

const route = "/signed-in/appointments/$appointmentId/reschedule/check";

/** The old time and the new one, and the button that moves the appointment. */
export function CheckMovePage() {
  const { t } = useLingui();
  const { appointmentId } = useParams({ from: route });
  const { hold } = useSearch({ from: route });
  const navigate = useNavigate();
  const { appointment, instead } = useAppointment(appointmentId, t`Check the new time`);
  const moving = useMove(appointmentId, hold);
  useLeaving();
  const { setHeld } = useDraft();
  useBookedElsewhere(() => setHeld(null));
  const params = { appointmentId };
  if (!hold) return <Navigate to="/appointments/$appointmentId/reschedule" params={params} replace />;
  if (!appointment) return instead;
  const may = appointment.policy.canReschedule || moving.isDone;
  return (
    <Page
      title={may ? t`Check the new time` : t`This appointment cannot be moved here`}
      hasError={moving.problems.length > 0}
      before={
        <>
          <div className={styles.before}>
            <BackLink to="/appointments/$appointmentId/reschedule" params={params} search={{ hold }}>{t`Back`}</BackLink>
            <p className={styles.quiet}>{t`Reschedule an appointment`}</p>
          </div>
          <HoldBar
            holdId={moving.isDone ? undefined : hold}
            isLast
            serviceId={appointment.service.id}
            appointmentId={appointment.id}
            onHeld={moving.retryWith}
            onChooseAgain={() => void navigate({ to: "/appointments/$appointmentId/reschedule", params })}
          />
        </>
      }
    >
      {may ? <OldAndNew appointment={appointment} moving={moving} /> : <TooLate appointment={appointment} />}
    </Page>
  );
}

function OldAndNew({ appointment, moving }: { appointment: AppointmentDetail; moving: Moving }) {
  const { t } = useLingui();
  const { held } = useDraft();
  const params = { appointmentId: appointment.id };
  return (
    <Stack gap="wide">
      <ErrorSummary problems={moving.problems} />
      {moving.alternatives.length > 0 ? (
        <NearestTimes
          slots={moving.alternatives}
          serviceId={appointment.service.id}
          appointmentId={appointment.id}
          onHeld={moving.retryWith}
          others={
            <ActionLink kind="quiet" to="/appointments/$appointmentId/reschedule" params={params}>{t`See all free times`}</ActionLink>
          }
        />
      ) : null}
      <Facts facts={useFacts(appointment, held?.slot ?? null)} />
      <p className={styles.quiet}>{t`Your time stays yours until you confirm the new one.`}</p>
      <Row>
        <Button onPress={moving.confirm} isDisabled={moving.isBusy}>
          {moving.isBusy ? t`Confirming…` : t`Confirm the new time`}
        </Button>
        <ActionLink kind="quiet" to="/appointments/$appointmentId" params={params}>{t`Keep the old time`}</ActionLink>
      </Row>
    </Stack>
  );
}

function useFacts(appointment: AppointmentDetail, slot: SlotChoiceFragment | null): Fact[] {
  const { t } = useLingui();
  const when = (start: string, zone: string) => t`${longDate(start, zone)} at ${time(start, zone)}, ${zoneName(zone, start)}`;
  const facts = [
    { name: t`Kind of visit`, value: appointment.service.name },
    { name: t`Until now`, value: when(appointment.start, appointment.timeZone) },
    { name: t`New time`, value: slot ? <strong>{when(slot.start, slot.timeZone)}</strong> : t`Not kept any more` },
    { name: t`With`, value: slot?.practitioner.name ?? appointment.practitioner.name },
    { name: t`Where`, value: slot?.location.name ?? appointment.location.name },
  ];
  return facts;
}
