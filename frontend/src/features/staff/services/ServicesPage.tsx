import { useLingui } from "@lingui/react/macro";
import { useId } from "react";
import { ActionLink } from "@/components/ActionLink";
import { Card } from "@/components/Card";
import { Facts } from "@/components/Facts";
import { Failed } from "@/components/Failed";
import { Page } from "@/components/Page";
import { SkeletonList } from "@/components/Skeleton";
import { Row, Stack } from "@/components/Stack";
import { type ServiceRulesFragment, StaffServicesDocument } from "@/gql/graphql";
import { useRole } from "@/lib/session";
import { useAsk } from "@/lib/useAsk";
import { useServiceFacts } from "./ruleWords";

/** What patients can come for, and by which rules. */
export function ServicesPage() {
  const { t } = useLingui();
  const mayChange = useRole() === "ADMINISTRATOR";
  const { data, isLoading, isOffline, retry } = useAsk(StaffServicesDocument, {}, "cache-and-network");
  return (
    <Page
      title={t`Services`}
      lead={<p>{mayChange ? t`What patients can come for, and by which rules. A change shows first what it does.` : t`What patients can come for, and by which rules. Administrators change them.`}</p>}
    >
      {mayChange ? (
        <Row>
          <ActionLink to="/staff/services/new">{t`Add a service`}</ActionLink>
        </Row>
      ) : null}
      {data ? (
        data.clinic.departments.map((department) => (
          <OfDepartment key={department.id} department={department} services={data.clinic.services.filter(({ departmentId }) => departmentId === department.id)} mayChange={mayChange} />
        ))
      ) : isLoading ? (
        <SkeletonList rows={4} />
      ) : (
        <Failed what={t`the services`} offline={isOffline} onRetry={retry} />
      )}
    </Page>
  );
}

type OfDepartmentProps = { department: { name: string }; services: ServiceRulesFragment[]; mayChange: boolean };

function OfDepartment({ department, services, mayChange }: OfDepartmentProps) {
  const id = useId();
  if (services.length === 0) return null;
  return (
    <Stack as="section" labelledBy={id}>
      <h2 id={id}>{department.name}</h2>
      <Stack as="ul">
        {services.map((service) => <ServiceCard key={service.id} service={service} mayChange={mayChange} />)}
      </Stack>
    </Stack>
  );
}

function ServiceCard({ service, mayChange }: { service: ServiceRulesFragment; mayChange: boolean }) {
  const { t } = useLingui();
  const facts = useServiceFacts(service);
  return (
    <Card as="li">
      <h3>{service.name}</h3>
      <Facts facts={facts} />
      {mayChange ? (
        <Row>
          <ActionLink kind="secondary" to="/staff/services/$serviceId" params={{ serviceId: service.id }} aria-label={t`Change the rules of ${service.name}`}>
            {t`Change the rules`}
          </ActionLink>
          <ActionLink kind="quiet" to="/staff/services/$serviceId/check-in" params={{ serviceId: service.id }} aria-label={t`Check-in and video of ${service.name}`}>
            {t`Check-in and video`}
          </ActionLink>
        </Row>
      ) : null}
    </Card>
  );
}
