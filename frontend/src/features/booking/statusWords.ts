import { useLingui } from "@lingui/react/macro";
import type { AppointmentStatus } from "@/gql/graphql";
import { useIsOwn } from "@/lib/record";

/** Whether the visit is still to be, and can be moved and cancelled. */
export function isToBe(status: AppointmentStatus): boolean {
  return status === "BOOKED" || status === "CHECKED_IN";
}

type StatusWords = { name: string; title: string; meaning: string };

/** Each status in a word, as a heading, and in a sentence: what it means and what to do next. */
export function useStatusWords(): Record<AppointmentStatus, StatusWords> {
  const { t } = useLingui();
  const own = useIsOwn();
  return {
    BOOKED: {
      name: t`Confirmed`,
      title: own ? t`Your appointment is confirmed` : t`The appointment is confirmed`,
      meaning: own ? t`The time is yours. Come ten minutes early with your insurance card.` : t`Come ten minutes early with the insurance card.`,
    },
    CHECKED_IN: {
      name: t`Checked in`,
      title: t`You are checked in`,
      meaning: t`All that comes before the visit is done. When you come, tell the front desk that you are here.`,
    },
    COMPLETED: {
      name: t`Completed`,
      title: t`This visit took place`,
      meaning: t`What came of it stands under Medical records and Advice.`,
    },
    CANCELLED: {
      name: t`Cancelled`,
      title: t`This appointment was cancelled`,
      meaning: t`You need not come. If you still need a visit, schedule another one.`,
    },
    NO_SHOW: {
      name: t`Missed`,
      title: t`This appointment was missed`,
      meaning: t`We waited for you. If you still need a visit, schedule another one.`,
    },
  };
}
