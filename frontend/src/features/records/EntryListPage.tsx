import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Empty } from "@/components/Empty";
import { ListStates } from "@/components/ListStates";
import { Page } from "@/components/Page";
import { SearchField } from "@/components/SearchField";
import { usePatientId } from "@/lib/record";
import { usePages } from "@/lib/usePages";
import { BackToRecords } from "./BackToRecords";
import { EntryCard } from "./EntryCard";
import type { EntryList } from "./lists";

/** One part of the record, such as the medications. */
export function EntryListPage({ list }: { list: EntryList }) {
  const { t, i18n } = useLingui();
  const patientId = usePatientId() ?? "";
  const [search, setSearch] = useState("");
  const pages = usePages({
    query: list.query,
    variables: { patientId, search: search || null, after: null },
    pick: (data) => data.patient?.page,
  });
  const title = i18n._(list.title);
  return (
    <Page title={title} lead={<p>{i18n._(list.about)}</p>} before={<BackToRecords />}>
      <SearchField label={t`Search by name`} value={search} onSearch={setSearch} />
      <ListStates
        pages={pages}
        label={title}
        what={title}
        keyOf={(entry) => entry.id}
        render={(entry) => <EntryCard entry={entry} />}
        empty={<NoEntries searching={search !== ""} />}
      />
    </Page>
  );
}

function NoEntries({ searching }: { searching: boolean }) {
  const { t } = useLingui();
  if (searching) return <Empty title={t`Nothing found`}><p>{t`No entry has these words in its name. Try fewer or other words.`}</p></Empty>;
  return <Empty title={t`None noted`}><p>{t`Nothing of this kind is on your record. If something is missing, tell us at your next visit.`}</p></Empty>;
}
