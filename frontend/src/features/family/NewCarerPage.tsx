import { useLingui } from "@lingui/react/macro";
import { Navigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { BackLink } from "@/components/BackLink";
import { Button } from "@/components/Button";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Failed } from "@/components/Failed";
import { Page } from "@/components/Page";
import { SkeletonList } from "@/components/Skeleton";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { useLinkToken } from "@/features/account/useLinkToken";
import { SignInFields } from "@/features/signup/SignInFields";
import { CarerOfferDocument, SecurityQuestionsDocument } from "@/gql/graphql";
import { hasCode } from "@/lib/errors";
import { useSession } from "@/lib/session";
import { useAsk } from "@/lib/useAsk";
import { InvitationIsOver } from "./InvitationIsOver";
import type { Offer } from "./OfferFacts";
import { useNewCarer } from "./useNewCarer";

/** An account for somebody who was invited and has none. The token stays behind "#", so that a reload goes on. */
export function NewCarerPage() {
  const token = useLinkToken();
  const session = useSession();
  const [became, setBecame] = useState<"made" | "over" | null>(null);
  // Whoever was signed in before has an account: they accept with it.
  if (session.state === "signedIn" && !became) return <Navigate to="/carer-invitation" hash={token} replace />;
  return token && became !== "over" ? <Begun token={token} onBecame={setBecame} /> : <InvitationIsOver />;
}

type BegunProps = { token: string; onBecame: (what: "made" | "over") => void };

function Begun({ token, onBecame }: BegunProps) {
  const { t } = useLingui();
  const invited = useAsk(CarerOfferDocument, { token });
  const clinic = useAsk(SecurityQuestionsDocument, {});
  const offer = invited.data?.carerInvitation;
  if (hasCode(invited.error, "EXPIRED") || offer === null) return <InvitationIsOver />;
  if (invited.isLoading || clinic.isLoading) return <Around token={token}><SkeletonList rows={2} /></Around>;
  if (!offer || !clinic.data) {
    const retry = () => {
      invited.retry();
      clinic.retry();
    };
    return <Around token={token}><Failed what={t`the invitation`} offline={invited.isOffline || clinic.isOffline} onRetry={retry} /></Around>;
  }
  return <Form token={token} offer={offer} questions={clinic.data.clinic.securityQuestions} onBecame={onBecame} />;
}

type FormProps = BegunProps & { offer: Offer; questions: { key: string; text: string }[] };

function Form({ token, offer, questions, onBecame }: FormProps) {
  const { t } = useLingui();
  const { person, set, problems, submit, isBusy } = useNewCarer(token, questions.length > 0, onBecame);
  const errorOf = (fieldId: string) => problems.find((problem) => problem.fieldId === fieldId)?.message;
  return (
    <Around
      token={token}
      hasError={problems.length > 0}
      lead={<p>{t`With it you look after ${offer.patientName}, within what they share with you. You need not be a patient here.`}</p>}
    >
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="wide">
          <ErrorSummary problems={problems} />
          <Stack as="section" labelledBy="about-you">
            <h2 id="about-you">{t`About you`}</h2>
            <TextField id="fullName" label={t`Full name`} hint={t`${offer.patientName} sees this name beside everything you look at and do.`} value={person.fullName} onChange={(fullName) => set({ fullName })} error={errorOf("fullName")} autoComplete="name" maxLength={200} />
            <p>{t`Your email address is ${offer.email}: the invitation reached you there, so it needs no further proof.`}</p>
          </Stack>
          <SignInFields questions={questions} chosen={person} onChange={set} errorOf={errorOf} owner={{ fullName: person.fullName, email: offer.email }} />
          <Row>
            <Button type="submit" isDisabled={isBusy}>{t`Create account and accept`}</Button>
          </Row>
        </Stack>
      </form>
    </Around>
  );
}

type AroundProps = { token: string; hasError?: boolean; lead?: ReactNode; children: ReactNode };

/** The page around whatever is shown. */
function Around({ token, ...rest }: AroundProps) {
  const { t } = useLingui();
  return <Page title={t`Create your account`} before={<BackLink to="/carer-invitation" hash={token}>{t`Back to the invitation`}</BackLink>} {...rest} />;
}
