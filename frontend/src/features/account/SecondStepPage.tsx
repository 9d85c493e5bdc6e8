import { useLingui } from "@lingui/react/macro";
import { useSearch } from "@tanstack/react-router";
import { ActionLink } from "@/components/ActionLink";
import { BackLink } from "@/components/BackLink";
import { Failed } from "@/components/Failed";
import { Page } from "@/components/Page";
import { SkeletonList } from "@/components/Skeleton";
import { Row } from "@/components/Stack";
import { SignInChallengeDocument } from "@/gql/graphql";
import { useSession } from "@/lib/session";
import { useAsk } from "@/lib/useAsk";
import { GoOn } from "./GoOn";
import { SecondStepForm } from "./SecondStepForm";

/** The second proof of a sign-in. Its address names the challenge, which opens nothing by itself, so a reload loses nothing. */
export function SecondStepPage() {
  const { t } = useLingui();
  const session = useSession();
  const { challenge, to } = useSearch({ from: "/public/sign-in/second-step" });
  const { data, isLoading, isOffline, error, retry } = useAsk(SignInChallengeDocument, { challengeId: challenge }, "network-only");
  const before = <BackLink to="/sign-in">{t`Back to sign in`}</BackLink>;
  if (session.state === "signedIn") return <GoOn to={to ?? "/"} />;
  if (isLoading) return <Page title={t`Enter your code`} before={before}><SkeletonList rows={1} /></Page>;
  if (error && !data) {
    return <Page title={t`Enter your code`} before={before}><Failed what={t`this page`} offline={isOffline} onRetry={retry} /></Page>;
  }
  if (!data?.signInChallenge) return <TookTooLong to={to} />;
  return <SecondStepForm challengeId={challenge} methods={data.signInChallenge.methods} onOver={retry} before={before} />;
}

function TookTooLong({ to }: { to?: string }) {
  const { t } = useLingui();
  return (
    <Page title={t`Sign in again`}>
      <p>{t`Signing in took longer than ten minutes, or there were too many wrong codes. Start again with your username and password. Nothing is lost.`}</p>
      <Row>
        <ActionLink to="/sign-in" search={{ to }}>{t`Start again`}</ActionLink>
      </Row>
    </Page>
  );
}
