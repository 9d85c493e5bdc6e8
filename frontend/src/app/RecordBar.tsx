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
  const isAnother = useIsAnother();
  if (!record || (records.length === 1 && isOwn(record) && !isAnother)) return null;
  return (
    <div className={isOwn(record) ? styles.bar : `${styles.bar} ${styles.other}`}>
      <p className={styles.words}>{words}</p>
      {records.length > 1 ? <Switcher record={record} records={records} /> : null}
      {isAnother ? <NotOpen record={record} /> : null}
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

/** Whether the record that is open is not the one that was asked for, or was open until now. */
function useIsAnother(): boolean {
  const { records, lost } = useRecords();
  const { for: wanted } = useSearch({ strict: false });
  return lost !== null || (wanted !== undefined && !records.some((one) => one.id === wanted));
}

/** Says so, before anybody takes one patient's page for another's. */
function NotOpen({ record }: { record: PatientRecord }) {
  const { t } = useLingui();
  const { lost, readLost } = useRecords();
  const open = useOpen();
  const goOn = () => {
    readLost();
    open(record.id);
  };
  return (
    <div className={styles.notOpen} role="status">
      <p>{lost === null ? t`The record that this address asks for is not open to you, or not any more.` : t`The record of ${lost} is not open to you any more.`}</p>
      <Button kind="quiet" onPress={goOn}>{t`Go on with ${record.fullName}`}</Button>
    </div>
  );
}

function useOpen(): (patientId: string) => void {
  const navigate = useNavigate();
  const search = useRecordSearch();
  const place = placeFor(usePath());
  return (patientId) => void navigate({ to: place, search: search(patientId) });
}
