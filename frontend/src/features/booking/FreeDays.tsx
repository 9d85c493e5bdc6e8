import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { FieldError, Label, RadioGroup, Text } from "react-aria-components";
import { Button } from "@/components/Button";
import field from "@/components/field.module.css";
import { ChoiceLine } from "@/components/RadioChoice";
import { Row } from "@/components/Stack";
import { dayKey, longDate, time, zoneName } from "@/lib/dates";
import type { SlotChoiceFragment } from "@/gql/graphql";
import styles from "./booking.module.css";
import { FreeDay } from "./FreeDay";
import type { FreeTimes } from "./useFreeTimes";

type FreeDaysProps = {
  free: FreeTimes;
  /** The time that is kept for the person already: it is not among the free ones. */
  kept: SlotChoiceFragment | null;
  anyDoctor: boolean;
  value: string | null;
  onChange: (value: string | null) => void;
  error?: string;
};

/** One radio group over all days; a day opens to show its times. */
export function FreeDays({ free, kept, anyDoctor, value, onChange, error }: FreeDaysProps) {
  const { t } = useLingui();
  const days = byDay(free.slots);
  const [open, setOpen] = useState<string | null>(days[0]?.key ?? null);
  const toggle = (key: string, isOpen: boolean) => {
    setOpen(isOpen ? key : null);
    // A chosen radio that is put out of sight would leave the keyboard no way into the group.
    if (value && !value.includes(" ")) onChange(null);
  };
  const first = free.first ?? free.slots[0];
  const place = free.slots[0] ?? kept;
  return (
    <>
      <RadioGroup id="time" className={styles.days} value={value} onChange={onChange} isInvalid={Boolean(error)} validationBehavior="aria">
        <Label className="out-of-sight">{t`Date and time`}</Label>
        {place ? (
          <Text slot="description">
            {t`All times are ${zoneName(place.timeZone, place.start)}, the clock at ${place.location.name}.`}
          </Text>
        ) : null}
        <FieldError className={field.error}>{error}</FieldError>
        {kept ? <NamedTime name="kept" label={t`The time you have chosen`} slot={kept} /> : null}
        {first ? <NamedTime name="first" label={t`First available`} slot={first} /> : null}
        {days.map((day) => (
          <FreeDay
            key={day.key}
            slots={day.slots}
            title={day.title}
            anyDoctor={anyDoctor}
            isOpen={open === day.key}
            onToggle={(isOpen) => toggle(day.key, isOpen)}
          />
        ))}
      </RadioGroup>
      {free.hasMore ? (
        <Row>
          <Button kind="secondary" onPress={free.more} isDisabled={free.isLoadingMore}>
            {free.isLoadingMore ? t`Loading…` : t`Show later times`}
          </Button>
        </Row>
      ) : null}
    </>
  );
}

/** A time that stands apart from its day; the name in front keeps its value apart too. */
function NamedTime({ name, label, slot }: { name: string; label: string; slot: SlotChoiceFragment }) {
  const { t } = useLingui();
  const when = t`${longDate(slot.start, slot.timeZone)} at ${time(slot.start, slot.timeZone)} with ${slot.practitioner.name}`;
  return <ChoiceLine choice={{ value: `${name} ${slot.id}`, label, detail: when }} />;
}

type Day = { key: string; title: string; slots: SlotChoiceFragment[] };

function byDay(slots: SlotChoiceFragment[]): Day[] {
  const days = new Map<string, Day>();
  for (const slot of slots) {
    const key = dayKey(slot.start, slot.timeZone);
    const day = days.get(key) ?? { key, title: longDate(slot.start, slot.timeZone), slots: [] };
    day.slots.push(slot);
    days.set(key, day);
  }
  return [...days.values()];
}
