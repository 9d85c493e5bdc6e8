import { useId } from "react";
import field from "./field.module.css";

type SelectFieldProps = {
  /** To which the error summary links. */
  id?: string;
  label: string;
  error?: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
};

/** The browser's own select: on phones nothing is better. */
export function SelectField({ id: given, label, error, value, options, onChange }: SelectFieldProps) {
  const [own, errorId] = [useId(), useId()];
  const id = given ?? own;
  return (
    <div className={field.field} data-invalid={error ? true : undefined}>
      <label className={field.label} htmlFor={id}>
        {label}
      </label>
      {error ? (
        <span id={errorId} className={field.error}>
          {error}
        </span>
      ) : null}
      <select
        className={field.input}
        id={id}
        data-invalid={error ? true : undefined}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? errorId : undefined}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
