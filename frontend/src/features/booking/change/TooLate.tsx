import { useLingui } from "@lingui/react/macro";
import { ActionLink } from "@/components/ActionLink";
import { Notice } from "@/components/Notice";
import { Row, Stack } from "@/components/Stack";
import { telephone } from "@/features/home/CallTheClinic";
import type { AppointmentDetail } from "../AppointmentFacts";

/** In place of a change that is not to be had here: why, and whom to call. */
export function TooLate({ appointment }: { appointment: AppointmentDetail }) {
  const { t } = useLingui();
  const { location, policy, id } = appointment;
  return (
    <Stack>
      <Notice kind="warning">
        <p>{policy.message}</p>
      </Notice>
      {location.phone ? (
        <p>
          {t`Call ${location.name}:`} <a href={telephone(location.phone)}>{location.phone}</a>
        </p>
      ) : null}
      <Row>
        <ActionLink kind="secondary" to="/appointments/$appointmentId" params={{ appointmentId: id }}>{t`Back to the appointment`}</ActionLink>
      </Row>
    </Stack>
  );
}
