import { useLingui } from "@lingui/react/macro";
import type { DeliveryChannel, DeliveryState, NotificationKind } from "@/gql/graphql";

/** The contract's words for messages, as people say them. */
export function useDeliveryWords() {
  const { t } = useLingui();
  const kinds: Record<NotificationKind, string> = {
    APPOINTMENT_CONFIRMED: t`Confirmation of an appointment`,
    APPOINTMENT_RESCHEDULED: t`Word of an appointment that was moved`,
    APPOINTMENT_CANCELLED: t`Word of an appointment that was cancelled`,
    APPOINTMENT_REMINDER: t`Reminder of an appointment`,
    ADVICE_PUBLISHED: t`Word of new advice`,
    CARER_CHANGED: t`Who may act for you`,
    BOOKING_INVITED: t`Word of a visit to book`,
    EARLIER_TIME_OFFERED: t`Word of an earlier time`,
    TIMES_PROPOSED: t`Word of times for a visit you asked for`,
    REQUEST_DECLINED: t`Word about a visit you asked for`,
    CARE_CHANGED: t`For whom you may act`,
  };
  const states: Record<DeliveryState, string> = {
    PENDING: t`Planned`,
    SENT: t`Sent`,
    FAILED: t`Could not be sent`,
    SKIPPED: t`Not sent`,
  };
  const channels: Record<DeliveryChannel, string> = { EMAIL: t`By email`, SMS: t`By text message`, PUSH: t`By push message`, IN_APP: t`In the portal` };
  return {
    kind: (kind: NotificationKind) => kinds[kind],
    state: (state: DeliveryState) => states[state],
    channel: (channel: DeliveryChannel) => channels[channel],
  };
}
