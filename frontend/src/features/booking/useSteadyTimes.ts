import { type FocusEvent, useRef, useState } from "react";
import type { SlotChoiceFragment } from "@/gql/graphql";
import { dayKey, longDate } from "@/lib/dates";

export type ShownTime = SlotChoiceFragment & {
  /** Somebody has taken it, but it keeps its place while the person is at it. */
  isGone: boolean;
};

export type ShownDay = { key: string; title: string; times: ShownTime[] };

/** What was shown when the focus came: none of the days goes, and the focused one stays as it is. */
type Held = { focused: string | null; days: ShownDay[] };

/**
 * Free times by day, calm under the person's hands: while the focus is among
 * them no day goes, and in the day that has it no time comes or goes.
 */
export function useSteadyTimes(free: SlotChoiceFragment[], chosenId: string | null, takingId: string | null) {
  const [held, setHeld] = useState<Held | null>(null);
  const chosen = useRef<SlotChoiceFragment | null>(null);
  if (!chosenId) chosen.current = null;
  else if (chosen.current?.id !== chosenId) chosen.current = free.find((slot) => slot.id === chosenId) ?? null;

  const days = shownDays(free, held, chosen.current, takingId);
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const focused = dayOf(event.target);
    if (!held || held.focused !== focused) setHeld({ focused, days });
  };
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
    if (!currentTarget.contains(relatedTarget)) setHeld(null);
  };
  return { days, onFocus, onBlur };
}

function dayOf(element: HTMLElement): string | null {
  return element.closest<HTMLElement>("[data-day]")?.dataset.day ?? null;
}

function shownDays(
  free: SlotChoiceFragment[],
  held: Held | null,
  chosen: SlotChoiceFragment | null,
  takingId: string | null,
): ShownDay[] {
  // A time that is being taken for this person is not lost to them.
  const freeIds = new Set([takingId, ...free.map((slot) => slot.id)]);
  const days = new Map<string, ShownDay>();
  for (const day of held?.days ?? []) days.set(day.key, { ...day, times: [] });
  const add = (slot: SlotChoiceFragment) => {
    const key = dayKey(slot.start, slot.timeZone);
    const day = days.get(key) ?? { key, title: longDate(slot.start, slot.timeZone), times: [] };
    if (!day.times.some((one) => one.id === slot.id)) day.times.push({ ...slot, isGone: !freeIds.has(slot.id) });
    days.set(key, day);
  };
  const steady = held?.days.find((day) => day.key === held.focused);
  steady?.times.forEach(add);
  if (chosen) add(chosen);
  for (const slot of free) if (dayKey(slot.start, slot.timeZone) !== steady?.key) add(slot);
  return [...days.values()].map(inOrder).toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

function inOrder(day: ShownDay): ShownDay {
  return { ...day, times: day.times.toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start) || (a.id < b.id ? -1 : 1)) };
}
