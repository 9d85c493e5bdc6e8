import { useLingui } from "@lingui/react/macro";
import { Empty } from "@/components/Empty";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Failed } from "@/components/Failed";
import { SkeletonList } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { zoneName } from "@/lib/zones";
import { DayVisit } from "./DayVisit";
import { type DaySearch, dateOf } from "./useDay";
import { useDaySheet } from "./useDaySheet";
import { useVisitSteps } from "./useVisitSteps";

type DayVisitsProps = { location: { id: string; timeZone: string }; search: DaySearch };

/** The visits of the day, right as they change. */
export function DayVisits({ location, search }: DayVisitsProps) {
  const { t } = useLingui();
  const { sheet, isLoading, isOffline, retry, readAgain } = useDaySheet({
    locationId: location.id,
    practitionerId: search.practitioner,
    date: dateOf(search, location.timeZone),
  });
  const steps = useVisitSteps(readAgain);
  if (isLoading) return <SkeletonList rows={3} />;
  if (!sheet) return <Failed what={t`this day`} offline={isOffline} onRetry={retry} />;
  if (sheet.visits.length === 0) {
    return (
      <Empty title={t`Nobody comes on this day`}>
        <p>{t`Appointments that are made for it appear here by themselves.`}</p>
      </Empty>
    );
  }
  return (
    <Stack>
      <ErrorSummary problems={steps.problems} />
      <p>{t`Times are in ${zoneName(sheet.timeZone)}.`}</p>
      <Stack as="ul">
        {sheet.visits.map((visit) => (
          <DayVisit key={visit.appointmentId} visit={visit} timeZone={sheet.timeZone} steps={steps} />
        ))}
      </Stack>
    </Stack>
  );
}
