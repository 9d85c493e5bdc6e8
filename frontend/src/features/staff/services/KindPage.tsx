import { useLingui } from "@lingui/react/macro";
import { useParams } from "@tanstack/react-router";
import { type SyntheticEvent, useRef } from "react";
import { BackLink } from "@/components/BackLink";
import { Button } from "@/components/Button";
import { CheckField } from "@/components/CheckField";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Failed } from "@/components/Failed";
import { Page } from "@/components/Page";
import { SkeletonList } from "@/components/Skeleton";
import { Row, Stack } from "@/components/Stack";
import { StaffVisitKindDocument, type StaffVisitKindQuery } from "@/gql/graphql";
import { useAsk } from "@/lib/useAsk";
import { ForAdministrators } from "../accounts/ForAdministrators";
import { Questions } from "./Questions";
import { OneService } from "./ServicePage";
import { useKind } from "./useKind";

/** What is asked at check-in, and whether the visit is by video. */
export function KindPage() {
  const { t } = useLingui();
  const { serviceId } = useParams({ from: "/signed-in/staff/services/$serviceId/check-in" });
  return (
    <ForAdministrators title={t`Check-in and video`}>
      <OneService title={t`Check-in and video`} render={({ clinic }) => {
        const service = clinic.services.find(({ id }) => id === serviceId);
        return service ? <KindOf service={service} /> : null;
      }} />
    </ForAdministrators>
  );
}

function KindOf({ service }: { service: { id: string; name: string } }) {
  const { t } = useLingui();
  const { data, isLoading, isOffline, retry } = useAsk(StaffVisitKindDocument, { serviceId: service.id }, "network-only");
  if (data && !isLoading) return <KindForm service={service} kind={data.visitKind} />;
  return (
    <Page title={t`Check-in and video`} before={<BackLink to="/staff/services">{t`All services`}</BackLink>}>
      {isLoading ? <SkeletonList rows={2} /> : <Failed what={t`what is asked at check-in`} offline={isOffline} onRetry={retry} />}
    </Page>
  );
}

function KindForm({ service, kind }: { service: { id: string; name: string }; kind: StaffVisitKindQuery["visitKind"] }) {
  const { t } = useLingui();
  const form = useKind(service.id, kind);
  const list = useRef<HTMLFormElement>(null);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void form.submit();
  };
  return (
    <Page
      title={t`Check-in and video`}
      before={<BackLink to="/staff/services">{t`All services`}</BackLink>}
      hasError={form.problems.length > 0}
      lead={<p>{t`For ${service.name}. Patients check in from two days before the visit; a change holds for those who have not yet.`}</p>}
    >
      <form ref={list} onSubmit={submit} noValidate>
        <Stack gap="wide">
          <ErrorSummary problems={form.problems} />
          <Stack as="section" labelledBy="video-heading">
            <h2 id="video-heading">{t`Video`}</h2>
            <CheckField
              id="video"
              label={t`These visits are held by video`}
              detail={kind.canBeVideo ? t`The link opens 20 minutes before the visit begins.` : t`The portal was not told where: whoever runs it sets PORTAL_VIDEO_URL.`}
              isSelected={form.video}
              onChange={form.setVideo}
              isFixed={!kind.canBeVideo && !form.video}
            />
          </Stack>
          <Questions questions={form.questions} onChange={form.setQuestions} problems={form.problems} />
          <Row>
            <Button type="submit" isDisabled={form.isBusy}>{t`Save check-in`}</Button>
          </Row>
        </Stack>
      </form>
    </Page>
  );
}
