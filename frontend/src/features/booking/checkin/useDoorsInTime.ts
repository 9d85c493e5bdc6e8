import { useEffect } from "react";
import { useClient } from "urql";
import { type VisitDoorsFragment, VisitDoorsNowDocument } from "@/gql/graphql";

const joinBefore = 20 * 60_000;
/** Timers longer than this ring at once. */
const longest = 2 ** 31 - 1;

/** From when a video visit can be joined; the address itself comes from the server, and not before. */
export function joinsFrom(start: string): Date {
  return new Date(Date.parse(start) - joinBefore);
}

/** Asks again at the moments at which a door opens or closes, so that a page that is left open is right. */
export function useDoorsInTime({ id, start, end, checkIn, isVideo }: VisitDoorsFragment): void {
  const client = useClient();
  const { opensAt, closesAt } = checkIn;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const instants = [opensAt, closesAt, ...(isVideo ? [joinsFrom(start).toISOString(), end] : [])].map((at) => Date.parse(at));
    const wait = () => {
      const next = Math.min(...instants.filter((at) => at > Date.now()));
      // A second later, as clocks differ.
      if (Number.isFinite(next)) timer = setTimeout(ring, Math.min(next - Date.now() + 1_000, longest));
    };
    const ring = () => {
      void client.query(VisitDoorsNowDocument, { appointmentId: id }, { requestPolicy: "network-only" }).toPromise();
      wait();
    };
    wait();
    return () => clearTimeout(timer);
  }, [client, id, start, end, opensAt, closesAt, isVideo]);
}
