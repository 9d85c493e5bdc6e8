import { useLingui } from "@lingui/react/macro";
import type { CancellationReason } from "@/gql/graphql";

/** Why a visit is cancelled, as a choice and in its history. */
export function useReasonWords(): Record<CancellationReason, string> {
  const { t } = useLingui();
  return {
    NOT_NEEDED: t`The visit is not needed any more`,
    TIME_UNSUITED: t`The time does not suit any more`,
    TOO_ILL: t`Too ill to come`,
    NO_TRANSPORT: t`No way to get there`,
    SEEN_ELSEWHERE: t`Seen by someone else`,
    COST: t`Cost or insurance`,
    OTHER: t`Another reason`,
    CLINIC: t`The clinic had to call it off`,
  };
}

/** The reasons that patients are asked, in the order they are shown. */
export const patientReasons = [
  "TIME_UNSUITED",
  "NOT_NEEDED",
  "TOO_ILL",
  "NO_TRANSPORT",
  "SEEN_ELSEWHERE",
  "COST",
  "OTHER",
] as const satisfies CancellationReason[];
