import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { Row } from "@/components/Stack";
import { Tag } from "@/components/Tag";
import type { NotificationLineFragment } from "@/gql/graphql";
import { dateTime } from "@/lib/dates";
import { useNotificationSearch } from "@/lib/record";
import styles from "./notifications.module.css";

type NotificationCardProps = { notification: NotificationLineFragment; onRead: () => void };

export function NotificationCard({ notification, onRead }: NotificationCardProps) {
  const { t } = useLingui();
  const search = useNotificationSearch();
  const { title, body, link, patientId, createdAt, readAt } = notification;
  const markRead = readAt === null ? onRead : undefined;
  return (
    <Card as="article">
      <Row>
        <h2 className={styles.title}>
          <Link to={link} search={search(patientId)} onClick={markRead}>
            {title}
          </Link>
        </h2>
        {readAt === null ? <Tag strong>{t`Unread`}</Tag> : null}
      </Row>
      <p>{body}</p>
      <div className={styles.foot}>
        <span className={styles.when}>{dateTime(createdAt)}</span>
        {readAt === null ? (
          <Button kind="quiet" onPress={onRead} aria-label={t`Mark as read: ${title}`}>{t`Mark as read`}</Button>
        ) : null}
      </div>
    </Card>
  );
}
