import { useLingui } from "@lingui/react/macro";
import { useParams } from "@tanstack/react-router";
import { BackLink } from "@/components/BackLink";
import { Button } from "@/components/Button";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Failed } from "@/components/Failed";
import { Page } from "@/components/Page";
import { SkeletonList } from "@/components/Skeleton";
import { Row, Stack } from "@/components/Stack";
import { CarerActivityDocument, type CarerFieldsFragment } from "@/gql/graphql";
import { usePages } from "@/lib/usePages";
import { CarerFacts, EndAccess } from "./CarerCard";
import { Deeds } from "./Deeds";
import { useChanges } from "./useChanges";

/** One carer: what they may do, what they did, and the end of it. */
export function CarerPage() {
  const { t } = useLingui();
  const { carerId } = useParams({ from: "/signed-in/account/family/$carerId" });
  const pages = usePages({ query: CarerActivityDocument, variables: { carerId, after: null }, pick: (data) => data.carer?.activity });
  const carer = pages.data?.carer;
  const before = <BackLink to="/account/family">{t`Back to family and carers`}</BackLink>;
  if (pages.isLoading) return <Page title={t`Carer`} before={before}><SkeletonList rows={2} tall /></Page>;
  if (!carer) {
    return <Page title={t`Carer`} before={before}><Failed what={t`this carer`} offline={pages.isOffline} onRetry={pages.retry} /></Page>;
  }
  return (
    <Page title={carer.name} documentTitle={t`Carer`} before={before} lead={<p>{carer.relationship}</p>}>
      <Standing carer={carer} />
      <Stack as="section" labelledBy="what-they-did">
        <h2 id="what-they-did">{t`What they looked at and did`}</h2>
        {pages.items.length === 0 ? <p>{t`Nothing yet.`}</p> : <Deeds deeds={pages.items} />}
        {pages.hasMore ? (
          <Row>
            <Button kind="secondary" onPress={pages.more} isDisabled={pages.isLoadingMore}>{pages.isLoadingMore ? t`Loading…` : t`Show more`}</Button>
          </Row>
        ) : null}
      </Stack>
    </Page>
  );
}

function Standing({ carer }: { carer: CarerFieldsFragment }) {
  const changes = useChanges();
  return (
    <Stack>
      <ErrorSummary problems={changes.problems} />
      <CarerFacts carer={carer} />
      {carer.state === "ACTIVE" ? <Row><EndAccess carer={carer} changes={changes} /></Row> : null}
    </Stack>
  );
}
