import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { ActionLink } from "@/components/ActionLink";
import { Failed } from "@/components/Failed";
import { Page } from "@/components/Page";
import { SelectField } from "@/components/SelectField";
import { SkeletonList } from "@/components/Skeleton";
import { Row, Stack } from "@/components/Stack";
import { BookingChoicesDocument, PractitionerHoursDocument } from "@/gql/graphql";
import { useAsk } from "@/lib/useAsk";
import { type Choices, departmentsAt } from "@/features/booking/flow";
import { Closures } from "./Closures";
import { WeekForm } from "./WeekForm";

/** When patients are seen: hours, closures, and what a change of them breaks. */
export function SchedulesPage() {
  const { t } = useLingui();
  const [place, setPlace] = useState({ location: "", department: "", practitioner: "" });
  const asked = useAsk(BookingChoicesDocument, { locationId: place.location || null, departmentId: place.department || null });
  const [hasError, setHasError] = useState(false);
  const [isDeciding, setDeciding] = useState(false);
  return (
    <Page
      title={t`Schedules`}
      hasError={hasError}
      lead={<p>{t`A change shows first which appointments it would leave outside the hours. Nothing is changed before you apply it.`}</p>}
    >
      {asked.data ? (
        <>
          <div hidden={isDeciding}>
            <Stack>
              <Row>
                <ActionLink kind="quiet" to="/staff/services">{t`Services and their rules`}</ActionLink>
              </Row>
              <Choose clinic={asked.data.clinic} place={place} onChange={setPlace} />
            </Stack>
          </div>
          {place.location && place.department && place.practitioner ? (
            <OfOne key={Object.values(place).join()} clinic={asked.data.clinic} place={place} onError={setHasError} onDeciding={setDeciding} />
          ) : null}
        </>
      ) : asked.isLoading ? (
        <SkeletonList rows={3} />
      ) : (
        <Failed what={t`the clinic's places`} offline={asked.isOffline} onRetry={asked.retry} />
      )}
    </Page>
  );
}

export type Place = { location: string; department: string; practitioner: string };

type ChooseProps = { clinic: Choices; place: Place; onChange: (place: Place) => void };

function Choose({ clinic, place, onChange }: ChooseProps) {
  const { t } = useLingui();
  const none = { value: "", label: t`Choose` };
  const options = (list: { id: string; name: string }[]) => [none, ...list.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <Stack>
      <SelectField label={t`Location`} value={place.location} options={options(clinic.locations)} onChange={(location) => onChange({ location, department: "", practitioner: "" })} />
      {place.location ? (
        <SelectField label={t`Department`} value={place.department} options={options(departmentsAt(clinic, place.location))} onChange={(department) => onChange({ ...place, department, practitioner: "" })} />
      ) : null}
      {place.department ? (
        <SelectField label={t`Practitioner`} value={place.practitioner} options={options(clinic.practitioners)} onChange={(practitioner) => onChange({ ...place, practitioner })} />
      ) : null}
    </Stack>
  );
}

type OfOneProps = { clinic: Choices; place: Place; onError: (hasError: boolean) => void; onDeciding: (isDeciding: boolean) => void };

/** While one change is decided about, the rest of the page steps back; what was typed there stays. */
function OfOne({ clinic, place, onError, onDeciding }: OfOneProps) {
  const { t } = useLingui();
  const { data, isLoading, isOffline, retry } = useAsk(PractitionerHoursDocument, { practitionerId: place.practitioner }, "cache-and-network");
  const [deciding, setDeciding] = useState<"week" | "days" | null>(null);
  const decide = (part: "week" | "days") => (isDeciding: boolean) => {
    setDeciding(isDeciding ? part : null);
    onDeciding(isDeciding);
  };
  const [seen, setSeen] = useState<number | null>(null);
  const schedule = data?.practitionerSchedule;
  if (!schedule) return isLoading ? <SkeletonList rows={4} /> : <Failed what={t`these hours`} offline={isOffline} onRetry={retry} />;
  return (
    <Stack gap="wide">
      <div hidden={deciding === "days"}>
        <WeekForm
          key={schedule.version}
          clinic={clinic}
          place={place}
          schedule={schedule}
          takesFocus={seen !== null && seen !== schedule.version}
          onSaved={() => {
            setSeen(schedule.version);
            retry();
          }}
          onError={onError}
          onDeciding={decide("week")}
        />
      </div>
      <div hidden={deciding === "week"}>
        <Closures clinic={clinic} place={place} schedule={schedule} onSaved={retry} onError={onError} onDeciding={decide("days")} />
      </div>
    </Stack>
  );
}
