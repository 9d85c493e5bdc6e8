import { useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { useQuery, useSubscription } from "urql";
import { ActionLink } from "@/components/ActionLink";
import { Banner } from "@/components/Banner";
import { wasAnsweredHere } from "@/features/booking/earlier/answered";
import {
  AppointmentEventsDocument,
  type AppointmentEventsSubscription,
  InboxDocument,
  NotificationAddedDocument,
} from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { longDate } from "@/lib/dates";
import { hasCode } from "@/lib/errors";
import { isShared, useRecords } from "@/lib/record";
import { useSession } from "@/lib/session";
import { usePath } from "@/lib/usePath";
import { timeThere } from "@/lib/zones";

type AppointmentEvent = AppointmentEventsSubscription["appointmentEvents"];

/** Hears what happens while the app is open and shows it on whatever page is open. */
export function LiveEvents() {
  const { record } = useRecords();
  const patientId = record && isShared(record, "APPOINTMENTS") ? record.id : null;
  const [events, setEvents] = useState<AppointmentEvent[]>([]);
  const hear = (event: AppointmentEvent) =>
    setEvents((now) => [...(isNews(event) ? [event] : []), ...now.filter((one) => !isOverBy(one, event))].slice(0, 3));
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

/** What the person did on this page, or hears of in other words, is no news. */
function isNews(event: AppointmentEvent): boolean {
  if (event.__typename !== "WaitlistOfferEnded") return true;
  const { offer, appointment } = event;
  return offer.state !== "ACCEPTED" && appointment.status !== "CANCELLED" && !wasAnsweredHere(offer.id);
}

const endings: AppointmentEvent["__typename"][] = ["WaitlistOfferEnded", "AppointmentRescheduled", "AppointmentCancelled"];

/** Whether news has been told already, or is none any more: an earlier time that is kept no longer. */
function isOverBy(news: AppointmentEvent, event: AppointmentEvent): boolean {
  const isEnd = news.__typename === "WaitlistOffered" && endings.includes(event.__typename);
  return news.id === event.id || (isEnd && news.appointment.id === event.appointment.id);
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
  const words = useWords(event);
  const title = {
    AppointmentConfirmed: t`Appointment confirmed`,
    AppointmentRescheduled: t`Appointment moved`,
    AppointmentCancelled: t`Appointment cancelled`,
    AppointmentReminder: t`Your appointment is coming up`,
    WaitlistOffered: t`An earlier time is free`,
    WaitlistOfferEnded: t`The earlier time is no longer kept for you`,
  }[event.__typename];

  useEffect(() => announce(`${title}. ${words}`), [announce, title, words]);

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

/** Which time it is about; where that is no longer to be had, also which the person has. */
function useWords(event: AppointmentEvent): string {
  const { t } = useLingui();
  const { appointment } = event;
  const about = "offer" in event ? event.offer.slot : appointment;
  const [day, clock] = [longDate(about.start, about.timeZone), timeThere(about.start, about.timeZone)];
  if (event.__typename !== "WaitlistOfferEnded") return t`${day} at ${clock} with ${about.practitioner.name}, ${about.location.name}`;
  const [yourDay, yourClock] = [longDate(appointment.start, appointment.timeZone), timeThere(appointment.start, appointment.timeZone)];
  return t`It was ${day} at ${clock}. You have your appointment on ${yourDay} at ${yourClock}.`;
}
