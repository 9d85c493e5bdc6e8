import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Card } from "@/components/Card";
import { Expander } from "@/components/Expander";
import { type Fact, Facts } from "@/components/Facts";
import { Tag } from "@/components/Tag";
import type { ResultFieldsFragment } from "@/gql/graphql";
import { dateTime, partialDate } from "@/lib/dates";
import { quantity, withUnitWords } from "@/lib/units";
import { Trend } from "./Trend";
import styles from "./record.module.css";

/** One measured value: the value first, what it means as far as the record says, then where it is from. */
export function ResultCard({ result }: { result: ResultFieldsFragment }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  return (
    <Card as="article">
      <div className={styles.head}>
        <h2>{result.name}</h2>
        {result.interpretation ? <Tag strong>{result.interpretation.text}</Tag> : null}
      </div>
      <ResultValue result={result} />
      <Facts facts={useResultFacts(result)} />
      <p className={styles.quiet}>{[result.status, result.report, result.author].filter(Boolean).join(" · ")}</p>
      {result.valueNumber !== null ? (
        <Expander title={t`Over time`} isOpen={open} onChange={setOpen}>
          {open ? <Trend code={result.code} /> : null}
        </Expander>
      ) : null}
    </Card>
  );
}

function ResultValue({ result }: { result: ResultFieldsFragment }) {
  const { t } = useLingui();
  if (result.components.length > 0) {
    const parts = result.components.map((part) => ({ name: part.name, value: quantity(part) || t`Not given` }));
    return <Facts facts={parts} />;
  }
  if (result.value === null) return <p>{result.absentReason ?? t`No value on record`}</p>;
  return (
    <p className={styles.value}>
      <span className={styles.number}>{quantity(result)}</span>
    </p>
  );
}

function useResultFacts(result: ResultFieldsFragment): Fact[] {
  const { t } = useLingui();
  const facts: Fact[] = [];
  const taken = takenWords(result);
  if (taken) facts.push({ name: t`Taken`, value: taken });
  if (result.value !== null) {
    facts.push({ name: t`Usual range`, value: rangeWords(result) ?? t`None on record` });
  }
  if (result.comments) facts.push({ name: t`Comment`, value: result.comments });
  return facts;
}

/** As it was written down where that is known, else on this device's clock. */
function takenWords({ takenOn, takenAt }: ResultFieldsFragment): string | null {
  if (takenOn) return partialDate(takenOn);
  return takenAt ? dateTime(takenAt) : null;
}

function rangeWords({ referenceRange, unit }: ResultFieldsFragment): string | null {
  return referenceRange && withUnitWords(referenceRange.text, unit);
}
