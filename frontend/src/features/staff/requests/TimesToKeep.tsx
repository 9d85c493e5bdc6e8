import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { CheckField } from "@/components/CheckField";
import { Expander } from "@/components/Expander";
import { SkeletonList } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { type SlotChoiceFragment, TimesToProposeDocument } from "@/gql/graphql";
import { dayKey, instantOf, longDate, time } from "@/lib/dates";
import { useAsk } from "@/lib/useAsk";

type TimesToKeepProps = {
  filters: { locationId: string | null; practitionerId: string | null; serviceId: string };
  chosen: SlotChoiceFragment[];
  onChange: (chosen: SlotChoiceFragment[]) => void;
};

/** The free times to choose from, day by day. What is chosen stays chosen when other days are looked at. */
export function TimesToKeep({ filters, chosen, onChange }: TimesToKeepProps) {
  const { t } = useLingui();
  const [from, setFrom] = useState<{ day: string; instant: string | null }>({ day: "", instant: null });
  const { data, isLoading } = useAsk(TimesToProposeDocument, { ...filters, from: from.instant }, "cache-and-network");
  const slots = data?.slots.edges.map((edge) => edge.node) ?? [];
  const zone = slots[0]?.timeZone ?? chosen[0]?.timeZone ?? "UTC";
  const days = byDay(slots);
  const when = (slot: SlotChoiceFragment) => t`${longDate(slot.start, slot.timeZone)} at ${time(slot.start, slot.timeZone)}`;
  return (
    <Stack as="section" labelledBy="times">
      <h2 id="times" tabIndex={-1}>{t`Times to keep for the patient`}</h2>
      <p>{t`Up to five. They are kept for two days.`}</p>
      <TextField id="from" type="date" label={t`From which day (optional)`} value={from.day} onChange={(day) => setFrom({ day, instant: day ? instantOf(day, 0, zone) : null })} />
      <p role="status">{chosen.length === 0 ? t`None chosen yet.` : t`Chosen: ${chosen.map(when).join("; ")}.`}</p>
      {isLoading ? <SkeletonList rows={3} /> : null}
      {data?.slots.noSlotsReason ? <p>{data.slots.noSlotsReason.message}</p> : null}
      {days.map(({ key, times }, index) => (
        <DayToKeep key={key} times={times} isFirst={index === 0} chosen={chosen} onChange={onChange} />
      ))}
    </Stack>
  );
}

/** The times come earliest first; so do the days. */
function byDay(slots: SlotChoiceFragment[]): { key: string; times: SlotChoiceFragment[] }[] {
  const days: { key: string; times: SlotChoiceFragment[] }[] = [];
  for (const slot of slots) {
    const key = dayKey(slot.start, slot.timeZone);
    const last = days.at(-1);
    if (last?.key === key) last.times.push(slot);
    else days.push({ key, times: [slot] });
  }
  return days;
}

type DayToKeepProps = Pick<TimesToKeepProps, "chosen" | "onChange"> & { times: SlotChoiceFragment[]; isFirst: boolean };

function DayToKeep({ times, isFirst, chosen, onChange }: DayToKeepProps) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(isFirst);
  const [first] = times;
  if (!first) return null;
  const has = (slot: SlotChoiceFragment) => chosen.some(({ id }) => id === slot.id);
  const kept = times.filter(has).length;
  const count = t`${plural(times.length, { one: "# time", other: "# times" })}`;
  return (
    <Expander title={longDate(first.start, first.timeZone)} note={kept > 0 ? t`${count}, ${kept} chosen` : count} isOpen={isOpen} onChange={setOpen}>
      {times.map((slot) => (
        <CheckField
          key={slot.id}
          label={time(slot.start, slot.timeZone)}
          detail={t`${slot.practitioner.name}, ${slot.location.name}`}
          isSelected={has(slot)}
          onChange={(on) => onChange(on ? [...chosen, slot] : chosen.filter(({ id }) => id !== slot.id))}
        />
      ))}
    </Expander>
  );
}
