import { useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { useQuery, useSubscription } from "urql";
import { ActionLink } from "@/components/ActionLink";
import { Banner } from "@/components/Banner";
import {
  AppointmentEventsDocument,
  type AppointmentEventsSubscription,
  InboxDocument,
  NotificationAddedDocument,
} from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { longDate, time } from "@/lib/dates";
import { hasCode } from "@/lib/errors";
import { isShared, useRecords } from "@/lib/record";
import { useSession } from "@/lib/session";
import { usePath } from "@/lib/usePath";

type AppointmentEvent = AppointmentEventsSubscription["appointmentEvents"];

/** Hears what happens while the app is open and shows it on whatever page is open. */
export function LiveEvents() {
  const { record } = useRecords();
  const patientId = record && isShared(record, "APPOINTMENTS") ? record.id : null;
  const [events, setEvents] = useState<AppointmentEvent[]>([]);
  const hear = (event: AppointmentEvent) =>
    setEvents((now) => [event, ...now.filter((one) => one.id !== event.id)].slice(0, 3));
  const dismiss = (id: string) => setEvents((now) => now.filter((one) => one.id !== id));
  return (
    <>
      <NotificationFeed />
      {patientId ? <AppointmentFeed patientId={patientId} onEvent={hear} /> : null}
      {events.map((event) => (
        <EventBanner key={event.id} event={event} onDismiss={() => dismiss(event.id)} />
      ))}
    </>
  );
}

/** Keeps the unread count and the list of notifications true; the cache does the rest. */
function NotificationFeed() {
  const [{ data }] = useQuery({ query: InboxDocument });
  const { check } = useSession();
  const [after, setAfter] = useState<string | null | undefined>();
  useEffect(() => {
    if (data && after === undefined) setAfter(data.notifications.edges[0]?.node.id ?? null);
  }, [data, after]);
  const [{ data: told }] = useSubscription({ query: NotificationAddedDocument, variables: { after: after ?? null }, pause: after === undefined });
  const added = told?.notificationAdded;
  useEffect(() => {
    // Whose records this account may open has changed: what is open may have to close.
    if (added?.kind === "CARE_CHANGED") check();
  }, [added?.id, added?.kind, check]);
  return null;
}

type AppointmentFeedProps = { patientId: string; onEvent: (event: AppointmentEvent) => void };

function AppointmentFeed({ patientId, onEvent }: AppointmentFeedProps) {
  const { check } = useSession();
  const [{ data, error }] = useSubscription({
    query: AppointmentEventsDocument,
    variables: { patientId, after: null },
  });
  const isRefused = hasCode(error, "NOT_FOUND");
  useEffect(() => {
    // It was open a moment ago: ask what is open now.
    if (isRefused) check();
  }, [isRefused, check]);
  const event = data?.appointmentEvents;
  useEffect(() => {
    if (event) onEvent(event);
    // Only a new event counts, not a new reading of the same one.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [event?.id]);
  return null;
}

function EventBanner({ event, onDismiss }: { event: AppointmentEvent; onDismiss: () => void }) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const { appointment } = event;
  const isOpen = usePath() === `/appointments/${appointment.id}`;
  const { start, timeZone, practitioner, location } = event.__typename === "WaitlistOffered" ? event.offer.slot : appointment;
  const [day, clock] = [longDate(start, timeZone), time(start, timeZone)];
  const title = {
    AppointmentConfirmed: t`Appointment confirmed`,
    AppointmentRescheduled: t`Appointment moved`,
    AppointmentCancelled: t`Appointment cancelled`,
    AppointmentReminder: t`Your appointment is coming up`,
    WaitlistOffered: t`An earlier time is free`,
  }[event.__typename];
  const words = t`${day} at ${clock} with ${practitioner.name}, ${location.name}`;

  useEffect(() => announce(`${title}. ${words}.`), [announce, title, words]);

  return (
    <Banner title={title} onDismiss={onDismiss}>
      <p>{words}</p>
      {isOpen ? null : (
        <ActionLink kind="quiet" to="/appointments/$appointmentId" params={{ appointmentId: appointment.id }}>
          {t`See the appointment`}
        </ActionLink>
      )}
    </Banner>
  );
}
