import { useLingui } from "@lingui/react/macro";
import { ActionLink } from "@/components/ActionLink";
import { Failed } from "@/components/Failed";
import { Page } from "@/components/Page";
import { SkeletonList } from "@/components/Skeleton";
import { Row, Stack } from "@/components/Stack";
import { StaffDayPlacesDocument } from "@/gql/graphql";
import { useAsk } from "@/lib/useAsk";
import { DayChoice } from "./DayChoice";
import { DayVisits } from "./DayVisits";
import { useDay } from "./useDay";

/** Who comes when on a day at one place, and what is done as they come. */
export function DayPage() {
  const { t } = useLingui();
  const { search, choose } = useDay();
  const { data, isLoading, isOffline, retry } = useAsk(StaffDayPlacesDocument, { locationId: search.location });
  if (isLoading) return <Page title={t`The day`}><SkeletonList rows={3} /></Page>;
  if (!data) return <Page title={t`The day`}><Failed what={t`the day`} offline={isOffline} onRetry={retry} /></Page>;
  const { locations, practitioners } = data.clinic;
  const location = locations.find(({ id }) => id === search.location) ?? locations[0];
  if (!location) return <Page title={t`The day`}><p>{t`The clinic has no location yet.`}</p></Page>;
  return (
    <Page title={t`The day`}>
      <Stack gap="wide">
        <DayChoice location={location} locations={locations} practitioners={practitioners} search={search} onChoose={choose} />
        <DayVisits location={location} search={search} />
        <Row>
          <ActionLink kind="quiet" to="/staff/day/block" search={{ ...search, location: location.id }}>{t`Block times of this day`}</ActionLink>
        </Row>
      </Stack>
    </Page>
  );
}
