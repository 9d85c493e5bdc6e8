import { useLingui } from "@lingui/react/macro";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { type SyntheticEvent, useEffect, useState } from "react";
import { useMutation } from "urql";
import { BackLink } from "@/components/BackLink";
import { Button } from "@/components/Button";
import { DateFields } from "@/components/DateFields";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Page } from "@/components/Page";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { CallTheClinic } from "@/features/home/CallTheClinic";
import { StartRegistrationDocument } from "@/gql/graphql";
import { isoDate } from "@/lib/birthDate";
import { type Claim, claimFrom, useClaimProblems, useClaimRefusal } from "./claim";
import { useDraft } from "./SignUpArea";

/** Signing up, step 1: who it is, with the code from the letter. */
export function CreateAccountPage() {
  const { t } = useLingui();
  const form = useClaimForm();
  return (
    <Page
      title={t`Create Account`}
      before={<BackLink to="/sign-in">{t`Back to sign in`}</BackLink>}
      lead={<p>{t`Step 1 of 2. You need the letter with your activation code, which the clinic gives you.`}</p>}
      hasError={form.problems.length > 0}
    >
      <ClaimFields {...form} />
      <Stack as="section" labelledBy="no-code" gap="tight">
        <h2 id="no-code">{t`No letter, or a code that does not work?`}</h2>
        <p>{t`Call us or ask at the front desk. A new code is made in a minute.`}</p>
        <CallTheClinic />
      </Stack>
    </Page>
  );
}

function useClaimForm() {
  const navigate = useNavigate();
  const { claim: kept, setClaim: keep } = useDraft();
  // The router's location runs ahead to the next page, whose hash is its own.
  const hash = useLocation({ select: ({ pathname, hash: own }) => (pathname.endsWith("/create-account") ? own : "") });
  const [claim, setClaim] = useState<Claim>(() => (hash || !kept ? claimFrom(hash) : kept));
  const [problems, setProblems] = useState<Problem[]>([]);
  const [{ fetching }, send] = useMutation(StartRegistrationDocument);
  const find = useClaimProblems();
  const explain = useClaimRefusal();
  // The code is taken out of the address as soon as it was read.
  useEffect(() => {
    if (hash) void navigate({ to: "/create-account", hash: "", replace: true });
  }, [hash, navigate]);

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    const found = find(claim);
    setProblems(found);
    const dateOfBirth = isoDate(claim.born);
    if (found.length > 0 || !dateOfBirth) return;
    const { born: _, ...words } = claim;
    const { data, error } = await send({ input: { ...words, email: claim.email.trim(), dateOfBirth } });
    if (!data) return setProblems(explain(error));
    keep(claim);
    await navigate({ to: "/create-account/choose", hash: data.startRegistration.registration.id });
  };
  const set = (change: Partial<Claim>) => setClaim((now) => ({ ...now, ...change }));
  return { claim, set, problems, submit, isBusy: fetching };
}

function ClaimFields({ claim, set, problems, submit, isBusy }: ReturnType<typeof useClaimForm>) {
  const { t } = useLingui();
  const errorOf = (fieldId: string) => problems.find((problem) => problem.fieldId === fieldId)?.message;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="wide">
        <ErrorSummary problems={problems} />
        <TextField id="clinicNumber" label={t`Clinic number`} hint={t`Seven digits, such as 4-820-117. It stands on your letters.`} value={claim.clinicNumber} onChange={(clinicNumber) => set({ clinicNumber })} error={errorOf("clinicNumber")} autoComplete="off" inputMode="numeric" code />
        <TextField id="activationCode" label={t`Activation code`} hint={t`Capitals, spaces and dashes do not matter. There is no 0, O, 1 or I in it.`} value={claim.activationCode} onChange={(activationCode) => set({ activationCode })} error={errorOf("activationCode")} autoComplete="off" literal code />
        <TextField id="email" type="email" label={t`Primary email address`} hint={t`We send a link there to make sure that it is yours.`} value={claim.email} onChange={(email) => set({ email })} error={errorOf("email")} autoComplete="email" />
        <TextField id="fullName" label={t`Full name`} hint={t`As the clinic writes it. Middle names and accents may be left out.`} value={claim.fullName} onChange={(fullName) => set({ fullName })} error={errorOf("fullName")} autoComplete="name" />
        <DateFields id="dateOfBirth" label={t`Date of birth`} value={claim.born} onChange={(born) => set({ born })} error={errorOf("dateOfBirth")} isBirthDate />
        <Row>
          <Button type="submit" isDisabled={isBusy}>{t`Continue`}</Button>
        </Row>
      </Stack>
    </form>
  );
}
