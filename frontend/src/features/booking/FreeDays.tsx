import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { FieldError, Label, RadioGroup, Text } from "react-aria-components";
import { Button } from "@/components/Button";
import field from "@/components/field.module.css";
import { ChoiceLine } from "@/components/RadioChoice";
import { Row } from "@/components/Stack";
import type { SlotChoiceFragment } from "@/gql/graphql";
import { longDate, time } from "@/lib/dates";
import { zoneName } from "@/lib/zones";
import styles from "./booking.module.css";
import { FreeDay } from "./FreeDay";
import type { FreeTimes } from "./useFreeTimes";
import { type ShownTime, useSteadyTimes } from "./useSteadyTimes";
import { useLoss, useTimeNews } from "./useTimeNews";

type FreeDaysProps = {
  free: FreeTimes;
  /** The time that is kept for the person already: it is not among the free ones. */
  kept: SlotChoiceFragment | null;
  /** The time that is being taken for the person this moment. */
  takingId: string | null;
  anyDoctor: boolean;
  /** Times that patients hold are among them, and said to be. */
  marksHeld?: boolean;
  value: string | null;
  onChange: (value: string | null) => void;
  error?: string;
};

/** One radio group over all days; a day opens to show its times. */
export function FreeDays({ free, kept, takingId, anyDoctor, marksHeld = false, value, onChange, error }: FreeDaysProps) {
  const { t } = useLingui();
  const chosenId = value?.split(" ").at(-1) ?? null;
  const { days, onFocus, onBlur } = useSteadyTimes(free.slots, chosenId === kept?.id ? null : chosenId, takingId);
  const [open, setOpen] = useState<string | null>(() => (days.find((day) => day.times.some((slot) => slot.id === value)) ?? days[0])?.key ?? null);
  useTimeNews(days.find((day) => day.key === open), takingId);
  const times = days.flatMap((day) => day.times);
  useLoss(times.some((slot) => slot.id === chosenId && slot.isGone));
  const choose = (next: string) => {
    const id = next.split(" ").at(-1);
    if (!times.some((slot) => slot.id === id && slot.isGone)) onChange(next);
  };
  const toggle = (key: string, isOpen: boolean) => {
    setOpen(isOpen ? key : null);
    // A chosen radio that is put out of sight would leave the keyboard no way into the group.
    if (value && !value.includes(" ")) onChange(null);
  };
  const first = firstOf(marksHeld ? times.filter((slot) => slot.status !== "HELD") : times, value);
  const place = times[0] ?? kept;
  return (
    <>
      <div onFocus={onFocus} onBlur={onBlur}>
        <RadioGroup id="time" className={styles.days} value={value} onChange={choose} isInvalid={Boolean(error)} validationBehavior="aria">
          <Label className="out-of-sight">{t`Date and time`}</Label>
          {place ? (
            <Text slot="description">
              {t`All times are ${zoneName(place.timeZone, place.start)}, the clock at ${place.location.name}.`}
            </Text>
          ) : null}
          <FieldError className={field.error}>{error}</FieldError>
          {kept ? <NamedTime name="kept" label={t`The time you have chosen`} slot={kept} /> : null}
          {first ? (
            <NamedTime name="first" label={first.isGone ? t`No longer free` : t`First available`} slot={first} />
          ) : null}
          {days.map((day) => (
            <FreeDay
              key={day.key}
              day={day}
              anyDoctor={anyDoctor}
              marksHeld={marksHeld}
              isOpen={open === day.key}
              onToggle={(isOpen) => toggle(day.key, isOpen)}
            />
          ))}
        </RadioGroup>
      </div>
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

/** The earliest that is free; one that was chosen as that stays what it was. */
function firstOf(times: ShownTime[], value: string | null): ShownTime | undefined {
  return times.find((slot) => value === `first ${slot.id}`) ?? times.find((slot) => !slot.isGone);
}

/** A time that stands apart from its day; the name in front keeps its value apart too. */
function NamedTime({ name, label, slot }: { name: string; label: string; slot: SlotChoiceFragment }) {
  const { t } = useLingui();
  const when = t`${longDate(slot.start, slot.timeZone)} at ${time(slot.start, slot.timeZone)} with ${slot.practitioner.name}`;
  return <ChoiceLine choice={{ value: `${name} ${slot.id}`, label, detail: when }} />;
}
