import type { ReactNode } from "react";
import styles from "./Card.module.css";

type CardProps = {
  as?: "section" | "article" | "li" | "div";
  labelledBy?: string;
  id?: string;
  children: ReactNode;
};

/** Groups what belongs together; never decoration. */
export function Card({ as: Element = "div", labelledBy, id, children }: CardProps) {
  return (
    <Element className={styles.card} aria-labelledby={labelledBy} id={id}>
      {children}
    </Element>
  );
}
