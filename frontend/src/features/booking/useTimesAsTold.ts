import { useCallback, useEffect, useRef, useState } from "react";
import { useClient } from "urql";
import { FreedTimesDocument, type FreeTimesQueryVariables, type SlotChoiceFragment } from "@/gql/graphql";
import { type SlotNews, useSlotNews } from "./useSlotNews";

/** How the times that were heard of stand, over what the list was told when it was asked. */
type Told = {
  taken: ReadonlySet<string>;
  freed: readonly SlotChoiceFragment[];
};

const nothing: Told = { taken: new Set(), freed: [] };

type Listed = {
  slots: SlotChoiceFragment[];
  /** There are later times that are not loaded yet. */
  hasMore: boolean;
  /** Where a visit fits hangs on its neighbours: news of one time is news of others. */
  reachesOut?: boolean;
  /** The list is being asked for. */
  isAsking: boolean;
  ask: () => void;
};

/** A list of free times, kept right by what others do meanwhile. */
export function useTimesAsTold(filters: Omit<FreeTimesQueryVariables, "after">, listed: Listed): SlotChoiceFragment[] {
  const client = useClient();
  const [told, setTold] = useState<Told>(nothing);
  const waiting = useRef<SlotNews[]>([]);
  const { locationId, departmentId, practitionerId, serviceId, appointmentId } = filters;

  // A freed time need not be one for this visit and this person: the server says which are.
  const lookAtFreed = useCallback(async () => {
    const freed = waiting.current.splice(0);
    if (freed.length === 0) return;
    const starts = freed.map((news) => Date.parse(news.start));
    const from = new Date(Math.min(...starts)).toISOString();
    const to = new Date(Math.max(...starts) + 1).toISOString();
    const variables = { locationId, departmentId, practitionerId, serviceId, appointmentId, from, to };
    const { data } = await client.query(FreedTimesDocument, variables, { requestPolicy: "network-only" }).toPromise();
    const found = data?.slots.edges.map((edge) => edge.node) ?? [];
    setTold((now) => withFreed(now, found.filter((slot) => freed.some((news) => news.slotId === slot.id))));
  }, [client, locationId, departmentId, practitionerId, serviceId, appointmentId]);

  /** What was heard since the list was asked anew: its answer knows all that was before. */
  const since = useRef<SlotNews[] | null>(null);
  const wasAsking = useRef(false);
  const soon = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => () => clearTimeout(soon.current ?? undefined), []);
  const hear = (news: SlotNews) => {
    since.current?.push(news);
    if (listed.reachesOut && !soon.current) {
      soon.current = setTimeout(() => {
        soon.current = null;
        ask();
      }, 200);
    }
    if (news.status !== "FREE") {
      waiting.current = waiting.current.filter((one) => one.slotId !== news.slotId);
      setTold((now) => withoutTaken(now, news.slotId));
      return;
    }
    // What comes together is asked about together.
    if (waiting.current.push(news) === 1) setTimeout(() => void lookAtFreed());
  };
  const ask = () => {
    since.current = [];
    wasAsking.current = false;
    listed.ask();
  };
  const { isAsking } = listed;
  useEffect(() => {
    if (!since.current) return;
    const isAnswered = wasAsking.current && !isAsking;
    wasAsking.current = isAsking;
    if (!isAnswered) return;
    const again = since.current;
    since.current = null;
    setTold(nothing);
    again.forEach(hear);
    // Only that the answer came counts.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isAsking]);

  useSlotNews({ locationId, departmentId, practitionerId }, hear, ask);
  return merged(listed, told);
}

function withoutTaken({ taken, freed }: Told, id: string): Told {
  return { taken: new Set([...taken, id]), freed: freed.filter((slot) => slot.id !== id) };
}

function withFreed({ taken, freed }: Told, found: SlotChoiceFragment[]): Told {
  const isFound = (id: string) => found.some((slot) => slot.id === id);
  return {
    taken: new Set([...taken].filter((id) => !isFound(id))),
    freed: [...freed.filter((slot) => !isFound(slot.id)), ...found],
  };
}

function merged({ slots, hasMore }: Listed, { taken, freed }: Told): SlotChoiceFragment[] {
  if (taken.size === 0 && freed.length === 0) return slots;
  const last = slots.at(-1);
  const listedIds = new Set(slots.map((slot) => slot.id));
  // Beyond the last one that is loaded there may be others, which come with it.
  const more = freed.filter((slot) => !listedIds.has(slot.id) && (!hasMore || !last || slot.start < last.start));
  return [...slots.filter((slot) => !taken.has(slot.id)), ...more].toSorted(
    (a, b) => Date.parse(a.start) - Date.parse(b.start) || (a.id < b.id ? -1 : 1),
  );
}
