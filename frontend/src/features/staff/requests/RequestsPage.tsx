import { useLingui } from "@lingui/react/macro";
import { ActionLink } from "@/components/ActionLink";
import { Card } from "@/components/Card";
import { Empty } from "@/components/Empty";
import { ListStates } from "@/components/ListStates";
import { Page } from "@/components/Page";
import { Row } from "@/components/Stack";
import { StaffRequestsDocument } from "@/gql/graphql";
import { dateTime } from "@/lib/dates";
import { usePages } from "@/lib/usePages";

/** Visits that patients asked for, the longest waiting first. */
export function RequestsPage() {
  const { t } = useLingui();
  const pages = usePages({ query: StaffRequestsDocument, variables: { after: null }, pick: (data) => data.appointmentRequests });
  return (
    <Page title={t`Requests`} lead={<p>{t`Visits that patients asked for. The longest waiting comes first.`}</p>}>
      <ListStates
        pages={pages}
        label={t`Requests that wait for an answer`}
        what={t`the requests`}
        keyOf={(request) => request.id}
        render={(request) => (
          <Card labelledBy={`request-${request.id}`}>
            <h2 id={`request-${request.id}`}>{request.patient?.fullName ?? t`A patient`}</h2>
            <p>{request.service.name}</p>
            <p>{t`Asked on ${dateTime(request.createdAt)}`}</p>
            <Row>
              <ActionLink kind="secondary" to="/staff/requests/$requestId" params={{ requestId: request.id }} aria-label={t`Answer ${request.patient?.fullName ?? ""}`}>
                {t`Answer`}
              </ActionLink>
            </Row>
          </Card>
        )}
        empty={
          <Empty title={t`Nobody waits for an answer`}>
            <p>{t`Requests for visits that the desk arranges will appear here.`}</p>
          </Empty>
        }
      />
    </Page>
  );
}
