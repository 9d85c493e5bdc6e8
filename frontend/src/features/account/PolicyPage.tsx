import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Failed } from "@/components/Failed";
import { Page } from "@/components/Page";
import { RichText } from "@/components/RichText";
import { SkeletonList } from "@/components/Skeleton";
import { Row } from "@/components/Stack";
import { AcceptPrivacyPolicyDocument, type PolicyTextFragment, PrivacyPolicyDocument } from "@/gql/graphql";
import { type ErrorCode, errorCode } from "@/lib/errors";
import { useSession } from "@/lib/session";
import { useAsk } from "@/lib/useAsk";
import { PolicyFacts } from "./PolicyFacts";

/** The privacy policy, to be agreed to before anything else is shown. */
export function PolicyPage() {
  const { t } = useLingui();
  const { data, isLoading, isOffline, retry } = useAsk(PrivacyPolicyDocument, {});
  if (isLoading) return <Page title={t`Privacy policy`}><SkeletonList rows={4} /></Page>;
  if (!data) {
    return <Page title={t`Privacy policy`}><Failed what={t`the privacy policy`} offline={isOffline} onRetry={retry} /></Page>;
  }
  return <ToAgree policy={data.clinic.privacyPolicy} onChanged={retry} />;
}

function ToAgree({ policy, onChanged }: { policy: PolicyTextFragment; onChanged: () => void }) {
  const { t } = useLingui();
  const { begin, end } = useSession();
  const [{ fetching }, send] = useMutation(AcceptPrivacyPolicyDocument);
  const [problems, setProblems] = useState<Problem[]>([]);
  const explain = (code: ErrorCode | undefined) => {
    if (code === "CONFLICT") return t`The privacy policy changed while you read it. This is the new one: please read it and agree again.`;
    if (code === "OFFLINE") return t`There is no connection to the clinic. Check your network, then try again.`;
    return t`Agreeing did not work, and the fault is ours. Try again in a moment, or call the clinic.`;
  };
  const agree = async () => {
    const { data, error } = await send({ input: { version: policy.version } });
    if (data) return begin(data.acceptPrivacyPolicy.viewer);
    const code = errorCode(error);
    if (code === "CONFLICT") onChanged();
    setProblems([{ message: explain(code) }]);
  };
  return (
    <Page
      title={policy.title}
      lead={<p>{t`Please read this before you go on. We ask once on the web, once on the phone, and again when the text changes.`}</p>}
      hasError={problems.length > 0}
    >
      <ErrorSummary problems={problems} />
      <PolicyFacts policy={policy} />
      <RichText html={policy.bodyHtml} />
      <Row>
        <Button onPress={() => void agree()} isDisabled={fetching}>{t`Agree and continue`}</Button>
        <Button kind="secondary" onPress={() => void end("left")}>{t`Sign out`}</Button>
      </Row>
    </Page>
  );
}
