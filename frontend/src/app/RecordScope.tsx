import { useSearch } from "@tanstack/react-router";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { ViewerFieldsFragment } from "@/gql/graphql";
import { RecordContext } from "@/lib/record";
import { ConnectionProvider, useSession } from "@/lib/session";

/**
 * The record that the address asks for, else the first that the account may
 * open. Everything inside begins anew with another record: cache, socket, what
 * is typed. So nothing of one patient is ever shown under another's name.
 */
export function RecordScope({ viewer, children }: { viewer: ViewerFieldsFragment; children: ReactNode }) {
  const { for: wanted } = useSearch({ strict: false });
  const records = useMemo(() => viewer.patients ?? [], [viewer.patients]);
  const record = records.find((one) => one.id === wanted) ?? records[0] ?? null;
  const value = useMemo(() => ({ record, records }), [record, records]);
  return (
    <RecordContext value={value}>
      <OwnConnection key={`${viewer.account.id} ${record?.id}`}>{children}</OwnConnection>
    </RecordContext>
  );
}

function OwnConnection({ children }: { children: ReactNode }) {
  const { connect } = useSession();
  const [connection] = useState(connect);
  useEffect(() => () => connection.live.close(), [connection]);
  return <ConnectionProvider connection={connection}>{children}</ConnectionProvider>;
}
