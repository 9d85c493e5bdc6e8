import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { CheckField } from "@/components/CheckField";
import { Stack } from "@/components/Stack";
import type { NotificationCategory } from "@/gql/graphql";
import { type Reached, type Wishes, withChannel, withLead } from "./preferences";

type ChoicesProps = { wishes: Wishes; onChange: (wishes: Wishes) => void };

type ChannelChoicesProps = ChoicesProps & { reached: Reached };

/** Which matters are told by which way that there is; the portal lists them all. */
export function ChannelChoices({ wishes, reached, onChange }: ChannelChoicesProps) {
  const { t } = useLingui();
  const names: Record<string, Record<NotificationCategory, string>> = {
    EMAIL: { APPOINTMENTS: t`Appointments, by email`, ADVICE: t`Advice, by email` },
    SMS: { APPOINTMENTS: t`Appointments, by text message`, ADVICE: t`Advice, by text message` },
    PUSH: { APPOINTMENTS: t`Appointments, by push message`, ADVICE: t`Advice, by push message` },
  };
  const ways = { EMAIL: true, IN_APP: false, SMS: Boolean(reached.phone?.number), PUSH: reached.devices.length > 0 };
  const details = {
    APPOINTMENTS: t`When one is booked, moved or cancelled, and reminders.`,
    ADVICE: t`That there is something to read, never what it says.`,
  };
  return (
    <Stack as="section" gap="tight" labelledBy="channels">
      <h2 id="channels">{t`How we tell you`}</h2>
      {wishes.channels.filter((one) => ways[one.channel]).map((one) => (
        <CheckField
          key={one.category + one.channel}
          label={names[one.channel]?.[one.category] ?? one.category}
          detail={details[one.category]}
          isSelected={one.on}
          onChange={(on) => onChange(withChannel(wishes, one, on))}
        />
      ))}
      <CheckField
        label={t`In the portal`}
        detail={t`Always on: changes to appointments and new advice are listed under Notifications.`}
        isSelected
        isFixed
      />
      {ways.SMS && ways.PUSH ? null : <p><Link to="/account/messages">{t`Set up text messages or push messages`}</Link></p>}
    </Stack>
  );
}

/** When appointments are told of. */
export function LeadChoices({ wishes, onChange }: ChoicesProps) {
  const { t } = useLingui();
  const names: Record<number, string> = {
    0: t`At once, when it is booked, moved or cancelled`,
    10080: t`7 days before`,
    2880: t`2 days before`,
    120: t`2 hours before`,
  };
  return (
    <Stack as="section" gap="tight" labelledBy="when">
      <h2 id="when">{t`When we tell you about an appointment`}</h2>
      <p>{t`A reminder that you switch off does not come at all, not in the portal either.`}</p>
      {wishes.leads.map(({ leadMinutes, on }) => (
        <CheckField
          key={leadMinutes}
          label={names[leadMinutes] ?? t`${leadMinutes} minutes before`}
          detail={leadMinutes === 0 ? t`Beside the portal, which always tells you.` : undefined}
          isSelected={on}
          onChange={(next) => onChange(withLead(wishes, leadMinutes, next))}
        />
      ))}
    </Stack>
  );
}
