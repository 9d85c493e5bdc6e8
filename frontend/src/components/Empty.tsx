import type { ReactNode } from "react";
import styles from "./Empty.module.css";

/** Nothing here: what would be, and what to do. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p className={styles.title}>{title}</p>
      {children}
    </div>
  );
}
