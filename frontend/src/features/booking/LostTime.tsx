import { useLingui } from "@lingui/react/macro";
import { Button } from "@/components/Button";
import { Row, Stack } from "@/components/Stack";
import type { SlotChoiceFragment } from "@/gql/graphql";
import { longDate, time } from "@/lib/dates";
import styles from "./booking.module.css";
import { NearestTimes } from "./NearestTimes";
import type { Losing } from "./useLostTime";

type LostTimeProps = {
  losing: Losing;
  lost: SlotChoiceFragment;
  serviceId: string | undefined;
  appointmentId?: string;
  onHeld: (holdId: string) => void;
  onChooseAgain: () => void;
};

/** The time that was kept is taken: why nothing is lost, and the nearest free ones in place. */
export function LostTime({ losing, lost, serviceId, appointmentId, onHeld, onChooseAgain }: LostTimeProps) {
  const { t } = useLingui();
  const others = <Button kind="quiet" onPress={onChooseAgain}>{t`See all free times`}</Button>;
  return (
    <section className={styles.lost} aria-label={t`The time we kept for you`}>
      <Stack>
        <p>
          {t`${longDate(lost.start, lost.timeZone)} at ${time(lost.start, lost.timeZone)} has just been taken and is no longer kept for you. Nothing you typed is lost.`}
        </p>
        {losing.near.length > 0 ? (
          <NearestTimes slots={losing.near} serviceId={serviceId} appointmentId={appointmentId} onHeld={onHeld} others={others} />
        ) : (
          <Row>
            <Button kind="secondary" onPress={() => void losing.seekNear(lost)}>{t`See the nearest free times`}</Button>
            {others}
          </Row>
        )}
      </Stack>
    </section>
  );
}
