import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { FieldError, Input, Label, Text, TextField, ToggleButton } from "react-aria-components";
import styles from "./field.module.css";

type PasswordFieldProps = {
  id: string;
  label: string;
  hint?: string;
  error?: string;
  value: string;
  onChange: (value: string) => void;
  autoComplete: "current-password" | "new-password";
  /** What is said of the password while it is typed; read out when there is a moment. */
  advice?: ReactNode;
};

/** A password that can be looked at while it is typed. Pasting is left alone. */
export function PasswordField({ label, hint, error, advice, ...rest }: PasswordFieldProps) {
  const { t } = useLingui();
  const [shown, setShown] = useState(false);
  return (
    <TextField
      {...rest}
      className={styles.field}
      type={shown ? "text" : "password"}
      validationBehavior="aria"
      isInvalid={error !== undefined}
    >
      <Label className={styles.label}>{label}</Label>
      {hint ? (
        <Text slot="description" className={styles.hint}>
          {hint}
        </Text>
      ) : null}
      <FieldError className={styles.error}>{error}</FieldError>
      <div className={styles.beside}>
        <Input className={styles.input} autoCapitalize="none" autoCorrect="off" spellCheck="false" />
        <ToggleButton className={styles.reveal} isSelected={shown} onChange={setShown}>
          {t`Show Password`}
        </ToggleButton>
      </div>
      {advice === undefined ? null : <div aria-live="polite">{advice}</div>}
    </TextField>
  );
}
