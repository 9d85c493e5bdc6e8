import { useLingui } from "@lingui/react/macro";
import { useEffect } from "react";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Row, Stack } from "@/components/Stack";
import type { WaitlistOffersQuery } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { longDate, sameClock, time } from "@/lib/dates";
import { keepFocus } from "@/lib/headingFocus";
import { useNow } from "@/lib/useNow";
import { zoneName } from "@/lib/zones";
import styles from "../booking.module.css";
import { clock } from "../HoldBar";
import { useAnswer } from "./useAnswer";

export type Offer = NonNullable<WaitlistOffersQuery["patient"]>["waitlistOffers"][number];

const warningMs = 2 * 60_000;

/** One time that is kept, for how long, and the two answers. Nothing happens to who gives none. */
export function OfferCard({ offer, onOver }: { offer: Offer; onOver: () => void }) {
  const { t } = useLingui();
  const { slot, appointment } = offer;
  const { answer, isBusy, problems } = useAnswer(offer, onOver);
  const [day, at] = [longDate(slot.start, slot.timeZone), time(slot.start, slot.timeZone)];
  const [nowDay, nowAt] = [longDate(appointment.start, appointment.timeZone), time(appointment.start, appointment.timeZone)];
  return (
    <div ref={keepFocus}>
      <Card as="article" labelledBy={offer.id}>
        <Stack>
          <ErrorSummary problems={problems} />
          <div>
            <h3 id={offer.id}>{t`${day} at ${at}`}</h3>
            {sameClock(slot.timeZone, slot.start) ? null : <p className={styles.zone}>{zoneName(slot.timeZone, slot.start)}</p>}
            <p>{t`${appointment.service.name} with ${slot.practitioner.name}`}</p>
          </div>
          <Where offer={offer} />
          <p className={styles.quiet}>{t`Instead of ${nowDay} at ${nowAt}. You keep that unless you take this one.`}</p>
          <KeptFor offer={offer} onOver={onOver} />
          <Row>
            <Button onPress={() => answer(true)} isDisabled={isBusy} aria-label={t`Take this time: ${day} at ${at}`}>{t`Take this time`}</Button>
            <Button kind="secondary" onPress={() => answer(false)} isDisabled={isBusy} aria-label={t`Keep my appointment: ${nowDay} at ${nowAt}`}>{t`Keep my appointment`}</Button>
          </Row>
        </Stack>
      </Card>
    </div>
  );
}

/** The place, and how to get there; said first where it is another than that of the appointment. */
function Where({ offer }: { offer: Offer }) {
  const { t } = useLingui();
  const { location } = offer.slot;
  const usual = offer.appointment.location;
  return (
    <div>
      {location.id === usual.id ? null : <p><strong>{t`At another location: your appointment is at ${usual.name}.`}</strong></p>}
      <p>{location.name}</p>
      {location.address ? <p className={styles.quiet}>{location.address.replaceAll("\n", ", ")}</p> : null}
      {location.directions ? <p className={styles.quiet}>{location.directions}</p> : null}
    </div>
  );
}

/** Until when, and how long that is where this device's clock agrees with the clinic's. */
function KeptFor({ offer, onOver }: { offer: Offer; onOver: () => void }) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const left = Date.parse(offer.expiresAt) - useNow(1_000);
  const isPlausible = left <= Date.parse(offer.expiresAt) - Date.parse(offer.createdAt) + warningMs;
  const isOver = left <= 0;
  const warns = isPlausible && left <= warningMs;
  useEffect(() => {
    if (isOver) onOver();
    else if (warns) announce(t`The earlier time is kept for you for two more minutes. Your appointment stands as it is if you do not take it.`);
    // Asked for anew once, when it ends: a new function is no new reason.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [announce, isOver, warns]);
  return (
    <p>
      {t`Kept for you until ${time(offer.expiresAt)}`}
      {isPlausible && !isOver ? (
        <>
          {", "}
          <span className={styles.clock} role="timer">
            {clock(left)}
          </span>
        </>
      ) : null}
    </p>
  );
}
