import { useLingui } from "@lingui/react/macro";
import { useSearch } from "@tanstack/react-router";
import { ActionLink } from "@/components/ActionLink";
import { Page } from "@/components/Page";
import { Row } from "@/components/Stack";
import { useSession } from "@/lib/session";
import { GoOn } from "./GoOn";
import { SignInForm } from "./SignInForm";
import { usePasskeySignIn } from "./usePasskeySignIn";
import { useSignIn } from "./useSignIn";
import { WhySignedOut } from "./WhySignedOut";

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
