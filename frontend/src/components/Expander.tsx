import type { ReactNode } from "react";
import { Button, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import styles from "./Expander.module.css";

type ExpanderProps = {
  title: string;
  /** Beside the title, such as how many are inside. */
  note?: string;
  level?: 2 | 3;
  isOpen?: boolean;
  onChange?: (open: boolean) => void;
  children: ReactNode;
};

/** A heading that opens and closes what stands under it. */
export function Expander({ title, note, level = 3, isOpen, onChange, children }: ExpanderProps) {
  return (
    <Disclosure className={styles.expander} isExpanded={isOpen} onExpandedChange={onChange}>
      <Heading level={level} className={styles.heading}>
        <Button slot="trigger" className={styles.trigger}>
          <span className={styles.mark} aria-hidden="true" />
          <span className={styles.title}>{title}</span>
          {note ? <span className={styles.note}>{note}</span> : null}
        </Button>
      </Heading>
      <DisclosurePanel className={styles.panel}>
        <div className={styles.inside}>{children}</div>
      </DisclosurePanel>
    </Disclosure>
  );
}
