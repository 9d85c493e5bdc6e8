import { useLingui } from "@lingui/react/macro";
import { useId } from "react";
import field from "./field.module.css";
import styles from "./SpanField.module.css";

export type SpanUnit = "minutes" | "hours" | "days";
/** A length of time as it is typed. */
export type Span = { amount: string; unit: SpanUnit };

const minutesIn: Record<SpanUnit, number> = { minutes: 1, hours: 60, days: 24 * 60 };

/** In the largest unit in which it is a whole number: 1440 is a day, 90 are minutes. */
export function spanOf(minutes: number): Span {
  const unit = minutes > 0 ? (["days", "hours"] as const).find((one) => minutes % minutesIn[one] === 0) : "hours";
  return { amount: String(minutes / minutesIn[unit ?? "minutes"]), unit: unit ?? "minutes" };
}

/** NaN for what is no whole number. */
export function minutesOf({ amount, unit }: Span): number {
  return /^\d{1,6}$/.test(amount.trim()) ? Number(amount) * minutesIn[unit] : Number.NaN;
}

type SpanFieldProps = {
  /** To which the error summary links. */
  id: string;
  label: string;
  hint?: string;
  error?: string;
  value: Span;
  onChange: (value: Span) => void;
};

/** A length of time: a number and its unit. */
export function SpanField({ id, label, hint, error, value, onChange }: SpanFieldProps) {
  const { t } = useLingui();
  const [hintId, errorId] = [useId(), useId()];
  const units: { value: SpanUnit; label: string }[] = [
    { value: "minutes", label: t`minutes` },
    { value: "hours", label: t`hours` },
    { value: "days", label: t`days` },
  ];
  const describedBy = [hint ? hintId : "", error ? errorId : ""].join(" ").trim() || undefined;
  return (
    <fieldset id={id} className={field.field} data-invalid={error ? true : undefined} aria-describedby={describedBy}>
      <legend className={`${field.label} ${styles.legend}`}>{label}</legend>
      {hint ? <span id={hintId} className={field.hint}>{hint}</span> : null}
      {error ? <span id={errorId} className={field.error}>{error}</span> : null}
      <div className={styles.parts}>
        <input
          className={field.input}
          aria-label={t`${label}: how many`}
          aria-invalid={error ? true : undefined}
          data-invalid={error ? true : undefined}
          inputMode="numeric"
          autoComplete="off"
          value={value.amount}
          onChange={(event) => onChange({ ...value, amount: event.target.value })}
        />
        <select className={field.input} aria-label={t`${label}: unit`} value={value.unit} onChange={(event) => onChange({ ...value, unit: event.target.value as SpanUnit })}>
          {units.map((unit) => <option key={unit.value} value={unit.value}>{unit.label}</option>)}
        </select>
      </div>
    </fieldset>
  );
}
