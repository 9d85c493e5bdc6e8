import { useLingui } from "@lingui/react/macro";
import { Stack } from "@/components/Stack";
import { longDate, time } from "@/lib/dates";
import { byDay, type Day, type Deed } from "./deeds";
import styles from "./family.module.css";

/** What a carer looked at and did, day by day. */
export function Deeds({ deeds }: { deeds: Deed[] }) {
  return (
    <Stack>
      {byDay(deeds).map((day) => (
        <div key={day.key} className={styles.day}>
          <h3>{longDate(day.at)}</h3>
          <ul className={styles.deeds}>
            {day.lines.map((line) => <Line key={line.what} line={line} />)}
          </ul>
        </div>
      ))}
    </Stack>
  );
}

function Line({ line: { what, times, last } }: { line: Day["lines"][number] }) {
  const { t } = useLingui();
  return (
    <li>
      {what} <span className={styles.when}>{times > 1 ? t`${times} times, last at ${time(last)}` : t`at ${time(last)}`}</span>
    </li>
  );
}
