import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useState } from "react";
import { BackLink } from "@/components/BackLink";
import { Button } from "@/components/Button";
import { CheckChoices } from "@/components/CheckChoices";
import { DateFields } from "@/components/DateFields";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Page } from "@/components/Page";
import { RadioChoice } from "@/components/RadioChoice";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { StepUpPlace, useStepUp } from "@/features/account/useStepUp";
import type { CarerScope } from "@/gql/graphql";
import { calledName, isOwn, useRecords } from "@/lib/record";
import { type Invitation, noInvitation, type Until } from "./invite";
import { useInvite } from "./useInvite";
import { scopes, useShareWords } from "./useShareWords";

/** Whom to let in, to what, until when. */
export function InvitePage() {
  const { t } = useLingui();
  const { record } = useRecords();
  const stepUp = useStepUp();
  const invite = useInvite(stepUp);
  const [invitation, setInvitation] = useState(noInvitation);
  const set = (change: Partial<Invitation>) => setInvitation((now) => ({ ...now, ...change }));
  const errorOf = (fieldId: string) => invite.problems.find((problem) => problem.fieldId === fieldId)?.message;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void invite.submit(invitation);
  };
  const mayInvite = record !== null && (record.access?.mayInvite ?? true);
  const before = <BackLink to="/account/family">{t`Back to family and carers`}</BackLink>;
  if (!mayInvite) {
    return <Page title={t`Invite somebody`} before={before}><p>{t`For the record that is open you cannot invite anybody. The patient can.`}</p></Page>;
  }
  const name = calledName(record);
  return (
    <Page
      title={isOwn(record) ? t`Invite somebody to act for you` : t`Invite somebody to act for ${name}`}
      documentTitle={t`Invite somebody`}
      hasError={invite.problems.length > 0}
      before={before}
      lead={<p>{t`We mail them a link that works once and for seven days. Tell them to expect it, and give it to nobody else: whoever opens it can accept.`}</p>}
    >
      <StepUpPlace stepUp={stepUp}>
        <form onSubmit={submit} noValidate>
          <Stack gap="wide">
            <ErrorSummary problems={invite.problems} />
            <TextField id="email" type="email" label={t`Their email address`} value={invitation.email} onChange={(email) => set({ email })} error={errorOf("email")} autoComplete="off" literal />
            <TextField id="relationship" label={t`Who they are to you`} hint={t`Such as daughter, neighbor or nurse.`} value={invitation.relationship} onChange={(relationship) => set({ relationship })} error={errorOf("relationship")} maxLength={60} autoComplete="off" />
            <Shares held={record.access?.scopes ?? scopes} value={invitation.scopes} onChange={(chosen) => set({ scopes: chosen })} error={errorOf("scopes")} />
            <Ends invitation={invitation} onChange={set} error={errorOf("expiresAt")} />
            <Row>
              <Button type="submit" isDisabled={invite.isBusy}>{t`Send invitation`}</Button>
            </Row>
          </Stack>
        </form>
      </StepUpPlace>
    </Page>
  );
}

type SharesProps = { held: CarerScope[]; value: CarerScope[]; onChange: (value: CarerScope[]) => void; error: string | undefined };

export function Shares({ held, value, onChange, error }: SharesProps) {
  const { t } = useLingui();
  const words = useShareWords();
  return (
    <CheckChoices
      id="scopes"
      label={t`What they may see and do`}
      error={error}
      choices={scopes.filter((scope) => held.includes(scope)).map((scope) => ({ value: scope, label: words.name(scope), detail: words.detail(scope) }))}
      value={value}
      onChange={(chosen) => onChange(scopes.filter((scope) => chosen.includes(scope)))}
    />
  );
}

type EndsProps = { invitation: Invitation; onChange: (change: Partial<Invitation>) => void; error: string | undefined };

function Ends({ invitation, onChange, error }: EndsProps) {
  const { t } = useLingui();
  const choices: { value: Until; label: string }[] = [
    { value: "threeMonths", label: t`For three months` },
    { value: "year", label: t`For a year` },
    { value: "open", label: t`Until I end it` },
    { value: "day", label: t`Until a day that I choose` },
  ];
  return (
    <Stack>
      <RadioChoice id="until" label={t`For how long`} hint={t`You can end it earlier at any time.`} choices={choices} value={invitation.until} onChange={(until) => onChange({ until: until as Until })} />
      {invitation.until === "day" ? (
        <DateFields id="expiresAt" label={t`Last day`} value={invitation.day} onChange={(day) => onChange({ day })} error={error} />
      ) : null}
    </Stack>
  );
}
