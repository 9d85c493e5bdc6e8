import { useLingui } from "@lingui/react/macro";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { BackLink } from "@/components/BackLink";
import type { Problem } from "@/components/ErrorSummary";
import { Page } from "@/components/Page";
import { SkeletonList } from "@/components/Skeleton";
import { WaitlistDocument } from "@/gql/graphql";
import { useAsk } from "@/lib/useAsk";
import { Which } from "../Which";
import { TooLate } from "../change/TooLate";
import { useAppointment } from "../useAppointment";
import { EarlierForm } from "./EarlierForm";

/** When an earlier time would suit, for an appointment that stands meanwhile. */
export function EarlierPage() {
  const { t } = useLingui();
  const { appointmentId } = useParams({ from: "/signed-in/appointments/$appointmentId/earlier" });
  const { appointment, instead } = useAppointment(appointmentId, t`Earlier times`);
  const { data, isLoading } = useAsk(WaitlistDocument, { appointmentId });
  const [problems, setProblems] = useState<Problem[]>([]);
  if (!appointment) return instead;
  const may = appointment.policy.canReschedule;
  return (
    <Page
      title={may ? t`When would an earlier time suit you?` : t`This appointment cannot be moved here`}
      before={<BackLink to="/appointments/$appointmentId" params={{ appointmentId }}>{t`Back to the appointment`}</BackLink>}
      lead={may ? <p>{t`When somebody gives a time back that suits you, we keep it for you for 30 minutes and tell you, but not in your quiet hours. You keep your appointment until you take another.`}</p> : undefined}
      hasError={problems.length > 0}
    >
      <Which appointment={appointment} />
      {may && isLoading ? <SkeletonList rows={2} /> : null}
      {may && !isLoading ? <EarlierForm appointment={appointment} entry={data?.appointment?.waitlist ?? null} problems={problems} onProblems={setProblems} /> : null}
      {may ? null : <TooLate appointment={appointment} />}
    </Page>
  );
}
