import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect } from "react";
import { Button } from "@/components/Button";
import { useAnnounce } from "@/lib/announce";
import { longDate } from "@/lib/dates";
import { useNow } from "@/lib/useNow";
import { timeThere } from "@/lib/zones";
import type { SlotChoiceFragment } from "@/gql/graphql";
import { type HeldTime, useDraft } from "./draft";
import styles from "./booking.module.css";
import { useHold } from "./useHold";
import { LostTime } from "./LostTime";
import { useLostTime } from "./useLostTime";

const warningMs = 2 * 60_000;

type HoldBarProps = {
  holdId: string | undefined;
  /** Confirming is what comes next on this page. */
  isLast?: boolean;
  /** For what the time is kept. */
  serviceId: string | undefined;
  /** The appointment that is to be moved there, if any. */
  appointmentId?: string;
  /** Another time is kept instead of one that was lost. */
  onHeld: (holdId: string) => void;
  onChooseAgain: () => void;
};

/** The time that is kept for the person, for how long, and how to keep it longer. */
export function HoldBar({ holdId, isLast = false, serviceId, appointmentId, onHeld, onChooseAgain }: HoldBarProps) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const { held, extend, isExtending } = useHold();
  const gone = useRecovery(holdId);
  const losing = useLostTime(held, { serviceId, appointmentId }, onHeld);
  const keep = async (id: string, slot: SlotChoiceFragment) => {
    const outcome = await extend(id);
    if (outcome === "lost") await losing.seekNear(slot);
    if (outcome === "failed") announce(t`The time could not be kept for longer. Try again in a moment, or go on.`);
  };
  if (!holdId || (!gone && !held)) return null;
  if (gone && losing.lost) return <LostTime {...{ losing, serviceId, appointmentId, onHeld, onChooseAgain }} lost={losing.lost} />;
  const over = <Gone isLast={isLast} onChooseAgain={onChooseAgain} />;
  if (gone || !held) return over;
  return <Countdown key={held.id} held={held} isExtending={isExtending} onExtend={() => void keep(held.id, held.slot)} over={over} />;
}

/** After a reload only the hold's id is left, in the address. */
function useRecovery(holdId: string | undefined): boolean {
  const { held, resume } = useHold();
  const { recovered, setRecovered, gone, setGone, spent } = useDraft();
  useEffect(() => {
    // A time kept by this very page load is newer than what an older address says.
    if (!holdId || held || recovered === holdId) return;
    // Back after booking leads past the time that became the appointment: nothing is lost.
    if (spent.current.has(holdId)) return;
    setRecovered(holdId);
    void resume(holdId).then((kept) => setGone(kept === "kept" ? null : holdId));
  }, [holdId, held, resume, recovered, setRecovered, setGone, spent]);
  return gone !== null && gone === holdId;
}

type CountdownProps = { held: HeldTime; isExtending: boolean; onExtend: () => void; over: ReactNode };

function Countdown({ held, isExtending, onExtend, over }: CountdownProps) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const now = useNow(1_000);
  const left = held.until - now;
  const isOver = left <= 0;
  const warns = left <= warningMs;
  useEffect(() => {
    if (isOver) announce(t`The time is no longer kept for you. Nothing you typed is lost.`);
    else if (warns) announce(t`We keep this time for you for two more minutes. Press Keep this time to have ten more.`);
  }, [announce, isOver, warns, t]);
  if (isOver) return over;
  const { start, timeZone } = held.slot;
  return (
    <section className={`${styles.hold} ${warns ? `${styles.holdWarns} ${styles.holdSoon}` : ""}`} aria-label={t`The time we keep for you`}>
      <div className={styles.holdWords}>
        <p>
          {t`${longDate(start, timeZone)} at ${timeThere(start, timeZone)} is kept for you for`}{" "}
          <span className={styles.clock} role="timer">
            {clock(left)}
          </span>
        </p>
        {warns && held.extensionsLeft > 0 ? <p>{t`Do you need longer? You can have ten more minutes.`}</p> : null}
      </div>
      {held.extensionsLeft > 0 ? (
        <Button kind="secondary" onPress={onExtend} isDisabled={isExtending}>{t`Keep this time`}</Button>
      ) : (
        <p>{t`It cannot be kept longer than that.`}</p>
      )}
    </section>
  );
}

function Gone({ isLast, onChooseAgain }: { isLast: boolean; onChooseAgain: () => void }) {
  const { t } = useLingui();
  const words = isLast
    ? t`The time is no longer kept for you, but it may still be free: confirm to try, or choose another. Nothing you typed is lost.`
    : t`The time is no longer kept for you, but it may still be free. Go on to try for it, or choose another. Nothing you typed is lost.`;
  return (
    <section className={`${styles.hold} ${styles.holdWarns}`} aria-label={t`The time we kept for you`}>
      <p>{words}</p>
      <Button kind="secondary" onPress={onChooseAgain}>{t`Choose a time again`}</Button>
    </section>
  );
}

/** Minutes and seconds. */
export function clock(left: number): string {
  const seconds = Math.ceil(left / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
