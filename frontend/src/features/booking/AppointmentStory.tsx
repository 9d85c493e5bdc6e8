import { useLingui } from "@lingui/react/macro";
import { Stack } from "@/components/Stack";
import { dateTime, longDate, time } from "@/lib/dates";
import { useDeliveryWords } from "@/features/notifications/deliveryWords";
import type { AppointmentDetail } from "./AppointmentFacts";
import styles from "./booking.module.css";
import { useReasonWords } from "./change/reasonWords";

/** What will be sent about the appointment, and what happened to it so far. */
export function AppointmentStory({ appointment }: { appointment: AppointmentDetail }) {
  return (
    <Stack gap="wide">
      <Reminders appointment={appointment} />
      <History history={appointment.history} timeZone={appointment.timeZone} />
    </Stack>
  );
}

/** On the clock of the visit they are about, as everything on its page. */
function Reminders({ appointment: { reminders, timeZone } }: { appointment: AppointmentDetail }) {
  const { t } = useLingui();
  const words = useDeliveryWords();
  // One that fell too near to the booking was never meant to go.
  const meant = reminders.filter((reminder) => reminder.state !== "SKIPPED");
  if (meant.length === 0) return null;
  return (
    <Stack as="section" labelledBy="reminders" gap="tight">
      <h2 id="reminders">{t`Reminders`}</h2>
      <Stack as="ul" gap="tight">
        {meant.map(({ dueAt, channel, state }) => (
          <li key={`${dueAt} ${channel}`}>
            {t`${longDate(dueAt, timeZone)} at ${time(dueAt, timeZone)}`}
            <span className={styles.quiet}>
              {" "}
              {words.channel(channel)} · {words.state(state)}
            </span>
          </li>
        ))}
      </Stack>
    </Stack>
  );
}

type Line = AppointmentDetail["history"][number];

function History({ history, timeZone }: { history: Line[]; timeZone: string }) {
  const { t } = useLingui();
  const inWords = useLineWords(timeZone);
  if (history.length === 0) return null;
  return (
    <Stack as="section" labelledBy="history" gap="tight">
      <h2 id="history">{t`What happened so far`}</h2>
      <Stack as="ul" gap="tight">
        {history.map((line) => (
          <li key={`${line.at} ${line.what}`}>
            {inWords(line)}
            <span className={styles.quiet}> {t`by ${line.by}, ${dateTime(line.at, timeZone)}`}</span>
            {line.note ? <p className={styles.quiet}>{line.note}</p> : null}
            {line.overrideReason ? <p className={styles.quiet}>{t`Allowed although it was late: ${line.overrideReason}`}</p> : null}
          </li>
        ))}
      </Stack>
    </Stack>
  );
}

/** A line as people say it: what happened, and from when or why. */
function useLineWords(timeZone: string): (line: Line) => string {
  const { t } = useLingui();
  const reasons = useReasonWords();
  return ({ what, from, reasonCode }) => {
    if (from) return t`Moved from ${longDate(from, timeZone)} at ${time(from, timeZone)}`;
    if (reasonCode) return t`Cancelled: ${reasons[reasonCode]}`;
    return what;
  };
}
