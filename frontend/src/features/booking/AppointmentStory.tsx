import { useLingui } from "@lingui/react/macro";
import { Stack } from "@/components/Stack";
import { dateTime, longDate, time } from "@/lib/dates";
import { useDeliveryWords } from "@/features/notifications/deliveryWords";
import type { AppointmentDetail } from "./AppointmentFacts";
import styles from "./booking.module.css";

/** What will be sent about the appointment, and what happened to it so far. */
export function AppointmentStory({ appointment }: { appointment: AppointmentDetail }) {
  return (
    <Stack gap="wide">
      <Reminders reminders={appointment.reminders} />
      <History history={appointment.history} />
    </Stack>
  );
}

function Reminders({ reminders }: { reminders: AppointmentDetail["reminders"] }) {
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
            {t`${longDate(dueAt)} at ${time(dueAt)}`}
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

function History({ history }: { history: AppointmentDetail["history"] }) {
  const { t } = useLingui();
  if (history.length === 0) return null;
  return (
    <Stack as="section" labelledBy="history" gap="tight">
      <h2 id="history">{t`What happened so far`}</h2>
      <Stack as="ul" gap="tight">
        {history.map(({ at, what, by }) => (
          <li key={`${at} ${what}`}>
            {what}
            <span className={styles.quiet}> {t`${by}, ${dateTime(at)}`}</span>
          </li>
        ))}
      </Stack>
    </Stack>
  );
}
