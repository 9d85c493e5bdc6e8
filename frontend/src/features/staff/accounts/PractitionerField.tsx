import { useLingui } from "@lingui/react/macro";
import { SelectField } from "@/components/SelectField";
import { AdministratorPractitionersDocument } from "@/gql/graphql";
import { useAsk } from "@/lib/useAsk";

type PractitionerFieldProps = { value: string; onChange: (id: string) => void; error?: string };

/** As whom patients know a clinician: nobody while the clinic's list does not have them. */
export function PractitionerField({ value, onChange, error }: PractitionerFieldProps) {
  const { t } = useLingui();
  const { data } = useAsk(AdministratorPractitionersDocument, {});
  const listed = data?.clinic.practitioners ?? [];
  const options = [
    { value: "", label: t`Not in the clinic's list` },
    ...listed.map(({ id, name, credentials }) => ({ value: id, label: credentials ? `${name}, ${credentials}` : name })),
  ];
  return <SelectField id="practitionerId" label={t`Patients know them as`} value={value} options={options} onChange={onChange} error={error} />;
}
