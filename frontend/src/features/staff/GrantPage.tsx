import { useLingui } from "@lingui/react/macro";
import { useParams } from "@tanstack/react-router";
import { type SyntheticEvent, useState } from "react";
import { BackLink } from "@/components/BackLink";
import { Button } from "@/components/Button";
import { DateFields } from "@/components/DateFields";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Failed } from "@/components/Failed";
import { Page } from "@/components/Page";
import { RadioChoice } from "@/components/RadioChoice";
import { SkeletonList } from "@/components/Skeleton";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { StepUpPlace, useStepUp } from "@/features/account/useStepUp";
import type { Until } from "@/features/family/invite";
import { Shares } from "@/features/family/InvitePage";
import { scopes } from "@/features/family/useShareWords";
import { StaffCarersDocument, type StaffCarersQuery } from "@/gql/graphql";
import { calledName } from "@/lib/record";
import { useAsk } from "@/lib/useAsk";
import { useClinicDay } from "@/lib/useClinicDay";
import { useNow } from "@/lib/useNow";
import { isTheirsAlone, useChildhoodWords } from "./childhood";
import { type Found, type Guardian, noGuardian, useGrant } from "./useGrant";

type Patient = NonNullable<StaffCarersQuery["patient"]>;
type Child = Patient & { childhood: NonNullable<Patient["childhood"]> };

/** A parent or guardian for a child, by the front desk or an administrator. */
export function GrantPage() {
  const { t } = useLingui();
  const { patientId } = useParams({ from: "/signed-in/staff/patients/$patientId/carer" });
  const { data, isLoading, isOffline, retry } = useAsk(StaffCarersDocument, { patientId });
  const patient = data?.patient;
  const before = <BackLink to="/staff/patients/$patientId" params={{ patientId }}>{t`Back to the patient`}</BackLink>;
  if (isLoading) return <Page title={t`Add a parent or guardian`} before={before}><SkeletonList rows={2} /></Page>;
  if (!patient) {
    return <Page title={t`Add a parent or guardian`} before={before}><Failed what={t`this patient`} offline={isOffline} onRetry={retry} /></Page>;
  }
  const { childhood } = patient;
  if (!childhood) {
    return <Page title={t`Add a parent or guardian`} before={before}><p>{t`By the record this patient is no child. Adults invite their carers themselves, in their account under “Family and carers”.`}</p></Page>;
  }
  return <Form child={{ ...patient, childhood }} />;
}

function Form({ child }: { child: Child }) {
  const { t } = useLingui();
  const { id: patientId, fullName, childhood } = child;
  const now = useNow(60_000);
  const words = useChildhoodWords();
  const stepUp = useStepUp();
  const grant = useGrant(patientId, stepUp);
  const [guardian, setGuardian] = useState(noGuardian);
  const set = (change: Partial<Guardian>) => setGuardian((before) => ({ ...before, ...change }));
  const errorOf = (fieldId: string) => grant.problems.find((problem) => problem.fieldId === fieldId)?.message;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void grant.submit(guardian);
  };
  const held = isTheirsAlone(childhood, now) ? scopes.filter((scope) => scope !== "RECORDS" && scope !== "ADVICE") : scopes;
  return (
    <Page
      title={t`Add a parent or guardian of ${fullName}`}
      documentTitle={t`Add a parent or guardian`}
      hasError={grant.problems.length > 0}
      before={<BackLink to="/staff/patients/$patientId" params={{ patientId }}>{t`Back to the patient`}</BackLink>}
      lead={<p>{words(calledName(child), childhood)}</p>}
    >
      <StepUpPlace stepUp={stepUp}>
        <form onSubmit={submit} noValidate>
          <Stack gap="wide">
            <ErrorSummary problems={grant.problems} />
            <Who guardian={guardian} onChange={set} errorOf={errorOf} />
            <TextField id="relationship" label={t`Who they are to the child`} hint={t`Such as mother, father or legal guardian.`} value={guardian.relationship} onChange={(relationship) => set({ relationship })} error={errorOf("relationship")} maxLength={60} autoComplete="off" />
            <Shares held={held} value={guardian.scopes} onChange={(chosen) => set({ scopes: chosen })} error={errorOf("scopes")} />
            <Ends guardian={guardian} ofAge={childhood.ofAge} onChange={set} error={errorOf("expiresAt")} />
            <TextField id="reason" label={t`Reason`} hint={t`Which papers you saw, such as “Birth certificate and passport”. It is kept on the audit trail.`} value={guardian.reason} onChange={(reason) => set({ reason })} error={errorOf("reason")} rows={2} maxLength={500} />
            <Row>
              <Button type="submit" isDisabled={grant.isBusy}>{guardian.found === "username" ? t`Let them in` : t`Send invitation`}</Button>
            </Row>
          </Stack>
        </form>
      </StepUpPlace>
    </Page>
  );
}

type PartProps = { guardian: Guardian; onChange: (change: Partial<Guardian>) => void };

function Who({ guardian, onChange, errorOf }: PartProps & { errorOf: (fieldId: string) => string | undefined }) {
  const { t } = useLingui();
  const choices: { value: Found; label: string; detail: string }[] = [
    { value: "email", label: t`Mail them an invitation`, detail: t`They accept it with an account of theirs, or make one with it.` },
    { value: "username", label: t`They have an account here`, detail: t`They tell you the username, and are let in at once.` },
  ];
  return (
    <Stack>
      <RadioChoice id="found" label={t`How to reach them`} choices={choices} value={guardian.found} onChange={(found) => onChange({ found: found as Found })} />
      {guardian.found === "email" ? (
        <TextField id="email" type="email" label={t`Their email address`} value={guardian.email} onChange={(email) => onChange({ email })} error={errorOf("email")} autoComplete="off" literal />
      ) : (
        <TextField id="username" label={t`Their Personal Username`} value={guardian.username} onChange={(username) => onChange({ username })} error={errorOf("username")} autoComplete="off" literal />
      )}
    </Stack>
  );
}

function Ends({ guardian, ofAge, onChange, error }: PartProps & { ofAge: string; error: string | undefined }) {
  const { t } = useLingui();
  const dayOf = useClinicDay();
  const choices: { value: Until; label: string }[] = [
    { value: "open", label: t`Until the child is of age, on ${dayOf(ofAge)}` },
    { value: "day", label: t`Until a day before that` },
  ];
  return (
    <Stack>
      <RadioChoice id="until" label={t`For how long`} choices={choices} value={guardian.until} onChange={(until) => onChange({ until: until as Until })} />
      {guardian.until === "day" ? (
        <DateFields id="expiresAt" label={t`Last day`} value={guardian.day} onChange={(day) => onChange({ day })} error={error} />
      ) : null}
    </Stack>
  );
}
