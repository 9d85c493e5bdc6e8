import { useLingui } from "@lingui/react/macro";
import { useId } from "react";
import { Group, Input, Label, TextField } from "react-aria-components";
import type { DateParts } from "@/lib/birthDate";
import styles from "./DateFields.module.css";
import field from "./field.module.css";

type DateFieldsProps = {
  id: string;
  label: string;
  hint?: string;
  error?: string;
  value: DateParts;
  onChange: (value: DateParts) => void;
  /** Lets the browser fill in a birth date that it knows. */
  isBirthDate?: boolean;
};

/** A date that people know by heart: three plain fields, no calendar to leaf through. */
export function DateFields({ id, label, hint, error, value, onChange, isBirthDate }: DateFieldsProps) {
  const { t } = useLingui();
  const [labelId, hintId, errorId] = [useId(), useId(), useId()];
  const parts = [
    { key: "day", name: t`Day`, size: styles.short, fill: "bday-day" },
    { key: "month", name: t`Month`, size: styles.short, fill: "bday-month" },
    { key: "year", name: t`Year`, size: styles.long, fill: "bday-year" },
  ] as const;
  const describedBy = [hint ? hintId : "", error ? errorId : ""].join(" ").trim() || undefined;
  return (
    <Group
      id={id}
      className={field.field}
      aria-labelledby={labelId}
      aria-describedby={describedBy}
      isInvalid={error !== undefined}
    >
      <span id={labelId} className={field.label}>
        {label}
      </span>
      {hint ? (
        <span id={hintId} className={field.hint}>
          {hint}
        </span>
      ) : null}
      {error ? (
        <span id={errorId} className={field.error}>
          {error}
        </span>
      ) : null}
      <div className={styles.parts}>
        {parts.map((part) => (
          <TextField
            key={part.key}
            className={part.size}
            value={value[part.key]}
            onChange={(text) => onChange({ ...value, [part.key]: text })}
            inputMode="numeric"
            maxLength={part.key === "year" ? 4 : 2}
            autoComplete={isBirthDate ? part.fill : "off"}
            isInvalid={error !== undefined}
            validationBehavior="aria"
          >
            <Label className={styles.name}>{part.name}</Label>
            <Input className={field.input} />
          </TextField>
        ))}
      </div>
    </Group>
  );
}
