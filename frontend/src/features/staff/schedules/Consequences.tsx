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
  /** How many times would be blocked, where that is known. */
  changed?: number;
  isBusy: boolean;
  onApply: (decided: Decided) => void;
  onBack: () => void;
};

/** What a change would break, and what becomes of each appointment. Nothing has changed yet. */
export function Consequences({ affected, changed, isBusy, onApply, onBack }: ConsequencesProps) {
  const { t } = useLingui();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const [actions, setActions] = useState<Record<string, AffectedAction>>({});
  const [message, setMessage] = useState("");
  const [isMissing, setMissing] = useState(false);
  const actionOf = (id: string) => actions[id] ?? "PROPOSE";
  const chosen = new Set(affected.map(({ appointment }) => actionOf(appointment.id)));
  const common = chosen.size === 1 ? [...chosen][0] : undefined;
  const count = plural(affected.length, { one: "# appointment", other: "# appointments" });
  const cancels = affected.some(({ appointment }) => actionOf(appointment.id) === "CANCEL");
  const options: { value: AffectedAction; label: string }[] = [
    { value: "PROPOSE", label: t`Propose three other times` },
    { value: "KEEP", label: t`Keep it as it is` },
    { value: "CANCEL", label: t`Cancel it` },
  ];
  const apply = () => {
    setMissing(cancels && !message.trim());
    if (cancels && !message.trim()) return;
    onApply({ affected: affected.map(({ appointment }) => ({ appointmentId: appointment.id, action: actionOf(appointment.id) })), message: message.trim() });
  };
  return (
    <Stack as="section" labelledBy="consequences" gap="wide">
      <h2 id="consequences" ref={title} tabIndex={-1}>
        {affected.length === 0 ? t`No appointment is affected` : changed === undefined ? t`${count} would be outside the hours` : t`${count} would be at a blocked time`}
      </h2>
      <p>
        {changed === undefined ? null : <>{t`${plural(changed, { one: "# time that could be booked", other: "# times that could be booked" })} would be blocked.`} </>}
        {t`Nothing has changed yet.`}
      </p>
      {affected.length > 0 ? <p>{t`Other times are kept for the patient for two days, and the appointment stands until one of them is taken. Patients whose appointment is cancelled are told the reason.`}</p> : null}
      {affected.length > 1 ? (
        <SelectField
          id="action-all"
          label={t`What becomes of all of them`}
          value={common ?? ""}
          options={common ? options : [{ value: "", label: t`Each as chosen below` }, ...options]}
          onChange={(value) => value && setActions(Object.fromEntries(affected.map(({ appointment }) => [appointment.id, value as AffectedAction])))}
        />
      ) : null}
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
