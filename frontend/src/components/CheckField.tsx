import { Checkbox } from "react-aria-components";
import styles from "./CheckField.module.css";

type CheckFieldProps = {
  /** To which the error summary links. */
  id?: string;
  label: string;
  detail?: string;
  isSelected: boolean;
  onChange?: (isSelected: boolean) => void;
  /** Shown as it is, and not to be changed. */
  isFixed?: boolean;
};

/** Something that is on or off, as a whole line to press. */
export function CheckField({ id, label, detail, isSelected, onChange, isFixed }: CheckFieldProps) {
  return (
    <Checkbox id={id} className={styles.line} isSelected={isSelected} onChange={onChange} isDisabled={isFixed}>
      <span className={styles.box} aria-hidden="true">
        <svg viewBox="0 0 18 18">
          <polyline points="2 9 7 14 16 4" />
        </svg>
      </span>
      <span className={styles.words}>
        <span className={styles.name}>{label}</span>
        {detail ? <span className={styles.detail}> {detail}</span> : null}
      </span>
    </Checkbox>
  );
}
