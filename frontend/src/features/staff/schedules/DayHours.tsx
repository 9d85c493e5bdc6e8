import { useLingui } from "@lingui/react/macro";
import { Button } from "@/components/Button";
import type { Problem } from "@/components/ErrorSummary";
import { SelectField } from "@/components/SelectField";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import type { Choices } from "@/features/booking/flow";
import { anyService, slotLengths, type TypedHours } from "./hours";
import styles from "./schedules.module.css";

type DayHoursProps = {
  weekday: number;
  services: Choices["services"];
  hours: TypedHours[];
  problems: Problem[];
  onChange: (hours: TypedHours[]) => void;
};

/** One weekday: hours under each other, more by one press. */
export function DayHours({ weekday, services, hours, problems, onChange }: DayHoursProps) {
  const { t } = useLingui();
  const name = useDayNames()(weekday);
  const id = `day-${weekday}`;
  const lengths = slotLengths.map((value) => ({ value, label: t`${value} minutes` }));
  const kinds = [{ value: anyService, label: t`Any visit` }, ...services.map((service) => ({ value: service.id, label: service.name }))];
  const errorOf = (fieldId: string) => problems.find((one) => one.fieldId === fieldId)?.message;
  const set = (key: string, change: Partial<TypedHours>) => onChange(hours.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const add = () => onChange([...hours, { key: crypto.randomUUID(), weekday, from: "08:00", to: "12:00", slotMinutes: "30", service: anyService }]);
  return (
    <Stack as="section" labelledBy={id} gap="tight">
      <h3 id={id}>{name}</h3>
      {hours.length === 0 ? <p>{t`No hours`}</p> : null}
      {hours.map((one, index) => (
        <fieldset key={one.key} className={styles.hours}>
          <legend className="out-of-sight">{t`${name}, hours ${index + 1}`}</legend>
          <TextField id={`${one.key}-startMinute`} type="time" label={t`From`} value={one.from} onChange={(from) => set(one.key, { from })} error={errorOf(`${one.key}-startMinute`)} />
          <TextField id={`${one.key}-endMinute`} type="time" label={t`To`} value={one.to} onChange={(to) => set(one.key, { to })} error={errorOf(`${one.key}-endMinute`)} />
          <SelectField id={`${one.key}-slotMinutes`} label={t`Each time`} value={one.slotMinutes} options={lengths} onChange={(slotMinutes) => set(one.key, { slotMinutes })} error={errorOf(`${one.key}-slotMinutes`)} />
          <SelectField id={`${one.key}-kind`} label={t`For`} value={one.service} options={kinds} onChange={(service) => set(one.key, { service })} />
          <Button kind="quiet" onPress={() => onChange(hours.filter((other) => other.key !== one.key))} aria-label={t`Remove ${one.from} to ${one.to} on ${name}`}>
            {t`Remove`}
          </Button>
        </fieldset>
      ))}
      <Row>
        <Button kind="secondary" onPress={add} aria-label={t`Add hours on ${name}`}>{t`Add hours`}</Button>
      </Row>
    </Stack>
  );
}

function useDayNames(): (weekday: number) => string {
  const { t } = useLingui();
  const names = [t`Sunday`, t`Monday`, t`Tuesday`, t`Wednesday`, t`Thursday`, t`Friday`, t`Saturday`];
  return (weekday) => names[weekday] ?? "";
}
