import type { ReactNode } from "react";
import styles from "./Notice.module.css";

type NoticeProps = {
  kind?: "plain" | "warning";
  title?: string;
  children: ReactNode;
};

/** A quiet aside within a page. */
export function Notice({ kind = "plain", title, children }: NoticeProps) {
  return (
    <div className={`${styles.notice} ${styles[kind]}`}>
      {title ? <p className={styles.title}>{title}</p> : null}
      {children}
    </div>
  );
}
