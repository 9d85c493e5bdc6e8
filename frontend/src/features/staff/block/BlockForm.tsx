import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useEffect, useState } from "react";
import { Button } from "@/components/Button";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { dayKey } from "@/lib/dates";
import { zoneName } from "@/lib/zones";
import { Consequences } from "../schedules/Consequences";
import { useFocusBack } from "../schedules/useFocusBack";
import { type TypedBlock, useBlocking } from "./useBlocking";

type BlockFormProps = {
  location: { id: string; timeZone: string };
  practitioner: { id: string; name: string };
  date: string | undefined;
  onBlocked: () => void;
  onError: (hasError: boolean) => void;
};

/** Which hours of which day. */
export function BlockForm({ location, practitioner, date, onBlocked, onError }: BlockFormProps) {
  const { t } = useLingui();
  const { timeZone } = location;
  const [hours, setHours] = useState<TypedBlock>(() => ({ date: date ?? dayKey(new Date().toISOString(), timeZone), from: "12:00", to: "13:00" }));
  const blocking = useBlocking(practitioner.id, timeZone, onBlocked);
  const { problems, tried } = blocking;
  const heading = useFocusBack(tried !== null);
  useEffect(() => onError(problems.length > 0), [problems, onError]);
  const field = (name: keyof TypedBlock, type: "date" | "time", label: string) => (
    <TextField id={name} type={type} label={label} value={hours[name]} onChange={(value) => setHours((now) => ({ ...now, [name]: value }))} error={problems.find((one) => one.fieldId === name)?.message} />
  );
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void blocking.see(hours);
  };
  if (tried) return <Consequences affected={tried.affected} changed={tried.changed} isBusy={blocking.isBusy} onApply={(decided) => void blocking.apply(hours, decided)} onBack={blocking.back} />;
  return (
    <form onSubmit={submit} noValidate aria-labelledby="block">
      <Stack>
        <h2 id="block" ref={heading} tabIndex={-1}>{t`Times of ${practitioner.name}`}</h2>
        <ErrorSummary problems={problems} />
        {field("date", "date", t`Day`)}
        {field("from", "time", t`From`)}
        {field("to", "time", t`Until`)}
        <p>{t`Times are in ${zoneName(timeZone)}.`}</p>
        <Row>
          <Button type="submit" isDisabled={blocking.isBusy}>{t`See what changes`}</Button>
        </Row>
      </Stack>
    </form>
  );
}
