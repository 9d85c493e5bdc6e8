import { useNavigate } from "@tanstack/react-router";
import { createContext, useCallback, useContext, useEffect } from "react";
import type { CarerScope, ViewerFieldsFragment } from "@/gql/graphql";

/** A patient whose record this account may open: its own person, or one it looks after. */
export type PatientRecord = NonNullable<ViewerFieldsFragment["patients"]>[number];

type Records = {
  /** The one that is open: every page is about it. Null for accounts without any, such as staff. */
  record: PatientRecord | null;
  /** All that may be opened, the account's own first. */
  records: PatientRecord[];
  /** The name of whoever's record was open until it was not open to this account any more; null once that was read. */
  lost: string | null;
  /** Says that it was read. */
  readLost: () => void;
};

export const RecordContext = createContext<Records>({ record: null, records: [], lost: null, readLost: () => {} });

export function useRecords(): Records {
  return useContext(RecordContext);
}

/** The patient whose record is open; null for accounts that have none, such as staff. */
export function usePatientId(): string | null {
  return useRecords().record?.id ?? null;
}

export function isOwn(record: PatientRecord | null): boolean {
  return record?.access?.self ?? true;
}

/** What a patient is called in a sentence. A record may have the name as a whole only. */
export function calledName({ givenNames, fullName }: { givenNames: string; fullName: string }): string {
  return givenNames.trim() || fullName;
}

/** Whether the open record is the person's own: pages then say "your". */
export function useIsOwn(): boolean {
  return isOwn(useRecords().record);
}

/** Whether a part of the record is shared with this account. The server decides; this spares a question it would refuse. */
export function isShared(record: PatientRecord | null, scope: CarerScope): boolean {
  return isOwn(record) || (record?.access?.scopes.includes(scope) ?? false);
}

/** Which record an address opens. The first needs no word, so that a patient who looks after nobody never sees one. */
export function useRecordSearch(): (patientId: string | null) => { for?: string } {
  const { records } = useRecords();
  const first = records[0]?.id;
  return useCallback((patientId) => ({ for: patientId === null || patientId === first ? undefined : patientId }), [first]);
}

/** The record that the page behind a notification is about; of one about the account, the record that is open. */
export function useNotificationSearch(): (patientId: string | null) => { for?: string } {
  const search = useRecordSearch();
  const open = usePatientId();
  return (patientId) => search(patientId ?? open);
}

/**
 * Opens the record that a page turns out to be about, when another is open, such as after a link in a mail.
 * True until it is open: what is another patient's is not to be drawn under this one's name.
 */
export function useOpenRecordOf(patientId: string | undefined): boolean {
  const { record, records } = useRecords();
  const search = useRecordSearch();
  const navigate = useNavigate();
  const other = patientId !== record?.id && records.some((one) => one.id === patientId) ? patientId : undefined;
  useEffect(() => {
    if (other) void navigate({ to: ".", search: (now) => ({ ...now, ...search(other) }), replace: true });
  }, [other, search, navigate]);
  return other !== undefined;
}
