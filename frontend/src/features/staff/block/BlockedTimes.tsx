import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import { Card } from "@/components/Card";
import { ConfirmAction } from "@/components/ConfirmAction";
import { Failed } from "@/components/Failed";
import { SkeletonList } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { PractitionerHoursDocument, type ScheduleFieldsFragment } from "@/gql/graphql";
import { partialDate } from "@/lib/dates";
import { useAsk } from "@/lib/useAsk";
import { clockOf } from "../schedules/hours";
import { useBlocking } from "./useBlocking";

type BlockedTimesProps = {
  location: { id: string; timeZone: string };
  practitioner: { id: string; name: string };
  /** The list is new because something was blocked or freed. */
  takesFocus: boolean;
  onFreed: () => void;
};

/** What is blocked of one practitioner from today on, and freeing it. */
export function BlockedTimes({ location, practitioner, takesFocus, onFreed }: BlockedTimesProps) {
  const { t } = useLingui();
  const { data, isLoading, isOffline, retry } = useAsk(PractitionerHoursDocument, { practitionerId: practitioner.id }, "network-only");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  const blocked = data?.practitionerSchedule.exceptions.filter((one) => isBlock(one, location.id, practitioner.id)) ?? [];
  return (
    <Stack as="section" labelledBy="blocked">
      <h2 id="blocked" ref={heading} tabIndex={-1}>{t`Blocked times`}</h2>
      {isLoading ? <SkeletonList rows={1} /> : null}
      {!data && !isLoading ? <Failed what={t`what is blocked`} offline={isOffline} onRetry={retry} /> : null}
      {data && blocked.length === 0 ? <p>{t`None ahead.`}</p> : null}
      <Stack as="ul">
        {blocked.map((one) => <BlockedTime key={one.id} block={one} timeZone={location.timeZone} practitionerId={practitioner.id} onFreed={onFreed} />)}
      </Stack>
    </Stack>
  );
}

type Block = ScheduleFieldsFragment["exceptions"][number];

/** Closures of a place or of several days are taken back under Schedules. */
function isBlock({ kind, practitioner, location, date, untilDate }: Block, locationId: string, practitionerId: string): boolean {
  return kind === "CLOSED" && practitioner?.id === practitionerId && location.id === locationId && date === untilDate;
}

function BlockedTime({ block, timeZone, practitionerId, onFreed }: { block: Block; timeZone: string; practitionerId: string; onFreed: () => void }) {
  const { t } = useLingui();
  const { free, problems, isBusy } = useBlocking(practitionerId, timeZone, onFreed);
  const { date, startMinute, endMinute } = block;
  const hours = { date, from: clockOf(startMinute), to: clockOf(endMinute) };
  const words = startMinute === 0 && endMinute === 24 * 60 ? t`${partialDate(date)}, all day` : t`${partialDate(date)}, ${hours.from} to ${hours.to}`;
  return (
    <Card as="li">
      <p><strong>{words}</strong></p>
      {problems[0] ? <p role="alert">{problems[0].message}</p> : null}
      <ConfirmAction label={t`Unblock`} name={t`Unblock ${words}`} question={t`The times of ${words} are offered again. Unblock them?`} yes={t`Unblock`} no={t`Keep them blocked`} isBusy={isBusy} onConfirm={() => void free(hours)} />
    </Card>
  );
}
