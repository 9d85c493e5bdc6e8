import { useLingui } from "@lingui/react/macro";
import { ActionLink } from "@/components/ActionLink";
import { Row, Stack } from "@/components/Stack";
import { WaitlistDocument } from "@/gql/graphql";
import { useAsk } from "@/lib/useAsk";
import type { AppointmentDetail } from "../AppointmentFacts";

/** Whether somebody waits for an earlier time for this appointment, and the way to say so. */
export function WaitingLine({ appointment }: { appointment: AppointmentDetail }) {
  const { t } = useLingui();
  const { id, policy } = appointment;
  const { data } = useAsk(WaitlistDocument, { appointmentId: id });
  if (!policy.canReschedule || !data?.appointment) return null;
  const isWaiting = Boolean(data.appointment.waitlist);
  return (
    <Stack gap="tight">
      {isWaiting ? <p>{t`We look for an earlier time and tell you when one is free.`}</p> : null}
      <Row>
        <ActionLink kind={isWaiting ? "quiet" : "secondary"} to="/appointments/$appointmentId/earlier" params={{ appointmentId: id }}>
          {isWaiting ? t`Change or stop this` : t`Tell me about earlier times`}
        </ActionLink>
      </Row>
    </Stack>
  );
}
