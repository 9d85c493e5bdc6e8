import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import type { SlotChoiceFragment } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { longDate, time } from "@/lib/dates";
import type { ShownDay } from "./useSteadyTimes";

/** What comes within this many milliseconds is said together: a later word would cut the earlier one off. */
const togetherMs = 500;

/**
 * Says what came and went of the day that is open. A time that this person is
 * taking right now is no loss.
 */
export function useTimeNews(day: ShownDay | undefined, takingId: string | null): void {
  const words = useNewsWords();
  const announce = useAnnounce();
  const said = useRef<{ key: string; free: SlotChoiceFragment[] } | null>(null);
  const free = day?.times.filter((slot) => !slot.isGone) ?? [];
  const now = day ? { key: day.key, free } : null;
  useEffect(() => {
    const last = said.current;
    if (!now || last?.key !== now.key) {
      said.current = now;
      return undefined;
    }
    const timer = setTimeout(() => {
      said.current = now;
      const lost = without(last.free, now.free).filter((slot) => slot.id !== takingId);
      const news = words(lost, without(now.free, last.free));
      if (news) announce(news);
    }, togetherMs);
    return () => clearTimeout(timer);
    // Only other times count, not each new reading of the same ones.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [now?.key, free.map((slot) => slot.id).join(" "), takingId]);
}

function useNewsWords(): (lost: SlotChoiceFragment[], won: SlotChoiceFragment[]) => string {
  const { t } = useLingui();
  const name = (slot: SlotChoiceFragment) => t`${longDate(slot.start, slot.timeZone)} at ${time(slot.start, slot.timeZone)}`;
  return (lost, won) => {
    const words: string[] = [];
    if (lost[0] && lost.length === 1) words.push(t`${name(lost[0])} is no longer free.`);
    else if (lost[0]) words.push(t`${lost.length} times are no longer free.`);
    if (won[0] && won.length === 1) words.push(t`${name(won[0])} is free now.`);
    else if (won[0]) words.push(t`${won.length} times are free now.`);
    return words.join(" ");
  };
}

/** Says that the chosen time is lost, wherever it stands. */
export function useLoss(isLost: boolean): void {
  const { t } = useLingui();
  const announce = useAnnounce();
  useEffect(() => {
    if (isLost) announce(t`The time you have chosen is no longer free.`);
  }, [isLost, announce, t]);
}

function without(list: SlotChoiceFragment[], others: SlotChoiceFragment[]): SlotChoiceFragment[] {
  return list.filter((slot) => !others.some((other) => other.id === slot.id));
}
