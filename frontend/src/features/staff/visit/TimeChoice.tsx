import { useLingui } from "@lingui/react/macro";
import { Button } from "@/components/Button";
import { CheckField } from "@/components/CheckField";
import { Failed } from "@/components/Failed";
import { Notice } from "@/components/Notice";
import { SkeletonList } from "@/components/Skeleton";
import { Row, Stack } from "@/components/Stack";
import { FreeDays } from "@/features/booking/FreeDays";
import { anyDoctor } from "@/features/booking/flow";
import { type FreeTimes, useFreeTimes } from "@/features/booking/useFreeTimes";
import type { SlotChoiceFragment } from "@/gql/graphql";
import type { Chosen } from "../VisitChoices";

/** A time and the radio button it was chosen with. */
export type ChosenTime = { value: string; slot: SlotChoiceFragment };

type TimeChoiceProps = {
  choices: Chosen;
  /** The appointment that is moved: its own time counts as free. */
  appointmentId?: string;
  chosen: ChosenTime | null;
  onChange: (chosen: ChosenTime | null) => void;
  error?: string;
  /** Whether times that patients hold are shown, where they may be taken. */
  held?: { isShown: boolean; onShow: (isShown: boolean) => void };
};

/** The free times of a kind of visit, as patients see them; on request those that patients hold too. */
export function TimeChoice({ choices, appointmentId, chosen, onChange, error, held }: TimeChoiceProps) {
  const { t } = useLingui();
  const { location, department, service, practitioner } = choices;
  const isShown = held?.isShown ?? false;
  const free = useFreeTimes({ location, department, service, doctor: practitioner || anyDoctor }, { appointmentId, includeHeld: isShown });
  const choose = (value: string | null) => {
    const slot = free.slots.find(({ id }) => id === value?.split(" ").at(-1));
    onChange(value && slot ? { value, slot } : null);
  };
  return (
    <Stack>
      {held ? (
        <CheckField
          label={t`Also show times that patients hold`}
          detail={t`To take one you must give a reason. The other patient loses the time and is shown the nearest ones.`}
          isSelected={isShown}
          onChange={(show) => {
            if (!show && chosen?.slot.status === "HELD") onChange(null);
            held.onShow(show);
          }}
        />
      ) : null}
      {free.isLoading ? <SkeletonList rows={2} /> : null}
      {!free.isLoading && (free.failed || free.slots.length === 0) ? <None free={free} /> : null}
      {free.slots.length > 0 ? (
        <FreeDays
          key={`${department} ${location} ${service} ${practitioner}`}
          free={free}
          kept={null}
          takingId={null}
          anyDoctor={!practitioner}
          marksHeld={isShown}
          value={chosen?.value ?? null}
          onChange={choose}
          error={error}
        />
      ) : null}
    </Stack>
  );
}

function None({ free }: { free: FreeTimes }) {
  const { t } = useLingui();
  if (free.failed) return <Failed what={t`the free times`} offline={free.isOffline} onRetry={free.retry} />;
  return (
    <>
      <Notice title={t`No free time found`}>
        <p>{free.reason?.message ?? t`Every time is taken at the moment.`}</p>
      </Notice>
      <Row>
        <Button kind="quiet" onPress={free.retry}>{t`Look again`}</Button>
      </Row>
    </>
  );
}
