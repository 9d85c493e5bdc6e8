import { FieldError, Input, Label, Text, TextArea, TextField as AriaTextField } from "react-aria-components";
import type { TextFieldProps as AriaTextFieldProps } from "react-aria-components";
import styles from "./field.module.css";

type TextFieldProps = Omit<AriaTextFieldProps, "className" | "style" | "children" | "validationBehavior"> & {
  /** The input's id, to which the error summary links. */
  id: string;
  label: string;
  hint?: string;
  error?: string;
  /** More than one line. */
  rows?: number;
  /** Not prose, such as a username: no capitals and corrections by the keyboard. */
  literal?: boolean;
  /** A code to be typed off a screen or off paper: every character stands apart. */
  code?: boolean;
};

const asIs = { autoCapitalize: "none", autoCorrect: "off", spellCheck: "false" } as const;

/** A labelled text input with its hint and its error tied to it. */
export function TextField({ label, hint, error, rows, literal, code, ...rest }: TextFieldProps) {
  return (
    <AriaTextField
      {...rest}
      className={styles.field}
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
      {rows ? (
        <TextArea className={styles.input} rows={rows} />
      ) : (
        <Input className={code ? `${styles.input} ${styles.code}` : styles.input} {...(literal || code ? asIs : undefined)} />
      )}
    </AriaTextField>
  );
}
