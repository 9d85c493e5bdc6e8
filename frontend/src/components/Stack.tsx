import type { ReactNode } from "react";
import styles from "./Stack.module.css";

type StackProps = {
  as?: "div" | "ul" | "ol" | "section" | "form" | "fieldset";
  gap?: "tight" | "normal" | "wide";
  labelledBy?: string;
  children: ReactNode;
};

/** Things under each other with even space between. */
export function Stack({ as: Element = "div", gap = "normal", labelledBy, children }: StackProps) {
  return (
    <Element className={`${styles.stack} ${styles[gap]}`} aria-labelledby={labelledBy}>
      {children}
    </Element>
  );
}

/** Things beside each other that wrap when the screen is narrow. */
export function Row({ children }: { children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}
