import { useLingui } from "@lingui/react/macro";
import { ActionLink } from "@/components/ActionLink";
import { Card } from "@/components/Card";
import { Row, Stack } from "@/components/Stack";
import { MyRequestsDocument } from "@/gql/graphql";
import { usePatientId } from "@/lib/record";
import { useAsk } from "@/lib/useAsk";
import styles from "../booking.module.css";
import { useRequestWords } from "./requestWords";

/** Visits that were asked for and are not booked yet. Nothing stands here for most people. */
export function MyRequests() {
  const { t } = useLingui();
  const words = useRequestWords();
  const patientId = usePatientId() ?? "";
  const { data } = useAsk(MyRequestsDocument, { patientId }, "cache-and-network");
  const list = data?.patient?.appointmentRequests ?? [];
  if (list.length === 0) return null;
  return (
    <Stack as="section" labelledBy="requests">
      <h2 id="requests">{t`Visits you asked for`}</h2>
      <Stack as="ul">
        {list.map((request) => (
          <Card as="li" key={request.id}>
            <div className={styles.lines}>
              <strong>{request.service.name}</strong>
              <span>{words(request.state).title}</span>
            </div>
            <Row>
              <ActionLink
                kind={request.state === "ANSWERED" ? "primary" : "secondary"}
                to="/appointments/requests/$requestId"
                params={{ requestId: request.id }}
                aria-label={t`Open the request for ${request.service.name}`}
              >
                {request.state === "ANSWERED" ? t`See the times` : t`See the request`}
              </ActionLink>
            </Row>
          </Card>
        ))}
      </Stack>
    </Stack>
  );
}
