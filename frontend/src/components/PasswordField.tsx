import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { FieldError, Input, Label, TextField, ToggleButton } from "react-aria-components";
import styles from "./field.module.css";

type PasswordFieldProps = {
  id: string;
  label: string;
  error?: string;
  value: string;
  onChange: (value: string) => void;
  autoComplete: "current-password" | "new-password";
};

/** A password that can be looked at while it is typed. Pasting is left alone. */
export function PasswordField({ label, error, ...rest }: PasswordFieldProps) {
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
      <FieldError className={styles.error}>{error}</FieldError>
      <div className={styles.beside}>
        <Input className={styles.input} autoCapitalize="none" autoCorrect="off" spellCheck="false" />
        <ToggleButton className={styles.reveal} isSelected={shown} onChange={setShown}>
          {t`Show Password`}
        </ToggleButton>
      </div>
    </TextField>
  );
}
