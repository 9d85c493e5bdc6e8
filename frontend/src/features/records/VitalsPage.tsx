import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Empty } from "@/components/Empty";
import { ListStates } from "@/components/ListStates";
import { Page } from "@/components/Page";
import { SearchField } from "@/components/SearchField";
import { VitalsDocument } from "@/gql/graphql";
import { usePatientId } from "@/lib/record";
import { usePages } from "@/lib/usePages";
import { BackToRecords } from "./BackToRecords";
import { ResultCard } from "./ResultCard";

/** Blood pressure, weight and the like. */
export function VitalsPage() {
  const { t } = useLingui();
  const patientId = usePatientId() ?? "";
  const [search, setSearch] = useState("");
  const pages = usePages({
    query: VitalsDocument,
    variables: { patientId, search: search || null, after: null },
    pick: (data) => data.patient?.page,
  });
  return (
    <Page
      title={t`Vital signs`}
      before={<BackToRecords />}
      lead={<p>{t`What was measured at your visits, such as blood pressure, pulse and weight.`}</p>}
    >
      <SearchField label={t`Search by name`} value={search} onSearch={setSearch} />
      <ListStates
        pages={pages}
        label={t`Vital signs`}
        what={t`your vital signs`}
        keyOf={(vital) => vital.id}
        render={(vital) => <ResultCard result={vital} />}
        empty={<Empty title={search ? t`Nothing found` : t`None noted`} />}
      />
    </Page>
  );
}
