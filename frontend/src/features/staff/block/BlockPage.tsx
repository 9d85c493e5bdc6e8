import { useLingui } from "@lingui/react/macro";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { BackLink } from "@/components/BackLink";
import { Failed } from "@/components/Failed";
import { Page } from "@/components/Page";
import { SelectField } from "@/components/SelectField";
import { SkeletonList } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { StaffDayPlacesDocument, type StaffDayPlacesQuery } from "@/gql/graphql";
import { useAsk } from "@/lib/useAsk";
import type { DaySearch } from "../day/useDay";
import { BlockForm } from "./BlockForm";
import { BlockedTimes } from "./BlockedTimes";

/** Times of one practitioner on one day that nobody is to book. */
export function BlockPage() {
  const { t } = useLingui();
  const search: DaySearch = useSearch({ from: "/signed-in/staff/day/block" });
  const { data, isLoading, isOffline, retry } = useAsk(StaffDayPlacesDocument, { locationId: search.location });
  const before = <BackLink to="/staff/day" search={search}>{t`The day`}</BackLink>;
  const title = t`Block times`;
  if (isLoading) return <Page title={title} before={before}><SkeletonList rows={3} /></Page>;
  if (!data) return <Page title={title} before={before}><Failed what={t`the clinic's places`} offline={isOffline} onRetry={retry} /></Page>;
  return <Blocking clinic={data.clinic} search={search} />;
}

function Blocking({ clinic, search }: { clinic: StaffDayPlacesQuery["clinic"]; search: DaySearch }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [hasError, setHasError] = useState(false);
  const location = clinic.locations.find(({ id }) => id === search.location) ?? clinic.locations[0];
  const practitioner = clinic.practitioners.find(({ id }) => id === search.practitioner);
  const choose = (change: DaySearch) => void navigate({ to: "/staff/day/block", search: { ...search, ...change }, replace: true });
  return (
    <Page
      title={t`Block times`}
      before={<BackLink to="/staff/day" search={search}>{t`The day`}</BackLink>}
      hasError={hasError}
      lead={<p>{t`Nobody can book a blocked time; whoever is booking one this moment loses it. It shows first which appointments it breaks.`}</p>}
    >
      <Stack>
        <SelectField id="location" label={t`On the clock of`} value={location?.id ?? ""} options={clinic.locations.map(({ id, name }) => ({ value: id, label: name }))} onChange={(id) => choose({ location: id, practitioner: undefined })} />
        <SelectField
          id="practitioner"
          label={t`Whose times`}
          value={practitioner?.id ?? ""}
          options={[{ value: "", label: t`Choose` }, ...clinic.practitioners.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(id) => choose({ practitioner: id || undefined })}
        />
      </Stack>
      {location && practitioner ? (
        <OfOne key={`${location.id} ${practitioner.id}`} location={location} practitioner={practitioner} date={search.date} onError={setHasError} />
      ) : null}
    </Page>
  );
}

type OfOneProps = { location: StaffDayPlacesQuery["clinic"]["locations"][number]; practitioner: { id: string; name: string }; date: string | undefined; onError: (hasError: boolean) => void };

function OfOne({ location, practitioner, date, onError }: OfOneProps) {
  const [version, setVersion] = useState(0);
  const again = () => setVersion((now) => now + 1);
  return (
    <>
      <BlockForm location={location} practitioner={practitioner} date={date} onBlocked={again} onError={onError} />
      <BlockedTimes key={version} takesFocus={version > 0} location={location} practitioner={practitioner} onFreed={again} />
    </>
  );
}
