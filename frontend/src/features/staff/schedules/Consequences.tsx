import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { SelectField } from "@/components/SelectField";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import type { AffectedAction, AffectedDecisionInput, AffectedFieldsFragment } from "@/gql/graphql";
import { longDate, time } from "@/lib/dates";

export type Decided = { affected: AffectedDecisionInput[]; message: string };

type ConsequencesProps = {
  affected: readonly AffectedFieldsFragment[];
  isBusy: boolean;
  onApply: (decided: Decided) => void;
  onBack: () => void;
};

/** What a change would break, and what becomes of each appointment. Nothing has changed yet. */
export function Consequences({ affected, isBusy, onApply, onBack }: ConsequencesProps) {
  const { t } = useLingui();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const [actions, setActions] = useState<Record<string, AffectedAction>>({});
  const [message, setMessage] = useState("");
  const [isMissing, setMissing] = useState(false);
  const actionOf = (id: string) => actions[id] ?? "PROPOSE";
  const cancels = affected.some(({ appointment }) => actionOf(appointment.id) === "CANCEL");
  const options: { value: AffectedAction; label: string }[] = [
    { value: "PROPOSE", label: t`Propose three other times; it stands until the patient takes one` },
    { value: "KEEP", label: t`Keep it as it is` },
    { value: "CANCEL", label: t`Cancel it, with the reason below` },
  ];
  const apply = () => {
    setMissing(cancels && !message.trim());
    if (cancels && !message.trim()) return;
    onApply({ affected: affected.map(({ appointment }) => ({ appointmentId: appointment.id, action: actionOf(appointment.id) })), message: message.trim() });
  };
  return (
    <Stack as="section" labelledBy="consequences" gap="wide">
      <h2 id="consequences" ref={heading} tabIndex={-1}>
        {affected.length === 0 ? t`No appointment is affected` : t`${plural(affected.length, { one: "# appointment", other: "# appointments" })} would be outside the hours`}
      </h2>
      <p>{t`Nothing has changed yet.`}</p>
      <Stack as="ul">
        {affected.map(({ appointment, patient }) => (
          <Card as="li" key={appointment.id}>
            <p>
              <strong>{patient?.fullName ?? t`A patient`}</strong>
              <br />
              {t`${longDate(appointment.start, appointment.timeZone)} at ${time(appointment.start, appointment.timeZone)}`}
              <br />
              {t`${appointment.service.name}, ${appointment.practitioner.name}`}
            </p>
            <SelectField
              id={`action-${appointment.id}`}
              label={t`What becomes of it`}
              value={actionOf(appointment.id)}
              options={options}
              onChange={(value) => setActions((now) => ({ ...now, [appointment.id]: value as AffectedAction }))}
            />
          </Card>
        ))}
      </Stack>
      {cancels ? (
        <TextField id="message" label={t`Reason, for the patients whose appointment is cancelled`} rows={3} maxLength={2000} value={message} onChange={setMessage} error={isMissing ? t`Say why` : undefined} autoComplete="off" />
      ) : null}
      <Row>
        <Button onPress={apply} isDisabled={isBusy}>{t`Apply`}</Button>
        <Button kind="quiet" onPress={onBack}>{t`Go back and change nothing`}</Button>
      </Row>
    </Stack>
  );
}
