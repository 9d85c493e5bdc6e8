import { useEffect } from "react";
import { FreeTimesDocument, type FreeTimesQuery } from "@/gql/graphql";
import { usePages } from "@/lib/usePages";
import { anyDoctor, type Answers } from "./flow";
import { useTimesAsTold } from "./useTimesAsTold";

type Among = { appointmentId?: string; includeHeld?: boolean };

/**
 * Free times under the answers so far: as others take and free them, and read
 * again whenever the person comes back to the tab. For moving an appointment,
 * the time it has itself counts as free. Members of staff may see those that
 * patients hold among them.
 */
export function useFreeTimes({ location, department, doctor, service }: Answers, { appointmentId, includeHeld = false }: Among = {}) {
  const filters = {
    locationId: location ?? null,
    departmentId: department ?? null,
    practitionerId: doctor === anyDoctor ? null : (doctor ?? null),
    serviceId: service ?? null,
    appointmentId: appointmentId ?? null,
    includeHeld,
  };
  const pages = usePages({ query: FreeTimesDocument, variables: { ...filters, after: null }, pick: (data) => data.slots });
  const { data, retry, items, hasMore } = pages;
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") retry();
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [retry]);
  // Which times are held is the server's to say, too.
  const reachesOut = includeHeld || items.some(takesMore);
  const slots = useTimesAsTold(filters, { slots: items, hasMore, reachesOut, isAsking: pages.isRefreshing, ask: retry });
  return {
    ...pages,
    slots,
    reason: data?.slots.noSlotsReason ?? null,
  };
}

/** Whether a visit takes more than its own slot, so that what happens to others changes where it fits. */
function takesMore({ start, end, service }: FreeTimesQuery["slots"]["edges"][number]["node"]): boolean {
  if (!service) return false;
  const minutes = (Date.parse(end) - Date.parse(start)) / 60_000;
  return service.bufferBeforeMinutes > 0 || service.mostADay > 0 || service.durationMinutes + service.bufferAfterMinutes > minutes;
}

export type FreeTimes = ReturnType<typeof useFreeTimes>;
