import { useLingui } from "@lingui/react/macro";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { ConfirmAction } from "@/components/ConfirmAction";
import { Facts } from "@/components/Facts";
import { Row, Stack } from "@/components/Stack";
import type { CalendarFeedFieldsFragment } from "@/gql/graphql";
import { date, dateTime } from "@/lib/dates";
import { CalendarTitles } from "./CalendarTitles";
import type { CalendarChanges } from "./useCalendarFeed";

type CalendarStandingProps = { feed: CalendarFeedFieldsFragment; changes: CalendarChanges };

/** An address that works: what it shows, when it was read, a new one, and its end. */
export function CalendarStanding({ feed, changes }: CalendarStandingProps) {
  const { t } = useLingui();
  return (
    <Card labelledBy="standing">
      <Stack>
        <h2 id="standing">{t`Your calendar has an address`}</h2>
        <Facts
          facts={[
            { name: t`Made`, value: date(feed.createdAt) },
            { name: t`Last read by a calendar`, value: feed.lastReadAt ? dateTime(feed.lastReadAt) : t`Not yet` },
          ]}
        />
        <CalendarTitles isSelected={feed.detailedTitles} onChange={(on) => void changes.retitle(feed.id, on)} />
        <p>{t`We cannot show the address again. If you have lost it, or somebody else may have it, make a new one: the old one then works no more.`}</p>
        <Row>
          <Button kind="secondary" isDisabled={changes.isBusy} onPress={() => void changes.make(feed.detailedTitles)}>{t`Make a new address`}</Button>
          <ConfirmAction
            label={t`End this address`}
            name={t`End this calendar address`}
            question={t`Calendars that use it will not hear of changes any more. End it?`}
            yes={t`Yes, end it`}
            no={t`Keep it`}
            onConfirm={() => void changes.end(feed.id)}
            isBusy={changes.isBusy}
          />
        </Row>
      </Stack>
    </Card>
  );
}
