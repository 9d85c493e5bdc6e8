import { useLingui } from "@lingui/react/macro";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { ActionLink } from "@/components/ActionLink";
import { BackLink } from "@/components/BackLink";
import type { Problem } from "@/components/ErrorSummary";
import { Page } from "@/components/Page";
import { SkeletonList } from "@/components/Skeleton";
import type { AppointmentDetail } from "../AppointmentFacts";
import { TimeForm } from "../TimeForm";
import { useAppointment } from "../useAppointment";
import { useFreeTimes } from "../useFreeTimes";
import { useDraft } from "../draft";
import { useBookedElsewhere } from "../useBookedElsewhere";
import { useLeaving } from "../useLeaving";
import { Which } from "../Which";
import { TooLate } from "./TooLate";

/** Another time for the same visit: place, doctor and kind of visit stay. */
export function ReschedulePage() {
  const { t } = useLingui();
  const { appointmentId } = useParams({ from: "/signed-in/appointments/$appointmentId/reschedule" });
  const { appointment, instead } = useAppointment(appointmentId, t`Reschedule an appointment`);
  const [problems, setProblems] = useState<Problem[]>([]);
  useLeaving();
  const { setHeld } = useDraft();
  useBookedElsewhere(() => setHeld(null));
  if (!appointment) return instead;
  const may = appointment.policy.canReschedule;
  return (
    <Page
      title={may ? t`When would you like to come instead?` : t`This appointment cannot be moved here`}
      before={
        <BackLink to="/appointments/$appointmentId" params={{ appointmentId }}>{t`Back to the appointment`}</BackLink>
      }
      lead={may ? <p>{t`You keep your time until you have another.`}</p> : undefined}
      hasError={problems.length > 0}
    >
      <Which appointment={appointment} />
      {may ? <NewTime appointment={appointment} problems={problems} onProblems={setProblems} /> : <TooLate appointment={appointment} />}
    </Page>
  );
}

type NewTimeProps = { appointment: AppointmentDetail; problems: Problem[]; onProblems: (problems: Problem[]) => void };

function NewTime({ appointment, problems, onProblems }: NewTimeProps) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { hold } = useSearch({ from: "/signed-in/appointments/$appointmentId/reschedule" });
  const params = { appointmentId: appointment.id };
  const answers = {
    location: appointment.location.id,
    department: appointment.department.id,
    doctor: appointment.practitioner.id,
    service: appointment.service.id,
    hold,
  };
  const free = useFreeTimes(answers, { appointmentId: appointment.id });
  if (free.isLoading) return <SkeletonList />;
  return (
    <TimeForm
      answers={answers}
      appointmentId={appointment.id}
      free={free}
      problems={problems}
      onProblems={onProblems}
      onHeld={async (held) => {
        // This page's own address learns the answer first, so that Back finds it given.
        await navigate({ to: "/appointments/$appointmentId/reschedule", params, search: { hold: held }, replace: true });
        await navigate({ to: "/appointments/$appointmentId/reschedule/check", params, search: { hold: held } });
      }}
      waysOut={
        <ActionLink kind="secondary" to="/appointments/$appointmentId" params={params}>{t`Keep the appointment`}</ActionLink>
      }
    />
  );
}
