import type { ReactNode } from "react";
import { FieldError, Label, Radio, RadioGroup, Text } from "react-aria-components";
import field from "./field.module.css";
import styles from "./RadioChoice.module.css";

export type Choice = {
  value: string;
  label: string;
  detail?: ReactNode;
  /** It cannot be had any more; it says so, and stays where it is. */
  isGone?: boolean;
};

type RadioChoiceProps = {
  id: string;
  label: string;
  /** The page's heading asks the question already: keep the label for assistive technology alone. */
  labelHidden?: boolean;
  hint?: string;
  error?: string;
  choices: Choice[];
  value: string | null;
  onChange: (value: string) => void;
};

/** One of several, each a whole line to press. */
export function RadioChoice({ id, label, labelHidden, hint, error, choices, value, onChange }: RadioChoiceProps) {
  return (
    <RadioGroup
      id={id}
      className={`${field.field} ${styles.group}`}
      value={value}
      onChange={onChange}
      validationBehavior="aria"
      isInvalid={error !== undefined}
    >
      <Label className={labelHidden ? "out-of-sight" : field.label}>{label}</Label>
      {hint ? (
        <Text slot="description" className={field.hint}>
          {hint}
        </Text>
      ) : null}
      <FieldError className={field.error}>{error}</FieldError>
      {choices.map((choice) => (
        <ChoiceLine key={choice.value} choice={choice} />
      ))}
    </RadioGroup>
  );
}

/** One line of a radio group. */
export function ChoiceLine({ choice }: { choice: Choice }) {
  return (
    <Radio value={choice.value} className={`${styles.choice} ${choice.isGone ? styles.gone : ""}`}>
      <span className={styles.dot} aria-hidden="true" />
      <span className={styles.words}>
        <span className={styles.name}>{choice.label}</span>
        {choice.detail ? <span className={styles.detail}> {choice.detail}</span> : null}
      </span>
    </Radio>
  );
}
