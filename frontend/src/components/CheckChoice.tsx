import type { ReactNode } from "react";
import { Checkbox } from "react-aria-components";
import styles from "./CheckChoice.module.css";

type CheckChoiceProps = {
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  /** What it means, under the words. */
  detail?: ReactNode;
  children: ReactNode;
};

/** One thing to say yes to, a whole line to press. */
export function CheckChoice({ detail, children, ...rest }: CheckChoiceProps) {
  return (
    <Checkbox {...rest} className={styles.choice}>
      <span className={styles.box} aria-hidden="true" />
      <span className={styles.words}>
        <span>{children}</span>
        {detail ? <span className={styles.detail}> {detail}</span> : null}
      </span>
    </Checkbox>
  );
}
