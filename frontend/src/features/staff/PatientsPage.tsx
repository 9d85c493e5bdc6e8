import { useLingui } from "@lingui/react/macro";
import { ActionLink } from "@/components/ActionLink";
import { Empty } from "@/components/Empty";
import { ListStates } from "@/components/ListStates";
import { Page } from "@/components/Page";
import { SearchField } from "@/components/SearchField";
import { Row } from "@/components/Stack";
import { StaffPatientsDocument } from "@/gql/graphql";
import { useRole } from "@/lib/session";
import { usePages } from "@/lib/usePages";
import { FoundPatientCard } from "./FoundPatientCard";
import { LockedNumbers } from "./LockedNumbers";
import { useKeptSearch } from "./StaffArea";

/** Where staff begin: find the person who is standing at the desk. */
export function PatientsPage() {
  const { t } = useLingui();
  const { words, setWords } = useKeptSearch();
  return (
    <Page title={t`Patients`}>
      <SearchField
        label={t`Name, clinic number or birth date`}
        hint={t`The beginning of a name is enough. A birth date looks like 1984‑03‑09.`}
        value={words}
        onSearch={setWords}
        clearLabel={t`Clear`}
      />
      {words ? <Found words={words} /> : null}
      <NewPatient />
      <LockedNumbers />
    </Page>
  );
}

function Found({ words }: { words: string }) {
  const { t } = useLingui();
  const pages = usePages({
    query: StaffPatientsDocument,
    variables: { search: words, after: null },
    pick: (data) => data.patients,
  });
  return (
    <ListStates
      pages={pages}
      label={t`Patients found`}
      what={t`the patients`}
      keyOf={(patient) => patient.id}
      render={(patient) => <FoundPatientCard patient={patient} />}
      empty={
        <Empty title={t`Nobody found`}>
          <p>{t`Try fewer words, or the clinic number alone.`}</p>
        </Empty>
      }
    />
  );
}

/** Clinicians do not put people on the books. */
function NewPatient() {
  const { t } = useLingui();
  const role = useRole();
  if (role === "CLINICIAN") return null;
  return (
    <Row>
      <ActionLink kind="secondary" to="/staff/patients/new">{t`Register a patient`}</ActionLink>
    </Row>
  );
}
