import { Checkbox, CheckboxGroup, FieldError, Label, Text } from "react-aria-components";
import field from "./field.module.css";
import type { Choice } from "./RadioChoice";
import styles from "./RadioChoice.module.css";

type CheckChoicesProps = {
  id: string;
  label: string;
  hint?: string;
  error?: string;
  choices: Choice[];
  value: string[];
  onChange: (value: string[]) => void;
  /** Short choices stand beside each other. */
  beside?: boolean;
};

/** Any number of several, each a whole line to press. */
export function CheckChoices({ id, label, hint, error, choices, value, onChange, beside }: CheckChoicesProps) {
  return (
    <CheckboxGroup
      id={id}
      className={`${field.field} ${styles.group}`}
      value={value}
      onChange={onChange}
      validationBehavior="aria"
      isInvalid={error !== undefined}
    >
      <Label className={field.label}>{label}</Label>
      {hint ? (
        <Text slot="description" className={field.hint}>
          {hint}
        </Text>
      ) : null}
      <FieldError className={field.error}>{error}</FieldError>
      <div className={beside ? styles.beside : styles.under}>
        {choices.map((choice) => (
          <Checkbox key={choice.value} value={choice.value} className={styles.choice}>
            <span className={styles.tick} aria-hidden="true" />
            <span className={styles.words}>
              <span className={styles.name}>{choice.label}</span>
              {choice.detail ? <span className={styles.detail}> {choice.detail}</span> : null}
            </span>
          </Checkbox>
        ))}
      </div>
    </CheckboxGroup>
  );
}
