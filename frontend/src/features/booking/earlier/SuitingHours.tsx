import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import { Button } from "@/components/Button";
import { CheckChoices } from "@/components/CheckChoices";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { useAnnounce } from "@/lib/announce";
import styles from "./earlier.module.css";
import { type Hours, mostHours, newHours, weekdays } from "./wish";

type SuitingHoursProps = { hours: Hours[]; onChange: (hours: Hours[]) => void; errorOf: (fieldId: string) => string | undefined };

/** The days and hours that suit: one row, and more by one press. Focus follows what was added or removed. */
export function SuitingHours({ hours, onChange, errorOf }: SuitingHoursProps) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const focusNext = useRef<string | null>(null);
  useEffect(() => {
    if (!focusNext.current) return;
    const found = document.getElementById(focusNext.current);
    (found?.matches("button") ? found : found?.querySelector("input"))?.focus();
    focusNext.current = null;
  }, [hours.length]);

  const add = () => {
    focusNext.current = `windows.${hours.length}.days`;
    onChange([...hours, newHours()]);
  };
  const remove = (key: string) => {
    focusNext.current = "add-times";
    announce(t`These times are removed.`);
    onChange(hours.filter((one) => one.key !== key));
  };
  return (
    <Stack>
      {hours.map((one, index) => (
        <HoursRow
          key={one.key}
          index={index}
          isOnly={hours.length === 1}
          hours={one}
          onChange={(changed) => onChange(hours.map((other) => (other.key === one.key ? changed : other)))}
          onRemove={() => remove(one.key)}
          errorOf={errorOf}
        />
      ))}
      {hours.length < mostHours ? (
        <Row>
          <Button id="add-times" kind="secondary" onPress={add}>{t`Add other times`}</Button>
        </Row>
      ) : null}
    </Stack>
  );
}

type HoursRowProps = {
  index: number;
  isOnly: boolean;
  hours: Hours;
  onChange: (hours: Hours) => void;
  onRemove: () => void;
  errorOf: (fieldId: string) => string | undefined;
};

function HoursRow({ index, isOnly, hours, onChange, onRemove, errorOf }: HoursRowProps) {
  const { t, i18n } = useLingui();
  const number = index + 1;
  const id = (field: string) => `windows.${index}.${field}`;
  const set = (change: Partial<Hours>) => onChange({ ...hours, ...change });
  return (
    <fieldset className={isOnly ? styles.only : styles.hours}>
      <legend className={isOnly ? "out-of-sight" : styles.legend}>{isOnly ? t`Times that suit you` : t`Times that suit you, ${number}`}</legend>
      <CheckChoices
        id={id("days")}
        label={t`On which days?`}
        hint={t`Choose none if every day would do.`}
        choices={weekdays.map(({ value, label }) => ({ value, label: i18n._(label) }))}
        value={hours.days}
        onChange={(chosen) => set({ days: weekdays.map(({ value }) => value).filter((day) => chosen.includes(day)) })}
        error={errorOf(id("days"))}
        beside
      />
      <div className={styles.times}>
        <TextField id={id("from")} type="time" label={t`Not before (optional)`} value={hours.from} onChange={(from) => set({ from })} error={errorOf(id("from"))} />
        <TextField id={id("until")} type="time" label={t`Not after (optional)`} value={hours.until} onChange={(until) => set({ until })} error={errorOf(id("until"))} />
      </div>
      {isOnly ? null : (
        <Row>
          <Button kind="quiet" onPress={onRemove} aria-label={t`Remove times ${number}`}>{t`Remove these times`}</Button>
        </Row>
      )}
    </fieldset>
  );
}
