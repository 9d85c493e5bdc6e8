import { useLingui } from "@lingui/react/macro";
import { Card } from "@/components/Card";
import { Expander } from "@/components/Expander";
import { type Fact, Facts } from "@/components/Facts";
import { Tag } from "@/components/Tag";
import { partialDate } from "@/lib/dates";
import type { EntryNode } from "./lists";
import styles from "./record.module.css";

/** One entry of the record: what, how it stands and what that means, when, who, and the rest. */
export function EntryCard({ entry }: { entry: EntryNode }) {
  const { t } = useLingui();
  return (
    <Card as="article">
      <div className={styles.head}>
        <h2>{entry.name}</h2>
        {entry.status ? <Tag>{entry.status}</Tag> : null}
      </div>
      {entry.statusMeaning ? <p className={styles.quiet}>{entry.statusMeaning}</p> : null}
      <EntryFacts entry={entry} />
      <EntryOrigin entry={entry} />
      {entry.text ? (
        <Expander title={t`Read the text`}>
          <div className={styles.document}>{entry.text}</div>
        </Expander>
      ) : null}
    </Card>
  );
}

/** Who stands behind it and where it came from. */
function EntryOrigin({ entry }: { entry: EntryNode }) {
  const origin = [entry.author, entry.source].filter(Boolean).join(" · ");
  return origin ? <p className={styles.quiet}>{origin}</p> : null;
}

function EntryFacts({ entry }: { entry: EntryNode }) {
  const { t } = useLingui();
  const single = entry.kind === "PROCEDURE" || entry.kind === "IMMUNIZATION" || entry.kind === "DOCUMENT" || entry.kind === "VISIT";
  const facts: Fact[] = [];
  if (entry.startedOn) facts.push({ name: single ? t`Date` : t`Since`, value: partialDate(entry.startedOn) });
  if (entry.endedOn && entry.endedOn !== entry.startedOn) facts.push({ name: t`Until`, value: partialDate(entry.endedOn) });
  for (const detail of entry.details) facts.push({ name: detail.label, value: detail.value });
  if (entry.recordedOn && entry.recordedOn !== entry.startedOn) {
    facts.push({ name: t`Recorded`, value: partialDate(entry.recordedOn) });
  }
  return <Facts facts={facts} />;
}
