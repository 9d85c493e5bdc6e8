import { useEffect, useRef } from "react";
import { useClient } from "urql";
import { StaffDayChangesDocument, StaffDayDocument, type StaffDayQuery, type StaffDayQueryVariables } from "@/gql/graphql";
import { useLive } from "@/lib/session";
import { useAsk } from "@/lib/useAsk";

export type SheetVisit = StaffDayQuery["daySheet"]["visits"][number];

/** A day sheet that reads itself anew when it hears of a change, and when it may have missed one. */
export function useDaySheet({ locationId, practitionerId, date }: StaffDayQueryVariables) {
  const client = useClient();
  const live = useLive();
  const { data, isLoading, isRefreshing, isOffline, retry } = useAsk(StaffDayDocument, { locationId, practitionerId, date }, "cache-and-network");
  const latest = useRef({ isRefreshing, retry });
  latest.current = { isRefreshing, retry };
  // An answer that is on its way may be from before the news: then it is asked once more.
  const isBehind = useRef(false);
  const again = useRef(() => {
    isBehind.current = latest.current.isRefreshing;
    if (!isBehind.current) latest.current.retry();
  });
  useEffect(() => {
    if (!isRefreshing && isBehind.current) again.current();
  }, [isRefreshing]);
  useEffect(() => live.onGap(() => again.current()), [live]);
  useEffect(() => {
    const listening = client.subscription(StaffDayChangesDocument, { locationId, practitionerId, date }).subscribe(({ data: news }) => {
      if (news) again.current();
    });
    return () => listening.unsubscribe();
  }, [client, locationId, practitionerId, date]);
  return { sheet: data?.daySheet, isLoading, isOffline, retry, readAgain: again.current };
}
