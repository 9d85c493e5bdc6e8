import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { useParams } from "@tanstack/react-router";
import { BackLink } from "@/components/BackLink";
import { Failed } from "@/components/Failed";
import { Page } from "@/components/Page";
import { SkeletonList } from "@/components/Skeleton";
import { Facts } from "@/components/Facts";
import { StaffVisitDocument, type StaffVisitFieldsFragment } from "@/gql/graphql";
import { longDate, time } from "@/lib/dates";
import { useAsk } from "@/lib/useAsk";
import { zoneName } from "@/lib/zones";
import { MoveForm } from "./MoveForm";
import { useMoveVisit } from "./useMoveVisit";

const route = "/signed-in/staff/appointments/$appointmentId/move";

/** A member of staff moves a visit: the old time stands until the new one is had. */
export function MovePage() {
  const { t } = useLingui();
  const { appointmentId } = useParams({ from: route });
  const { data, isLoading, isOffline, retry } = useAsk(StaffVisitDocument, { appointmentId });
  const visit = data?.appointment;
  const before = <BackLink to="/staff/appointments/$appointmentId" params={{ appointmentId }}>{t`Back to the visit`}</BackLink>;
  if (isLoading) return <Page title={t`Move this visit`} before={before}><SkeletonList rows={2} /></Page>;
  if (!visit) return <Page title={t`Move this visit`} before={before}><Failed what={t`this visit`} offline={isOffline} onRetry={retry} /></Page>;
  return <Moving visit={visit} before={before} />;
}

function Moving({ visit, before }: { visit: StaffVisitFieldsFragment; before: ReactNode }) {
  const { t } = useLingui();
  const moving = useMoveVisit(visit);
  const { start, timeZone } = visit;
  const may = visit.policy.canReschedule || moving.isDone;
  return (
    <Page title={may ? t`Move this visit` : t`This visit cannot be moved`} before={before} hasError={moving.problems.length > 0}>
      <Facts
        facts={[
          { name: t`Kind of visit`, value: visit.service.name },
          { name: t`Until now`, value: t`${longDate(start, timeZone)} at ${time(start, timeZone)}, ${zoneName(timeZone, start)}` },
          { name: t`With`, value: visit.practitioner.name },
          { name: t`Where`, value: visit.location.name },
        ]}
      />
      {may ? <MoveForm visit={visit} moving={moving} /> : <p>{visit.policy.message}</p>}
    </Page>
  );
}
