import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { BackLink } from "@/components/BackLink";
import { Failed } from "@/components/Failed";
import { Page } from "@/components/Page";
import { SkeletonList } from "@/components/Skeleton";
import { AppointmentDetailDocument } from "@/gql/graphql";
import { useOpenRecordOf } from "@/lib/record";
import { useAsk } from "@/lib/useAsk";
import type { AppointmentDetail } from "./AppointmentFacts";

type Found = { appointment: AppointmentDetail; instead: null } | { appointment: null; instead: ReactNode };

/** One appointment, or the page that stands in its place while it is coming, not to be had, or nobody's. */
export function useAppointment(appointmentId: string, title: string): Found {
  const { t } = useLingui();
  const { data, isLoading, isNotFound, isOffline, retry } = useAsk(AppointmentDetailDocument, { appointmentId });
  const isElsewhere = useOpenRecordOf(data?.appointment?.patientId);
  if (data?.appointment && !isElsewhere) return { appointment: data.appointment, instead: null };
  const before = <BackLink to="/appointments">{t`Back to appointments`}</BackLink>;
  const is = (name: string, content: ReactNode): Found => ({ appointment: null, instead: <Page title={name} before={before}>{content}</Page> });
  if (isLoading || isElsewhere) return is(title, <SkeletonList rows={2} tall />);
  if (isNotFound || data?.appointment === null) {
    return is(t`Appointment not found`, <p>{t`No appointment of this address is among yours.`}</p>);
  }
  return is(title, <Failed what={t`this appointment`} offline={isOffline} onRetry={retry} />);
}
