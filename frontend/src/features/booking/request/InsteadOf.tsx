import { useLingui } from "@lingui/react/macro";
import { Notice } from "@/components/Notice";
import { Stack } from "@/components/Stack";
import { AppointmentProposalsDocument } from "@/gql/graphql";
import { useAsk } from "@/lib/useAsk";
import { ProposedTimes } from "./ProposedTimes";

/** On an appointment that cannot stay as it is: the times that the clinic proposes instead. */
export function InsteadOf({ appointmentId }: { appointmentId: string }) {
  const { t } = useLingui();
  const { data, retry } = useAsk(AppointmentProposalsDocument, { appointmentId }, "cache-and-network");
  const times = data?.appointment?.proposals ?? [];
  if (times.length === 0) return null;
  return (
    <Notice kind="warning" title={t`The clinic proposes another time`}>
      <Stack>
        <p>{t`The hours at this time have changed. Your appointment stands until you take one of these times.`}</p>
        <ProposedTimes times={times} take={t`Move to this time`} onGone={retry} />
      </Stack>
    </Notice>
  );
}
