import { useLingui } from "@lingui/react/macro";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ActionLink } from "@/components/ActionLink";
import { BackLink } from "@/components/BackLink";
import { Failed } from "@/components/Failed";
import { Page } from "@/components/Page";
import { SkeletonList } from "@/components/Skeleton";
import { Row } from "@/components/Stack";
import { type ServiceRulesFragment, StaffServicesDocument, type StaffServicesQuery } from "@/gql/graphql";
import { useAsk } from "@/lib/useAsk";
import { ForAdministrators } from "../accounts/ForAdministrators";
import { RulesForm } from "./RulesForm";
import { RulesOutcome, SavedRules } from "./RulesOutcome";
import { useRules } from "./useRules";

/** One service: all of its rules, tried before they are applied. */
export function ServicePage() {
  const { t } = useLingui();
  const { serviceId } = useParams({ from: "/signed-in/staff/services/$serviceId" });
  return (
    <ForAdministrators title={t`A service`}>
      <OneService title={t`A service`} render={({ clinic }) => {
        const service = clinic.services.find(({ id }) => id === serviceId);
        return service ? <ServiceRules key={service.id} clinic={clinic} service={service} /> : null;
      }} />
    </ForAdministrators>
  );
}

/** A service that there is not yet. */
export function NewServicePage() {
  const { t } = useLingui();
  return (
    <ForAdministrators title={t`Add a service`}>
      <OneService title={t`Add a service`} render={({ clinic }) => <ServiceRules clinic={clinic} />} />
    </ForAdministrators>
  );
}

type OneServiceProps = { title: string; render: (data: StaffServicesQuery) => ReactNode };

/** Reads the services first; what is not there is said so. */
export function OneService({ title, render }: OneServiceProps) {
  const { t } = useLingui();
  const { data, isLoading, isOffline, retry } = useAsk(StaffServicesDocument, {});
  const page = data ? render(data) : null;
  if (page) return page;
  return (
    <Page title={title} before={<BackLink to="/staff/services">{t`All services`}</BackLink>}>
      {isLoading ? <SkeletonList rows={4} /> : data ? <p>{t`There is no such service.`}</p> : <Failed what={t`this service`} offline={isOffline} onRetry={retry} />}
    </Page>
  );
}

function ServiceRules({ clinic, service }: { clinic: StaffServicesQuery["clinic"]; service?: ServiceRulesFragment }) {
  const { t } = useLingui();
  const form = useRules(service);
  return (
    <Page
      title={service?.name ?? t`Add a service`}
      before={<BackLink to="/staff/services">{t`All services`}</BackLink>}
      hasError={form.problems.length > 0}
      lead={<p>{t`The rules hold for whatever is booked, moved or cancelled from now on. Visits that stand keep the time they were booked for.`}</p>}
    >
      {form.saved ? (
        <SavedRules affected={form.saved} />
      ) : form.tried ? (
        <RulesOutcome form={form} tried={form.tried} service={service} />
      ) : (
        <RulesForm form={form} departments={service ? null : clinic.departments} />
      )}
      {service && !form.tried && !form.saved ? (
        <Row>
          <ActionLink kind="quiet" to="/staff/services/$serviceId/check-in" params={{ serviceId: service.id }}>{t`Check-in and video`}</ActionLink>
        </Row>
      ) : null}
    </Page>
  );
}
