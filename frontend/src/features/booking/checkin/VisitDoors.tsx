import { useLingui } from "@lingui/react/macro";
import { ActionLink } from "@/components/ActionLink";
import styles from "@/components/action.module.css";
import { Row } from "@/components/Stack";
import type { VisitDoorsFragment } from "@/gql/graphql";
import { longDate, time } from "@/lib/dates";
import { isToBe } from "../statusWords";
import { joinsFrom, useDoorsInTime } from "./useDoorsInTime";

/** The ways into a visit on its day: checking in, and joining by video. Nothing while both are closed. */
export function VisitDoors({ appointment }: { appointment: VisitDoorsFragment }) {
  const { t } = useLingui();
  useDoorsInTime(appointment);
  const { id, start, timeZone, checkIn, isVideo, videoUrl } = appointment;
  if (!isToBe(appointment.status)) return null;
  const day = longDate(start, timeZone);
  const canCheckIn = checkIn.state === "OPEN";
  if (!canCheckIn && !isVideo) return null;
  return (
    <>
      {isVideo && !videoUrl ? <p>{t`This visit is by video. You can join here from ${time(joinsFrom(start), timeZone)} on the day.`}</p> : null}
      {canCheckIn || videoUrl ? (
        <Row>
          {videoUrl ? (
            <a className={`${styles.action} ${styles.primary}`} href={videoUrl} target="_blank" rel="noreferrer" aria-label={t`Join video visit: ${day}`}>
              {t`Join video visit`}
            </a>
          ) : null}
          {canCheckIn ? (
            <ActionLink kind={videoUrl ? "secondary" : "primary"} to="/appointments/$appointmentId/check-in" params={{ appointmentId: id }} aria-label={t`Check in: ${day}`}>
              {t`Check in`}
            </ActionLink>
          ) : null}
        </Row>
      ) : null}
    </>
  );
}
