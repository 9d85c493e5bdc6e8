import { useLingui } from "@lingui/react/macro";
import { ActionLink } from "@/components/ActionLink";
import { Failed } from "@/components/Failed";
import { Page } from "@/components/Page";
import { SkeletonList } from "@/components/Skeleton";
import { Row } from "@/components/Stack";
import { PasswordResetDocument } from "@/gql/graphql";
import { useAsk } from "@/lib/useAsk";
import { ResetPasswordForm } from "./ResetPasswordForm";
import { useLinkToken } from "./useLinkToken";

/** Where the mailed link to a new password leads. */
export function ResetPasswordPage() {
  const { t } = useLingui();
  const token = useLinkToken();
  const { data, isLoading, isOffline, retry } = useAsk(PasswordResetDocument, { token }, "network-only");
  if (isLoading) return <Page title={t`Create a new password`}><SkeletonList rows={1} /></Page>;
  if (!data) {
    return <Page title={t`Create a new password`}><Failed what={t`your link`} offline={isOffline} onRetry={retry} /></Page>;
  }
  if (!data.passwordReset.valid) return <LinkIsOver />;
  return <ResetPasswordForm token={token} question={data.passwordReset.securityQuestion} onOver={retry} />;
}

function LinkIsOver() {
  const { t } = useLingui();
  return (
    <Page
      title={t`This link does not work any more`}
      lead={<p>{t`A link to a new password works once, for 30 minutes, and the newest one alone.`}</p>}
    >
      <Row>
        <ActionLink to="/forgot-password">{t`Get a new link`}</ActionLink>
        <ActionLink kind="quiet" to="/sign-in">{t`Back to sign in`}</ActionLink>
      </Row>
    </Page>
  );
}

/** What follows a new password. */
export function PasswordCreatedPage() {
  const { t } = useLingui();
  return (
    <Page
      title={t`Your new password is ready`}
      lead={<p>{t`You were signed out everywhere. We have written to your email address to say that the password was changed.`}</p>}
    >
      <Row>
        <ActionLink to="/sign-in">{t`Sign in`}</ActionLink>
      </Row>
    </Page>
  );
}
