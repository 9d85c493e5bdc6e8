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
  marksHeld: boolean;
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
};

export function FreeDay({ day, anyDoctor, marksHeld, isOpen, onToggle }: FreeDayProps) {
  const { t } = useLingui();
  const left = day.times.filter((slot) => !slot.isGone).length;
  const note = t`${plural(left, { one: "# time", other: "# times" })}`;
  const detail = (slot: ShownTime) => {
    if (slot.isGone) return t`no longer free`;
    if (marksHeld && slot.status === "HELD") return anyDoctor ? t`with ${slot.practitioner.name}, held by a patient` : t`held by a patient`;
    return anyDoctor ? t`with ${slot.practitioner.name}` : undefined;
  };
  return (
    <div data-day={day.key}>
      <Expander title={day.title} note={note} level={2} isOpen={isOpen} onChange={onToggle}>
        {isOpen ? (
          <div role="group" aria-label={day.title} className={anyDoctor || marksHeld ? styles.timesNamed : styles.times}>
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
