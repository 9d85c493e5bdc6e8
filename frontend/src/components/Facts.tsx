import type { ReactNode } from "react";
import styles from "./Facts.module.css";

export type Fact = { name: string; value: ReactNode; change?: ReactNode };

/** Named facts in a description list. A fact without a value is left out by the caller, not shown empty. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map((fact) => (
        <div className={styles.fact} key={fact.name}>
          <dt>{fact.name}</dt>
          <dd>{fact.value}</dd>
          {fact.change ? <dd className={styles.change}>{fact.change}</dd> : null}
        </div>
      ))}
    </dl>
  );
}
