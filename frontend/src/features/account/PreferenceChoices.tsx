import { useLingui } from "@lingui/react/macro";
import { CheckField } from "@/components/CheckField";
import { Stack } from "@/components/Stack";
import { type Wishes, withChannel, withLead } from "./preferences";

type ChoicesProps = { wishes: Wishes; onChange: (wishes: Wishes) => void };

/** Which matters are mailed; the portal lists them all. */
export function ChannelChoices({ wishes, onChange }: ChoicesProps) {
  const { t } = useLingui();
  const names = { APPOINTMENTS: t`Appointments, by email`, ADVICE: t`Advice, by email` };
  const details = {
    APPOINTMENTS: t`When one is booked, moved or cancelled, and reminders.`,
    ADVICE: t`That there is something to read, never what it says.`,
  };
  return (
    <Stack as="section" gap="tight" labelledBy="channels">
      <h2 id="channels">{t`How we tell you`}</h2>
      {wishes.channels.filter((one) => one.channel === "EMAIL").map((one) => (
        <CheckField
          key={one.category}
          label={names[one.category]}
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
      <p>{t`A reminder that you switch off comes neither by email nor in the portal.`}</p>
      {wishes.leads.map(({ leadMinutes, on }) => (
        <CheckField
          key={leadMinutes}
          label={names[leadMinutes] ?? t`${leadMinutes} minutes before`}
          detail={leadMinutes === 0 ? t`By email; the portal always tells you.` : undefined}
          isSelected={on}
          onChange={(next) => onChange(withLead(wishes, leadMinutes, next))}
        />
      ))}
    </Stack>
  );
}
