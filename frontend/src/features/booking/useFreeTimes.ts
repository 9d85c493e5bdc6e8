import { useEffect } from "react";
import { FreeTimesDocument } from "@/gql/graphql";
import { usePages } from "@/lib/usePages";
import { anyDoctor, type Answers } from "./flow";

/** Free times under the answers so far, read again whenever the person comes back to the tab. */
export function useFreeTimes({ location, department, doctor, service }: Answers) {
  const variables = {
    locationId: location ?? null,
    departmentId: department ?? null,
    practitionerId: doctor === anyDoctor ? null : (doctor ?? null),
    serviceId: service ?? null,
    after: null,
  };
  const pages = usePages({ query: FreeTimesDocument, variables, pick: (data) => data.slots });
  const { data, retry } = pages;
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") retry();
    };
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [retry]);
  return {
    ...pages,
    slots: pages.items,
    first: data?.firstAvailable ?? null,
    reason: data?.slots.noSlotsReason ?? null,
  };
}

export type FreeTimes = ReturnType<typeof useFreeTimes>;
