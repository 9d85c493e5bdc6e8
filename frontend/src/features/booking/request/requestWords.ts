import { useLingui } from "@lingui/react/macro";
import type { AppointmentRequestState } from "@/gql/graphql";

/** How a request stands, and what comes next. */
export function useRequestWords() {
  const { t } = useLingui();
  const words: Record<AppointmentRequestState, { title: string; meaning: string }> = {
    WAITING: { title: t`We are looking for times for you`, meaning: t`The front desk answers with times that you can take. We tell you here and by email.` },
    ANSWERED: { title: t`Choose one of these times`, meaning: t`The clinic keeps these times for you. Take the one that suits.` },
    BOOKED: { title: t`The visit is booked`, meaning: t`You took one of the times.` },
    DECLINED: { title: t`The clinic cannot arrange this visit`, meaning: t`The front desk says why.` },
    WITHDRAWN: { title: t`You withdrew this request`, meaning: t`Nothing more happens.` },
  };
  return (state: AppointmentRequestState) => words[state];
}
