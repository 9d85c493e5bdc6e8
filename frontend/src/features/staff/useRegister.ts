import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import { type FoundPatientFieldsFragment, RegisterPatientDocument } from "@/gql/graphql";
import { type DateParts, isoDate } from "@/lib/birthDate";
import { errorCode, fieldProblems } from "@/lib/errors";

export type NewPerson = {
  givenNames: string;
  familyName: string;
  born: DateParts;
  sex: string;
  email: string;
  phone: string;
};

/** Puts a person on the books, after a look at whoever may be the same one. */
export function useRegister() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [{ fetching }, send] = useMutation(RegisterPatientDocument);
  const [problems, setProblems] = useState<Problem[]>([]);
  const [similar, setSimilar] = useState<FoundPatientFieldsFragment[]>([]);

  const submit = async (person: NewPerson, evenIfSimilar: boolean) => {
    const dateOfBirth = isoDate(person.born);
    const missing = missingOf(person, dateOfBirth, t`Enter the patient's name`, t`Enter a real date of birth, such as 9 3 1984`);
    setProblems(missing);
    setSimilar([]);
    if (missing.length > 0 || !dateOfBirth) return;
    const { born: _, email, phone, ...rest } = person;
    const input = { ...rest, dateOfBirth, email: email.trim() || null, phone: phone.trim() || null, evenIfSimilar };
    const { data, error } = await send({ input });
    const made = data?.registerPatient.patient;
    if (made) return navigate({ to: "/staff/patients/$patientId", params: { patientId: made.id } });
    setSimilar(data?.registerPatient.similar ?? []);
    if (error) setProblems(problemsOf(error, t`This could not be saved. Try again in a moment.`));
  };
  return { submit, problems, similar, isBusy: fetching };
}

function missingOf(person: NewPerson, dateOfBirth: string | null, name: string, born: string): Problem[] {
  const problems: Problem[] = [];
  if (!(person.givenNames + person.familyName).trim()) problems.push({ fieldId: "givenNames", message: name });
  if (!dateOfBirth) problems.push({ fieldId: "dateOfBirth", message: born });
  return problems;
}

function problemsOf(error: Parameters<typeof errorCode>[0], otherwise: string): Problem[] {
  const fields = fieldProblems(error).map(({ field, message }) => ({ fieldId: field === "fullName" ? "givenNames" : field, message }));
  return fields.length > 0 ? fields : [{ message: otherwise }];
}
