import { useLingui } from "@lingui/react/macro";
import { BackLink } from "@/components/BackLink";
import { Card } from "@/components/Card";
import { Empty } from "@/components/Empty";
import { ListStates } from "@/components/ListStates";
import { Page } from "@/components/Page";
import { Row } from "@/components/Stack";
import { Tag } from "@/components/Tag";
import { DeliveriesDocument, type DeliveriesQuery } from "@/gql/graphql";
import { dateTime } from "@/lib/dates";
import { useIsOwn, usePatientId } from "@/lib/record";
import { usePages } from "@/lib/usePages";
import { useDeliveryWords } from "./deliveryWords";
import styles from "./notifications.module.css";

type Delivery = DeliveriesQuery["deliveries"]["edges"][number]["node"];

/** What left the portal, or will: where to, when, and whether it arrived. */
export function DeliveriesPage() {
  const { t } = useLingui();
  const own = useIsOwn();
  const patientId = usePatientId() ?? "";
  const pages = usePages({
    query: DeliveriesDocument,
    variables: { patientId, after: null },
    pick: (data) => data.deliveries,
  });
  return (
    <Page
      title={own ? t`What was sent to you` : t`What was sent about the patient`}
      before={<BackLink to="/notifications">{t`Back to notifications`}</BackLink>}
      lead={<p>{t`What went to you or will, and whether it arrived. Outside the portal nothing is said about your health.`}</p>}
    >
      <ListStates
        pages={pages}
        label={t`What was sent`}
        what={t`what was sent`}
        keyOf={(one) => one.id}
        render={(one) => <DeliveryCard delivery={one} />}
        empty={<Empty title={t`Nothing was sent yet`}><p>{t`Confirmations and reminders are listed here, with when they were sent and whether they arrived.`}</p></Empty>}
      />
    </Page>
  );
}

function DeliveryCard({ delivery }: { delivery: Delivery }) {
  const { t } = useLingui();
  const words = useDeliveryWords();
  const to = delivery.address || words.channel(delivery.channel);
  return (
    <Card as="article">
      <Row>
        <h2 className={styles.title}>{words.kind(delivery.kind)}</h2>
        <Tag strong={delivery.state === "FAILED"}>{words.state(delivery.state)}</Tag>
      </Row>
      <p className={styles.when}>
        {delivery.sentAt ? t`${to}, ${dateTime(delivery.sentAt)}` : t`${to}, due ${dateTime(delivery.dueAt)}`}
      </p>
      {delivery.reason ? <p>{delivery.reason}</p> : null}
    </Card>
  );
}
