import { useLingui } from "@lingui/react/macro";
import type { CarerScope } from "@/gql/graphql";
import { useClinicDay } from "@/lib/useClinicDay";
import { useNow } from "@/lib/useNow";

/** In the order in which they are always named. */
export const scopes: CarerScope[] = ["APPOINTMENTS", "RECORDS", "ADVICE", "ACCOUNT"];

type Limits = { expiresAt: string | null; recordsUntil?: string | null };

/** What is shared, until when, as people say it. */
export function useShareWords() {
  const { t } = useLingui();
  const now = useNow(60_000);
  const dayOf = useClinicDay();
  const names: Record<CarerScope, string> = {
    APPOINTMENTS: t`Appointments`,
    RECORDS: t`Medical records`,
    ADVICE: t`Advice`,
    ACCOUNT: t`Contact details and insurance`,
  };
  const details: Record<CarerScope, string> = {
    APPOINTMENTS: t`See, book, move and cancel appointments, and see the messages about them.`,
    RECORDS: t`Read results, medications, conditions and everything else on the record.`,
    ADVICE: t`Read what the care team advises, and say that it is done.`,
    ACCOUNT: t`Read the address, the phone number and the insurance.`,
  };
  return {
    name: (scope: CarerScope) => names[scope],
    detail: (scope: CarerScope) => details[scope],
    list: (held: CarerScope[]) => scopes.filter((scope) => held.includes(scope)).map((scope) => names[scope]).join(", ") || t`Nothing`,
    until: ({ expiresAt }: Limits) => (expiresAt ? dayOf(expiresAt) : t`Until somebody ends it`),
    /** The birthday after which what is clinical is not shared any more, told beforehand; null when there is none ahead. */
    recordsUntil: ({ recordsUntil }: Limits) =>
      recordsUntil && Date.parse(recordsUntil) > now
        ? t`Medical records and advice until ${dayOf(recordsUntil)}: from that birthday on they are for the child alone.`
        : null,
  };
}
