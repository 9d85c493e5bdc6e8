import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMutation } from "urql";
import { ActionLink } from "@/components/ActionLink";
import { Button } from "@/components/Button";
import { Empty } from "@/components/Empty";
import { ListStates } from "@/components/ListStates";
import { Page } from "@/components/Page";
import { SelectField } from "@/components/SelectField";
import { Row } from "@/components/Stack";
import { MarkNotificationsReadDocument, NotificationsDocument } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { usePatientId } from "@/lib/record";
import { usePages } from "@/lib/usePages";
import { NotificationCard } from "./NotificationCard";

/** What the person was told in the portal, newest first; new ones appear by themselves. */
export function NotificationsPage() {
  const { t } = useLingui();
  const announce = useAnnounce();
  const patientId = usePatientId();
  const [unreadOnly, setUnreadOnly] = useState(false);
  const pages = usePages({
    query: NotificationsDocument,
    variables: { unreadOnly, after: null },
    pick: (data) => data.notifications,
  });
  const [, mark] = useMutation(MarkNotificationsReadDocument);
  const readAll = async () => {
    const { error } = await mark({ input: { notificationIds: null } });
    if (!error) announce(t`All notifications are marked as read.`);
  };
  const anyUnread = pages.items.some((one) => one.readAt === null);
  return (
    <Page title={t`Notifications`}>
      <SelectField
        label={t`Show`}
        value={unreadOnly ? "unread" : "all"}
        options={[
          { value: "all", label: t`All notifications` },
          { value: "unread", label: t`Only unread` },
        ]}
        onChange={(value) => setUnreadOnly(value === "unread")}
      />
      <Row>
        {anyUnread ? <Button kind="secondary" onPress={() => void readAll()}>{t`Mark all as read`}</Button> : null}
        {patientId ? <ActionLink kind="quiet" to="/notifications/sent">{t`What was sent to you outside the portal`}</ActionLink> : null}
      </Row>
      <ListStates
        pages={pages}
        label={t`Notifications`}
        what={t`your notifications`}
        keyOf={(one) => one.id}
        render={(one) => (
          <NotificationCard notification={one} onRead={() => void mark({ input: { notificationIds: [one.id] } })} />
        )}
        empty={<NoNotifications unreadOnly={unreadOnly} />}
      />
    </Page>
  );
}

function NoNotifications({ unreadOnly }: { unreadOnly: boolean }) {
  const { t } = useLingui();
  if (unreadOnly) return <Empty title={t`You have read everything`} />;
  return <Empty title={t`No notifications yet`}><p>{t`Confirmations, reminders and word of new advice appear here.`}</p></Empty>;
}
