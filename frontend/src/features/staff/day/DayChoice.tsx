import { useLingui } from "@lingui/react/macro";
import { Button } from "@/components/Button";
import { SelectField } from "@/components/SelectField";
import { Row, Stack } from "@/components/Stack";
import type { StaffDayPlacesQuery } from "@/gql/graphql";
import { longDate } from "@/lib/dates";
import { type DaySearch, dateOf, daysFrom } from "./useDay";

type Clinic = StaffDayPlacesQuery["clinic"];
type DayChoiceProps = Pick<Clinic, "locations" | "practitioners"> & {
  location: Clinic["locations"][number];
  search: DaySearch;
  onChoose: (change: DaySearch) => void;
};

/** Which day, where and with whom. */
export function DayChoice({ location, locations, practitioners, search, onChoose }: DayChoiceProps) {
  const { t } = useLingui();
  const date = dateOf(search, location.timeZone);
  return (
    <Stack>
      <h2 aria-live="polite">{longDate(`${date}T12:00:00Z`, "UTC")}</h2>
      <Row>
        <Button kind="secondary" onPress={() => onChoose({ date: daysFrom(date, -1) })}>{t`Day before`}</Button>
        <Button kind="secondary" onPress={() => onChoose({ date: daysFrom(date, 1) })}>{t`Day after`}</Button>
        <Button kind="secondary" onPress={() => onChoose({ date: undefined })} isDisabled={search.date === undefined}>{t`Today`}</Button>
      </Row>
      <Row>
        <SelectField
          label={t`Location`}
          value={location.id}
          options={locations.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => onChoose({ location: id, practitioner: undefined })}
        />
        <SelectField
          label={t`With`}
          value={search.practitioner ?? ""}
          options={[{ value: "", label: t`Everyone` }, ...practitioners.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(id) => onChoose({ practitioner: id || undefined })}
        />
      </Row>
    </Stack>
  );
}
