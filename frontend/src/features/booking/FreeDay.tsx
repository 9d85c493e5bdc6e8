import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Expander } from "@/components/Expander";
import { ChoiceLine } from "@/components/RadioChoice";
import { time } from "@/lib/dates";
import styles from "./booking.module.css";
import type { ShownDay, ShownTime } from "./useSteadyTimes";

type FreeDayProps = {
  day: ShownDay;
  /** Times of several people: each says whose it is. */
  anyDoctor: boolean;
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
};

export function FreeDay({ day, anyDoctor, isOpen, onToggle }: FreeDayProps) {
  const { t } = useLingui();
  const left = day.times.filter((slot) => !slot.isGone).length;
  const note = t`${plural(left, { one: "# time", other: "# times" })}`;
  const detail = (slot: ShownTime) => {
    if (slot.isGone) return t`no longer free`;
    return anyDoctor ? t`with ${slot.practitioner.name}` : undefined;
  };
  return (
    <div data-day={day.key}>
      <Expander title={day.title} note={note} level={2} isOpen={isOpen} onChange={onToggle}>
        {isOpen ? (
          <div role="group" aria-label={day.title} className={anyDoctor ? styles.timesNamed : styles.times}>
            {day.times.map((slot) => (
              <ChoiceLine
                key={slot.id}
                choice={{
                  value: slot.id,
                  label: time(slot.start, slot.timeZone),
                  detail: detail(slot),
                  isGone: slot.isGone,
                }}
              />
            ))}
          </div>
        ) : null}
      </Expander>
    </div>
  );
}
