import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useState } from "react";
import { useNavigate } from "@tanstack/react-router";
import { BackLink } from "@/components/BackLink";
import { Button } from "@/components/Button";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Page } from "@/components/Page";
import { RadioChoice } from "@/components/RadioChoice";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { StepUpPlace } from "@/features/account/useStepUp";
import { FirstPassword } from "./FirstPassword";
import { ForAdministrators } from "./ForAdministrators";
import { PractitionerField } from "./PractitionerField";
import { type NewStaff, nobody, useAddStaff } from "./useAddStaff";
import { staffRoles } from "./words";

/** An account for somebody who begins to work here. */
export function AddStaffPage() {
  const { t } = useLingui();
  const adding = useAddStaff();
  return (
    <ForAdministrators title={t`Add a member of staff`}>
      <Page
        title={t`Add a member of staff`}
        hasError={adding.problems.length > 0}
        before={<BackLink to="/staff/accounts">{t`All staff accounts`}</BackLink>}
      >
        {adding.added ? <Added adding={adding} /> : <StepUpPlace stepUp={adding.stepUp}><NewStaffForm adding={adding} /></StepUpPlace>}
      </Page>
    </ForAdministrators>
  );
}

function Added({ adding: { added } }: { adding: ReturnType<typeof useAddStaff> }) {
  const navigate = useNavigate();
  if (!added) return null;
  return <FirstPassword account={added.staffAccount} password={added.firstPassword} onDone={() => void navigate({ to: "/staff/accounts" })} />;
}

function NewStaffForm({ adding }: { adding: ReturnType<typeof useAddStaff> }) {
  const { t, i18n } = useLingui();
  const [person, setPerson] = useState<NewStaff>(nobody);
  const set = (change: Partial<NewStaff>) => setPerson((now) => ({ ...now, ...change }));
  const errorOf = (fieldId: string) => adding.problems.find((problem) => problem.fieldId === fieldId)?.message;
  const choices = staffRoles.map(({ value, label, detail }) => ({ value, label: i18n._(label), detail: i18n._(detail) }));
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void adding.submit(person);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <ErrorSummary problems={adding.problems} />
        <TextField id="displayName" label={t`Name`} hint={t`As patients and colleagues read it.`} value={person.displayName} onChange={(displayName) => set({ displayName })} error={errorOf("displayName")} autoComplete="off" />
        <TextField id="username" label={t`Username`} hint={t`3 to 64 letters, digits, dots, dashes and underscores.`} literal value={person.username} onChange={(username) => set({ username })} error={errorOf("username")} autoComplete="off" />
        <TextField id="email" type="email" label={t`Email address (optional)`} hint={t`We mail a link there that they confirm it by.`} value={person.email} onChange={(email) => set({ email })} error={errorOf("email")} autoComplete="off" />
        <RadioChoice id="role" label={t`Role`} choices={choices} value={person.role} onChange={(role) => set({ role: role as NewStaff["role"] })} error={errorOf("role")} />
        {person.role === "CLINICIAN" ? <PractitionerField value={person.practitionerId} onChange={(practitionerId) => set({ practitionerId })} error={errorOf("practitionerId")} /> : null}
        <Row>
          <Button type="submit" isDisabled={adding.isBusy}>{t`Add account`}</Button>
        </Row>
      </Stack>
    </form>
  );
}
