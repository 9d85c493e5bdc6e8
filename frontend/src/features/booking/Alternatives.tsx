import { useLingui } from "@lingui/react/macro";
import { RadioChoice } from "@/components/RadioChoice";
import type { SlotChoiceFragment } from "@/gql/graphql";
import { longDate } from "@/lib/dates";
import { timeThere } from "@/lib/zones";

type AlternativesProps = {
  slots: SlotChoiceFragment[];
  value: string | null;
  onChange: (value: string) => void;
};

/** The free times nearest to one that is gone. */
export function Alternatives({ slots, value, onChange }: AlternativesProps) {
  const { t } = useLingui();
  return (
    <RadioChoice
      id="nearest"
      label={t`Nearest free times`}
      choices={slots.map((slot) => ({
        value: `nearest ${slot.id}`,
        label: t`${longDate(slot.start, slot.timeZone)} at ${timeThere(slot.start, slot.timeZone)}`,
        detail: t`${slot.practitioner.name}, ${slot.location.name}`,
      }))}
      value={value}
      onChange={onChange}
    />
  );
}
