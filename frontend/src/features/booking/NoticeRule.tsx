import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Stack } from "@/components/Stack";
import { CallTheClinic } from "@/features/home/CallTheClinic";
import type { Choices } from "./flow";

type NoticeRuleProps = { service: Pick<Choices["services"][number], "rescheduleNoticeMinutes" | "cancelNoticeMinutes"> };

/** Said before booking: until when the visit can be moved and cancelled here. */
export function NoticeRule({ service }: NoticeRuleProps) {
  const { t } = useLingui();
  const until = useUntil();
  const [move, cancel] = [until(service.rescheduleNoticeMinutes), until(service.cancelNoticeMinutes)];
  return (
    <Stack gap="tight">
      <p>
        {move === cancel
          ? t`If you cannot come, you can move or cancel the visit here ${move}. After that, please call us:`
          : t`If you cannot come, you can move the visit here ${move}, and cancel it ${cancel}. After that, please call us:`}
      </p>
      <CallTheClinic />
    </Stack>
  );
}

/** A notice in words: whole days from two on, else whole hours, else minutes. */
function useUntil(): (minutes: number) => string {
  const { t } = useLingui();
  return (minutes) => {
    const [hours, days] = [minutes / 60, minutes / (24 * 60)];
    if (minutes === 0) return t`until it begins`;
    if (Number.isInteger(days) && days >= 2) return t`until ${plural(days, { one: "# day", other: "# days" })} before it begins`;
    if (Number.isInteger(hours)) return t`until ${plural(hours, { one: "# hour", other: "# hours" })} before it begins`;
    return t`until ${plural(minutes, { one: "# minute", other: "# minutes" })} before it begins`;
  };
}
