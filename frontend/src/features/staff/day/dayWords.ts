import { useLingui } from "@lingui/react/macro";
import type { VisitAction } from "@/gql/graphql";
import { time } from "@/lib/dates";
import type { SheetVisit } from "./useDaySheet";

export function useActionWords(): Record<VisitAction, string> {
  const { t } = useLingui();
  return { CHECK_IN: t`Is here`, MARK_NO_SHOW: t`Did not come`, COMPLETE: t`Completed` };
}

/** How a visit stands, in a few words. */
export function useStateWords({ status, arrivedAt, checkedInAt }: Pick<SheetVisit, "status" | "arrivedAt" | "checkedInAt">, timeZone: string): string {
  const { t } = useLingui();
  switch (status) {
    case "COMPLETED":
      return t`Completed`;
    case "NO_SHOW":
      return t`Missed`;
    case "CANCELLED":
      return t`Cancelled`;
    case "CHECKED_IN":
      if (arrivedAt) return t`Here since ${time(arrivedAt, timeZone)}`;
      return checkedInAt ? t`Checked in from home` : t`Checked in`;
    default:
      return t`Expected`;
  }
}
