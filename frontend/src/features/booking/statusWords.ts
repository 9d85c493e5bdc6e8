import { useLingui } from "@lingui/react/macro";
import type { AppointmentStatus } from "@/gql/graphql";
import { useIsOwn } from "@/lib/record";

/** Whether the visit is still to be, and can be moved and cancelled. */
export function isToBe(status: AppointmentStatus): boolean {
  return status === "BOOKED" || status === "CHECKED_IN";
}

type StatusWords = { name: string; title: string; meaning: string };

/** Each status in a word, as a heading, and in a sentence: what it means and what to do next. Nobody comes to a visit by video. */
export function useStatusWords(isVideo = false): Record<AppointmentStatus, StatusWords> {
  const { t } = useLingui();
  const own = useIsOwn();
  const come = own ? t`The time is yours. Come ten minutes early with your insurance card.` : t`Come ten minutes early with the insurance card.`;
  return {
    BOOKED: {
      name: t`Confirmed`,
      title: own ? t`Your appointment is confirmed` : t`The appointment is confirmed`,
      meaning: isVideo ? t`The visit is by video: nobody needs to travel. Join it on this page.` : come,
    },
    CHECKED_IN: {
      name: t`Checked in`,
      title: own ? t`You are checked in` : t`Checked in`,
      meaning: isVideo
        ? t`All that comes before the visit is done. Join it on this page when it begins.`
        : t`All that comes before the visit is done. When you come, tell the front desk that you are here.`,
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
