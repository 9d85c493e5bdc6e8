import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useState } from "react";
import { BackLink } from "@/components/BackLink";
import { Button } from "@/components/Button";
import { DateFields } from "@/components/DateFields";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Notice } from "@/components/Notice";
import { Page } from "@/components/Page";
import { SelectField } from "@/components/SelectField";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import type { FoundPatientFieldsFragment } from "@/gql/graphql";
import { noDate } from "@/lib/birthDate";
import { FoundPatientCard } from "./FoundPatientCard";
import { sexes } from "./sexes";
import { type NewPerson, useRegister } from "./useRegister";

/** A person who is new to the clinic. */
export function RegisterPage() {
  const { t, i18n } = useLingui();
  const options = sexes.map(({ value, label }) => ({ value, label: i18n._(label) }));
  const register = useRegister();
  const [person, setPerson] = useState<NewPerson>({ givenNames: "", familyName: "", born: noDate, sex: "unknown", email: "", phone: "" });
  const set = (change: Partial<NewPerson>) => setPerson((now) => ({ ...now, ...change }));
  const errorOf = (fieldId: string) => register.problems.find((problem) => problem.fieldId === fieldId)?.message;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void register.submit(person, false);
  };
  return (
    <Page
      title={t`Register a patient`}
      hasError={register.problems.length > 0}
      before={<BackLink to="/staff/patients">{t`All patients`}</BackLink>}
      lead={<p>{t`The patient gets a new clinic number. Look for them first: one person with two records is how results get lost.`}</p>}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <ErrorSummary problems={register.problems} />
          <TextField id="givenNames" label={t`Given names`} value={person.givenNames} onChange={(givenNames) => set({ givenNames })} error={errorOf("givenNames")} autoComplete="off" />
          <TextField id="familyName" label={t`Family name`} value={person.familyName} onChange={(familyName) => set({ familyName })} error={errorOf("familyName")} autoComplete="off" />
          <DateFields id="dateOfBirth" label={t`Date of birth`} value={person.born} onChange={(born) => set({ born })} error={errorOf("dateOfBirth")} />
          <SelectField label={t`Sex`} value={person.sex} options={options} onChange={(sex) => set({ sex })} />
          <TextField id="email" type="email" label={t`Email address (optional)`} value={person.email} onChange={(email) => set({ email })} error={errorOf("email")} autoComplete="off" />
          <TextField id="phone" type="tel" label={t`Phone number (optional)`} value={person.phone} onChange={(phone) => set({ phone })} error={errorOf("phone")} autoComplete="off" />
          {register.similar.length > 0 ? (
            <MaybeTheSame similar={register.similar} onGoOn={() => void register.submit(person, true)} />
          ) : (
            <Row>
              <Button type="submit" isDisabled={register.isBusy}>{t`Register`}</Button>
            </Row>
          )}
        </Stack>
      </form>
    </Page>
  );
}

function MaybeTheSame({ similar, onGoOn }: { similar: FoundPatientFieldsFragment[]; onGoOn: () => void }) {
  const { t } = useLingui();
  return (
    <div role="alert">
      <Stack>
        <Notice kind="warning" title={t`This person may be on the books already`}>
          <p>{t`The name and the birth date are the same. Open the record and check it with the patient before you go on.`}</p>
        </Notice>
        {similar.map((patient) => (
          <FoundPatientCard key={patient.id} patient={patient} />
        ))}
        <Row>
          <Button kind="secondary" onPress={onGoOn}>{t`It is someone else: register`}</Button>
        </Row>
      </Stack>
    </div>
  );
}
