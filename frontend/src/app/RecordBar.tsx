import { useLingui } from "@lingui/react/macro";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useId, useRef } from "react";
import { Button } from "@/components/Button";
import field from "@/components/field.module.css";
import { useAnnounce } from "@/lib/announce";
import { isOwn, type PatientRecord, useRecordSearch, useRecords } from "@/lib/record";
import { usePath } from "@/lib/usePath";
import styles from "./RecordBar.module.css";
import { placeFor } from "./sharedParts";

/** Whose record is open, on every page of those who look after somebody, and the way to another. */
export function RecordBar() {
  const { t } = useLingui();
  const { record, records } = useRecords();
  const announce = useAnnounce();
  const words = !record || isOwn(record) ? t`Your own record is open.` : t`You are looking after ${record.fullName}.`;
  const opened = useRef(false);
  useEffect(() => {
    if (opened.current) announce(words);
    opened.current = true;
  }, [announce, words]);
  const isAskedForOther = useIsAskedForOther(records);
  if (!record || (records.length === 1 && isOwn(record) && !isAskedForOther)) return null;
  return (
    <div className={isOwn(record) ? styles.bar : `${styles.bar} ${styles.other}`}>
      <p className={styles.words}>{words}</p>
      {records.length > 1 ? <Switcher record={record} records={records} /> : null}
      <NotOpen record={record} records={records} />
    </div>
  );
}

type SwitcherProps = { record: PatientRecord; records: PatientRecord[] };

function Switcher({ record, records }: SwitcherProps) {
  const { t } = useLingui();
  const id = useId();
  const open = useOpen();
  return (
    <div className={styles.switcher}>
      <label htmlFor={id}>{t`Whose record`}</label>
      <select id={id} className={field.input} value={record.id} onChange={(event) => open(event.target.value)}>
        {records.map((one) => (
          <option key={one.id} value={one.id}>
            {isOwn(one) ? t`${one.fullName} (you)` : one.fullName}
          </option>
        ))}
      </select>
    </div>
  );
}

function useIsAskedForOther(records: PatientRecord[]): boolean {
  const { for: wanted } = useSearch({ strict: false });
  return wanted !== undefined && !records.some((one) => one.id === wanted);
}

/** The address asks for a record that is not open to this account, or not any more. */
function NotOpen({ record, records }: SwitcherProps) {
  const { t } = useLingui();
  const open = useOpen();
  if (!useIsAskedForOther(records)) return null;
  return (
    <div className={styles.notOpen} role="status">
      <p>{t`The record that this address asks for is not open to you, or not any more.`}</p>
      <Button kind="quiet" onPress={() => open(record.id)}>{t`Go on with ${record.fullName}`}</Button>
    </div>
  );
}

function useOpen(): (patientId: string) => void {
  const navigate = useNavigate();
  const search = useRecordSearch();
  const place = placeFor(usePath());
  return (patientId) => void navigate({ to: place, search: search(patientId) });
}
