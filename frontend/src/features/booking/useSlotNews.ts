import { useEffect, useRef } from "react";
import { useClient } from "urql";
import { SlotChangesDocument, type SlotChangesSubscription, type SlotChangesSubscriptionVariables } from "@/gql/graphql";
import { useLive } from "@/lib/session";

export type SlotNews = SlotChangesSubscription["slotChanges"];

/**
 * Hears of times that are taken and freed, each of them. What happened while
 * nobody listened is not told afterwards: `onGap` says that there may be some.
 * While it is paused it hears nothing.
 */
export function useSlotNews(
  { locationId, departmentId, practitionerId }: SlotChangesSubscriptionVariables,
  onNews: (news: SlotNews) => void,
  onGap: () => void,
  isPaused = false,
): void {
  const client = useClient();
  const live = useLive();
  const latest = useRef({ onNews, onGap });
  latest.current = { onNews, onGap };
  useEffect(() => live.onGap(() => latest.current.onGap()), [live]);
  useEffect(() => {
    if (isPaused) return;
    const places = { locationId, departmentId, practitionerId };
    const listening = client.subscription(SlotChangesDocument, places).subscribe(({ data }) => {
      if (data) latest.current.onNews(data.slotChanges);
    });
    return () => listening.unsubscribe();
  }, [client, locationId, departmentId, practitionerId, isPaused]);
}
