import { useLingui } from "@lingui/react/macro";
import { useSearch } from "@tanstack/react-router";
import { ActionLink } from "@/components/ActionLink";
import { Notice } from "@/components/Notice";
import { Page } from "@/components/Page";
import { Row } from "@/components/Stack";
import { useSession } from "@/lib/session";
import { GoOn } from "./GoOn";
import { SignInForm } from "./SignInForm";
import { usePasskeySignIn } from "./usePasskeySignIn";
import { useSignIn } from "./useSignIn";

/** The way in, and back to where the person was going. */
export function SignInPage() {
  const { t } = useLingui();
  const session = useSession();
  const { to } = useSearch({ from: "/public/sign-in" });
  const signIn = useSignIn(to);
  const passkey = usePasskeySignIn();
  if (session.state === "signedIn") return <GoOn to={to ?? "/"} />;
  return (
    <Page title={t`Sign in`} hasError={signIn.problems.length + passkey.problems.length > 0}>
      <WhySignedOut />
      <SignInForm signIn={signIn} passkey={passkey} />
      <Row>
        <ActionLink kind="quiet" to="/forgot-username">{t`Forgot Username`}</ActionLink>
        <ActionLink kind="quiet" to="/forgot-password">{t`Forgot Password`}</ActionLink>
        <ActionLink kind="quiet" to="/create-account">{t`Create Account`}</ActionLink>
      </Row>
    </Page>
  );
}

function WhySignedOut() {
  const { t } = useLingui();
  const session = useSession();
  if (session.state !== "signedOut") return null;
  if (session.reason === "idle") {
    return <Notice><p>{t`You were signed out after 30 minutes without activity. Sign in to go on where you were.`}</p></Notice>;
  }
  if (session.reason === "ended") {
    return <Notice><p>{t`Your session has ended. Sign in to go on where you were.`}</p></Notice>;
  }
  return null;
}
