import type { CarerScope } from "@/gql/graphql";
import { type DateParts, isoDate, noDate } from "@/lib/birthDate";

export type Until = "threeMonths" | "year" | "open" | "day";

export type Invitation = { email: string; relationship: string; scopes: CarerScope[]; until: Until; day: DateParts };

export const noInvitation: Invitation = { email: "", relationship: "", scopes: [], until: "year", day: noDate };

const endOfTime = new Date(8_640_000_000_000_000);

/** The first instant that is not shared any more: access lasts through its last day. Undefined for a day that is none. */
export function endOf({ until, day }: Invitation, now: Date = new Date()): Date | null | undefined {
  const midnight = (months: number) => new Date(now.getFullYear(), now.getMonth() + months, now.getDate() + 1);
  switch (until) {
    case "open":
      return null;
    case "threeMonths":
      return midnight(3);
    case "year":
      return midnight(12);
    case "day": {
      const iso = isoDate(day, endOfTime);
      if (!iso) return undefined;
      const [year = 0, month = 1, date = 1] = iso.split("-").map(Number);
      const end = new Date(year, month - 1, date + 1);
      return end > now ? end : undefined;
    }
  }
}
