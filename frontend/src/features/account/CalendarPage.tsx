import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Failed } from "@/components/Failed";
import { SkeletonList } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { CalendarFeedDocument } from "@/gql/graphql";
import { isOwn, isShared, type PatientRecord, useRecords } from "@/lib/record";
import { useAsk } from "@/lib/useAsk";
import { AccountSection } from "./AccountSection";
import { CalendarAddress } from "./CalendarAddress";
import { CalendarOffer } from "./CalendarOffer";
import { CalendarStanding } from "./CalendarStanding";
import { useCalendarFeed } from "./useCalendarFeed";
import { StepUpPlace } from "./useStepUp";

/** The secret address by which one's own calendar reads the appointments of the open record. */
export function CalendarPage() {
  const { t } = useLingui();
  const { record } = useRecords();
  if (!record || !isShared(record, "APPOINTMENTS")) {
    return <AccountSection path="calendar"><p>{t`There are no appointments here that you could put into your calendar.`}</p></AccountSection>;
  }
  return <Feed key={record.id} record={record} />;
}

function Feed({ record }: { record: PatientRecord }) {
  const { t } = useLingui();
  const { data, isLoading, isOffline, retry } = useAsk(CalendarFeedDocument, { patientId: record.id }, "cache-and-network");
  const [detailed, setDetailed] = useState(false);
  const changes = useCalendarFeed(record.id);
  if (isLoading) return <AccountSection path="calendar"><SkeletonList rows={2} /></AccountSection>;
  if (!data?.patient) {
    return <AccountSection path="calendar"><Failed what={t`your calendar`} offline={isOffline} onRetry={retry} /></AccountSection>;
  }
  const feed = data.patient.calendarFeed;
  const whose = isOwn(record)
    ? t`Your appointments can show in the calendar on your phone or computer, and stay right there when they are moved or cancelled.`
    : t`The appointments of ${record.fullName} can show in the calendar on your phone or computer, and stay right there when they are moved or cancelled.`;
  return (
    <AccountSection path="calendar" lead={<p>{whose}</p>} hasError={changes.problems.length > 0}>
      <StepUpPlace stepUp={changes.stepUp}>
        <Stack gap="wide">
          <ErrorSummary problems={changes.problems} />
          {changes.address ? <CalendarAddress address={changes.address} /> : null}
          {feed ? <CalendarStanding feed={feed} changes={changes} /> : <CalendarOffer detailed={detailed} onDetailed={setDetailed} changes={changes} />}
        </Stack>
      </StepUpPlace>
    </AccountSection>
  );
}
