import { useLingui } from "@lingui/react/macro";
import { useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { useMutation } from "urql";
import { BackLink } from "@/components/BackLink";
import { Failed } from "@/components/Failed";
import { Page } from "@/components/Page";
import { SkeletonList } from "@/components/Skeleton";
import { AdviceDetailDocument, type AdviceFieldsFragment, MarkAdviceReadDocument } from "@/gql/graphql";
import { date } from "@/lib/dates";
import { useOpenRecordOf } from "@/lib/record";
import { useAsk } from "@/lib/useAsk";
import { AdviceText } from "./AdviceText";
import { Instructions } from "./Instructions";

/** One piece of advice. Opening it marks it read. */
export function AdviceDetailPage() {
  const { t } = useLingui();
  const { adviceId } = useParams({ from: "/signed-in/advice/$adviceId" });
  const { data, isLoading, isNotFound, isOffline, retry } = useAsk(AdviceDetailDocument, { adviceId });
  const isElsewhere = useOpenRecordOf(data?.advice?.patientId);
  const advice = isElsewhere ? undefined : data?.advice;
  useMarkRead(advice);
  const before = <BackLink to="/advice">{t`Back to advice`}</BackLink>;
  if (isLoading || isElsewhere) return <Page title={t`Advice`} before={before}><SkeletonList rows={2} tall /></Page>;
  if (isNotFound || data?.advice === null) {
    return <Page title={t`Advice not found`} before={before}><p>{t`No advice of this address is among yours. It may have been taken back.`}</p></Page>;
  }
  if (!advice) {
    return <Page title={t`Advice`} before={before}><Failed what={t`this advice`} offline={isOffline} onRetry={retry} /></Page>;
  }
  return (
    <Page title={advice.subject} before={before} lead={<p>{t`${advice.author}, ${date(advice.publishedAt)}`}</p>}>
      <AdviceText advice={advice} />
      <Instructions instructions={advice.instructions} />
      <Questions expectedReply={advice.expectedReply} />
    </Page>
  );
}

function useMarkRead(advice: AdviceFieldsFragment | null | undefined): void {
  const [, markRead] = useMutation(MarkAdviceReadDocument);
  const unread = advice?.readAt === null ? advice.id : null;
  useEffect(() => {
    if (unread) void markRead({ input: { adviceId: unread } });
  }, [unread, markRead]);
}

function Questions({ expectedReply }: { expectedReply: string | null }) {
  const { t } = useLingui();
  return (
    <section aria-labelledby="questions">
      <h2 id="questions">{t`Questions about this?`}</h2>
      <p>{t`Call the clinic, or ask at your next visit. Do not wait if you feel worse.`}</p>
      {expectedReply ? <p>{expectedReply}</p> : null}
    </section>
  );
}
