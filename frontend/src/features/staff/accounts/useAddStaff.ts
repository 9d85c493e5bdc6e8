import { useLingui } from "@lingui/react/macro";
import type { CombinedError } from "@urql/core";
import { useState } from "react";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import { useFailureWords } from "@/features/account/useFailureWords";
import { useStepUp } from "@/features/account/useStepUp";
import { AddStaffDocument, type AddStaffMutation } from "@/gql/graphql";
import { errorCode, fieldProblems, hasCode } from "@/lib/errors";
import type { StaffRole } from "./words";

export type NewStaff = { displayName: string; username: string; email: string; role: StaffRole | null; practitionerId: string };

export const nobody: NewStaff = { displayName: "", username: "", email: "", role: null, practitionerId: "" };

/** Adds an account; what it is given to sign in with is kept while the page is open, and nowhere else. */
export function useAddStaff() {
  const stepUp = useStepUp();
  const [{ fetching }, send] = useMutation(AddStaffDocument);
  const [problems, setProblems] = useState<Problem[]>([]);
  const [added, setAdded] = useState<AddStaffMutation["addStaff"] | null>(null);
  const { missing, explain } = useProblems();

  const submit = async (person: NewStaff) => {
    const lacks = missing(person);
    setProblems(lacks);
    const { role } = person;
    if (lacks.length > 0 || !role) return;
    const practitionerId = role === "CLINICIAN" && person.practitionerId ? person.practitionerId : null;
    const input = { displayName: person.displayName, username: person.username.trim(), email: person.email.trim() || null, role, practitionerId };
    const { data, error } = await stepUp.guard(() => send({ input }));
    if (hasCode(error, "STEP_UP_REQUIRED")) return;
    if (error) return setProblems(explain(error));
    setAdded(data?.addStaff ?? null);
  };
  return { stepUp, submit, problems, added, isBusy: fetching };
}

function useProblems() {
  const { t } = useLingui();
  const words = useFailureWords();
  const missing = (person: NewStaff): Problem[] => {
    const problems: Problem[] = [];
    if (!person.displayName.trim()) problems.push({ fieldId: "displayName", message: t`Enter their name` });
    if (!person.username.trim()) problems.push({ fieldId: "username", message: t`Choose a username for them` });
    if (!person.role) problems.push({ fieldId: "role", message: t`Choose what they do here` });
    return problems;
  };
  const explain = (error: CombinedError): Problem[] => {
    if (errorCode(error) === "CONFLICT") return [{ fieldId: "username", message: t`This username is taken. Choose another.` }];
    const fields = fieldProblems(error).map(({ field, message }) => ({ fieldId: field, message }));
    return fields.length > 0 ? fields : [{ message: words(error) }];
  };
  return { missing, explain };
}
