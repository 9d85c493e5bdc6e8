import { useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { useMutation } from "urql";
import { ActionLink } from "@/components/ActionLink";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Failed } from "@/components/Failed";
import { Page } from "@/components/Page";
import { SkeletonList } from "@/components/Skeleton";
import { Row, Stack } from "@/components/Stack";
import { CallTheClinic } from "@/features/home/CallTheClinic";
import { useFailureWords } from "@/features/account/useFailureWords";
import { useLinkToken } from "@/features/account/useLinkToken";
import { AcceptCarerInvitationDocument, CarerOfferDocument } from "@/gql/graphql";
import { errorCode, hasCode } from "@/lib/errors";
import { useSession } from "@/lib/session";
import { useAsk } from "@/lib/useAsk";
import { InvitationIsOver } from "./InvitationIsOver";
import { type Offer, OfferFacts } from "./OfferFacts";

/**
 * Where the link of an invitation leads. Looking uses nothing up: programs that
 * look into mail open links too.
 */
export function CarerInvitationPage() {
  const token = useLinkToken();
  return token ? <Invitation token={token} /> : <InvitationIsOver />;
}

function Invitation({ token }: { token: string }) {
  const { t } = useLingui();
  const session = useSession();
  const { data, error, isLoading, isOffline, retry } = useAsk(CarerOfferDocument, { token });
  const [accepted, setAccepted] = useState<{ patientId: string; name: string } | null>(null);
  if (accepted) return <Accepted {...accepted} />;
  const offer = data?.carerInvitation;
  if (isLoading || session.state === "starting") return <Page title={t`An invitation`}><SkeletonList rows={1} /></Page>;
  if (hasCode(error, "EXPIRED") || data?.carerInvitation === null) return <InvitationIsOver />;
  if (!offer) return <Page title={t`An invitation`}><Failed what={t`the invitation`} offline={isOffline} onRetry={retry} /></Page>;
  if (session.state !== "signedIn") return <SignInFirst offer={offer} token={token} />;
  return <Accept offer={offer} token={token} onAccepted={(patientId) => setAccepted({ patientId, name: offer.patientName })} />;
}

type AcceptProps = { offer: Offer; token: string; onAccepted: (patientId: string) => void };

function Accept({ offer, token, onAccepted }: AcceptProps) {
  const { t } = useLingui();
  const say = useFailureWords();
  const session = useSession();
  const [{ fetching }, send] = useMutation(AcceptCarerInvitationDocument);
  const [problems, setProblems] = useState<Problem[]>([]);
  const who = session.state === "signedIn" ? session.viewer.account : null;
  const accept = async () => {
    const { data, error } = await send({ input: { token } });
    if (data) return onAccepted(data.acceptCarerInvitation.patientId);
    switch (errorCode(error)) {
      case "EXPIRED":
        return setProblems([{ message: t`The invitation has been used, taken back, or has run out. Ask for a new one` }]);
      case "CONFLICT":
        return setProblems([{ message: t`This is your own record already. Sign in with the account of the person who was invited` }]);
      case "FORBIDDEN":
        return setProblems([{ message: t`This is your work account. Accept with an account of your own` }]);
      default:
        return setProblems([{ message: say(error) }]);
    }
  };
  return (
    <Page title={t`${offer.patientName} would like your help`} documentTitle={t`An invitation`} hasError={problems.length > 0}>
      <Stack>
        <ErrorSummary problems={problems} />
        <OfferFacts offer={offer} />
        <p>{t`They will see what you look at and do, and can end it at any time. So can you.`}</p>
        {who ? <p>{t`You are signed in as ${who.displayName} (${who.username}). The invitation is accepted for this account.`}</p> : null}
        <Row>
          <Button onPress={() => void accept()} isDisabled={fetching}>{t`Accept invitation`}</Button>
          <ActionLink kind="quiet" to="/">{t`Not now`}</ActionLink>
        </Row>
      </Stack>
    </Page>
  );
}

function SignInFirst({ offer, token }: { offer: Offer; token: string }) {
  const { t } = useLingui();
  return (
    <Page title={t`${offer.patientName} would like your help`} documentTitle={t`An invitation`}>
      <Stack>
        <OfferFacts offer={offer} />
        <p>{t`They will see what you look at and do, and can end it at any time. So can you.`}</p>
        <p>{t`Have you an account here already, such as your own as a patient? Then accept with it. Otherwise make one now: it takes a few minutes.`}</p>
        <Row>
          <ActionLink to="/carer-invitation/account" hash={token}>{t`Create account`}</ActionLink>
          <ActionLink kind="secondary" to="/sign-in" search={{ to: "/carer-invitation" }} hash={token}>{t`Sign in to accept`}</ActionLink>
        </Row>
        <CallTheClinic />
      </Stack>
    </Page>
  );
}

function Accepted({ patientId, name }: { patientId: string; name: string }) {
  const { t } = useLingui();
  const { check } = useSession();
  // Whose records this account may open has changed.
  useEffect(() => check(), [check]);
  return (
    <Page title={t`You now look after ${name}`} documentTitle={t`You look after somebody`} lead={<p>{t`Whose record is open stands at the top of every page. Choose there between this record and others.`}</p>}>
      <Row>
        <ActionLink to="/" search={{ for: patientId }}>{t`Open the record`}</ActionLink>
      </Row>
    </Page>
  );
}
