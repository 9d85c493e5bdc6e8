import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { ActionLink } from "@/components/ActionLink";
import { BackLink } from "@/components/BackLink";
import { Failed } from "@/components/Failed";
import { Page } from "@/components/Page";
import { SkeletonList } from "@/components/Skeleton";
import { Row } from "@/components/Stack";
import { useLinkToken } from "@/features/account/useLinkToken";
import { RegistrationDocument, SecurityQuestionsDocument } from "@/gql/graphql";
import { useAsk } from "@/lib/useAsk";
import { ChooseForm } from "./ChooseForm";

/** Signing up, step 2: how to sign in from now on. The token stays behind "#", so that a reload goes on. */
export function ChoosePage() {
  const token = useLinkToken();
  const [became, setBecame] = useState<"COMPLETED" | "EXPIRED" | null>(null);
  if (became === "COMPLETED") return <Done />;
  if (became === "EXPIRED" || !token) return <Over />;
  return <Begun token={token} onBecame={setBecame} />;
}

type BegunProps = { token: string; onBecame: (state: "COMPLETED" | "EXPIRED") => void };

function Begun({ token, onBecame }: BegunProps) {
  const { t } = useLingui();
  const begun = useAsk(RegistrationDocument, { registrationId: token }, "network-only");
  const clinic = useAsk(SecurityQuestionsDocument, {});
  const registration = begun.data?.registration;
  if (begun.isNotFound || registration?.state === "EXPIRED") return <Over />;
  if (registration?.state === "COMPLETED") return <Done />;
  if (begun.isLoading || clinic.isLoading) return <Step><SkeletonList rows={2} /></Step>;
  if (!registration || !clinic.data) {
    const retry = () => {
      begun.retry();
      clinic.retry();
    };
    return <Step><Failed what={t`your sign-up`} offline={begun.isOffline || clinic.isOffline} onRetry={retry} /></Step>;
  }
  return <ChooseForm registration={registration} questions={clinic.data.clinic.securityQuestions} onBecame={onBecame} />;
}

/** The page around whatever the second step shows. */
export function Step({ hasError, children }: { hasError?: boolean; children: ReactNode }) {
  const { t } = useLingui();
  return (
    <Page
      title={t`Choose how you sign in`}
      before={<BackLink to="/create-account">{t`Back to step 1`}</BackLink>}
      lead={<p>{t`Create Account, step 2 of 2. You have two hours for it.`}</p>}
      hasError={hasError}
    >
      {children}
    </Page>
  );
}

function Over() {
  const { t } = useLingui();
  return (
    <Page title={t`This sign-up has run out`}>
      <p>{t`Nothing is lost: your activation code is still good unless you were given a newer one. Begin again with it.`}</p>
      <Row>
        <ActionLink to="/create-account">{t`Begin again`}</ActionLink>
      </Row>
    </Page>
  );
}

function Done() {
  const { t } = useLingui();
  return (
    <Page title={t`Your account is there already`}>
      <p>{t`This sign-up is finished. Sign in with the username and password you chose.`}</p>
      <Row>
        <ActionLink to="/sign-in">{t`Sign in`}</ActionLink>
      </Row>
    </Page>
  );
}
