import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Expander } from "@/components/Expander";
import { ChoiceLine } from "@/components/RadioChoice";
import type { SlotChoiceFragment } from "@/gql/graphql";
import { time } from "@/lib/dates";
import styles from "./booking.module.css";

type FreeDayProps = {
  title: string;
  slots: SlotChoiceFragment[];
  /** Times of several people: each says whose it is. */
  anyDoctor: boolean;
  isOpen: boolean;
  onToggle: (isOpen: boolean) => void;
};

export function FreeDay({ title, slots, anyDoctor, isOpen, onToggle }: FreeDayProps) {
  const { t } = useLingui();
  const note = t`${plural(slots.length, { one: "# time", other: "# times" })}`;
  return (
    <Expander title={title} note={note} level={2} isOpen={isOpen} onChange={onToggle}>
      {isOpen ? (
        <div role="group" aria-label={title} className={anyDoctor ? styles.timesNamed : styles.times}>
          {slots.map((slot) => (
            <ChoiceLine
              key={slot.id}
              choice={{
                value: slot.id,
                label: time(slot.start, slot.timeZone),
                detail: anyDoctor ? t`with ${slot.practitioner.name}` : undefined,
              }}
            />
          ))}
        </div>
      ) : null}
    </Expander>
  );
}
