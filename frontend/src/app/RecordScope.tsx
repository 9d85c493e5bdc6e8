import { useSearch } from "@tanstack/react-router";
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import type { ViewerFieldsFragment } from "@/gql/graphql";
import { type PatientRecord, RecordContext } from "@/lib/record";
import { ConnectionProvider, useSession } from "@/lib/session";

/**
 * The record that the address asks for, else the first that the account may
 * open. Everything inside begins anew with another record, and with other scopes:
 * cache, socket, what is typed. So nothing of one patient is ever shown under
 * another's name, and nothing that is shared no more.
 */
export function RecordScope({ viewer, children }: { viewer: ViewerFieldsFragment; children: ReactNode }) {
  const { for: wanted } = useSearch({ strict: false });
  const records = useMemo(() => viewer.patients ?? [], [viewer.patients]);
  const record = records.find((one) => one.id === wanted) ?? records[0] ?? null;
  const { lost, readLost } = useLost(record, records);
  const value = useMemo(() => ({ record, records, lost, readLost }), [record, records, lost, readLost]);
  useCheckAtEnds(records);
  return (
    <RecordContext value={value}>
      <OwnConnection key={`${viewer.account.id} ${record?.id} ${record?.access?.scopes.join()}`}>{children}</OwnConnection>
    </RecordContext>
  );
}

/** Notices when the record that was open is gone from those that may be. */
function useLost(record: PatientRecord | null, records: PatientRecord[]) {
  const [before, setBefore] = useState(record);
  const [lost, setLost] = useState<string | null>(null);
  const readLost = useCallback(() => setLost(null), []);
  if (record?.id !== before?.id) {
    setBefore(record);
    setLost(before && !records.some(({ id }) => id === before.id) ? before.fullName : null);
  }
  return { lost, readLost };
}

/** The longest wait that browsers keep; who waits longer asks once in between. */
const longest = 2 ** 31 - 1;

/** Asks who may open what at the next instant at which access ends by itself: a last day, a child's birthday. */
function useCheckAtEnds(records: PatientRecord[]): void {
  const { check } = useSession();
  useEffect(() => {
    const ends = records.flatMap(({ access }) => [access?.expiresAt, access?.recordsUntil]).map((at) => (at ? Date.parse(at) : 0));
    const next = Math.min(...ends.filter((at) => at > Date.now()));
    if (next === Number.POSITIVE_INFINITY) return;
    const timer = setTimeout(check, Math.min(longest, next - Date.now() + 50));
    return () => clearTimeout(timer);
  }, [records, check]);
}

function OwnConnection({ children }: { children: ReactNode }) {
  const { connect } = useSession();
  const [connection] = useState(connect);
  useEffect(() => () => connection.live.close(), [connection]);
  return <ConnectionProvider connection={connection}>{children}</ConnectionProvider>;
}
