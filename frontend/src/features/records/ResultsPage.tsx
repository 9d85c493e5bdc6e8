import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Empty } from "@/components/Empty";
import { ListStates } from "@/components/ListStates";
import { Page } from "@/components/Page";
import { SearchField } from "@/components/SearchField";
import { SelectField } from "@/components/SelectField";
import { ResultsDocument } from "@/gql/graphql";
import { usePatientId } from "@/lib/record";
import { usePages } from "@/lib/usePages";
import { BackToRecords } from "./BackToRecords";
import { ResultCard } from "./ResultCard";

/** FHIR's observation categories; vital signs have their own page. */
const categories = [
  { value: "", label: msg`All results` },
  { value: "laboratory", label: msg`Laboratory` },
  { value: "imaging", label: msg`Imaging` },
  { value: "procedure", label: msg`From procedures` },
  { value: "exam", label: msg`Examination` },
  { value: "survey", label: msg`Questionnaires` },
  { value: "social-history", label: msg`Way of life` },
];

/** Laboratory and other results. */
export function ResultsPage() {
  const { t, i18n } = useLingui();
  const patientId = usePatientId() ?? "";
  const [search, setSearch] = useState("");
  const [category, setCategory] = useState("");
  const pages = usePages({
    query: ResultsDocument,
    variables: { patientId, category: category || null, search: search || null, after: null },
    pick: (data) => data.patient?.page,
  });
  const options = categories.map(({ value, label }) => ({ value, label: i18n._(label) }));
  return (
    <Page
      title={t`Results`}
      before={<BackToRecords />}
      lead={<p>{t`Values as your record holds them. Where it says what is usual, or whether a value is high or low, you see it here; we add nothing to it.`}</p>}
    >
      <SearchField label={t`Search by name`} value={search} onSearch={setSearch} />
      <SelectField label={t`Kind of result`} value={category} options={options} onChange={setCategory} />
      <ListStates
        pages={pages}
        label={t`Results`}
        what={t`your results`}
        keyOf={(result) => result.id}
        render={(result) => <ResultCard result={result} />}
        empty={<NoResults narrowed={search !== "" || category !== ""} />}
      />
    </Page>
  );
}

function NoResults({ narrowed }: { narrowed: boolean }) {
  const { t } = useLingui();
  if (narrowed) return <Empty title={t`Nothing found`}><p>{t`No result fits these words and this kind. Try fewer words, or all results.`}</p></Empty>;
  return <Empty title={t`None noted`}><p>{t`Your results will appear here as soon as they are released.`}</p></Empty>;
}
