import { screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { AppointmentEventsDocument, NotificationAddedDocument } from "@/gql/graphql";
import { appointment } from "@/testing/appointments";
import { connection, makeClinic, notification } from "@/testing/clinic";
import { serve } from "@/testing/network";
import { open } from "@/testing/open";
import { socket } from "@/testing/socket";
import { trackActivity } from "./activity";
import { createPortalClient } from "./client";
import { openLive } from "./live";
import { documentIdOf } from "./persisted";

const typename = { __typename: "Appointment" as const };
const place = { __typename: "Location", id: "loc-1", name: "Riverside Clinic" };
const doctor = { __typename: "Practitioner", id: "doc-1", name: "Dr. Ada Okafor" };
const { id, status, start, end, timeZone } = appointment();
const confirmed = (event: string) => ({
  __typename: "AppointmentConfirmed",
  id: event,
  at: "2030-08-01T10:00:00Z",
  appointment: { ...typename, id, status, start, end, timeZone, practitioner: doctor, location: place },
});

/** A client with its own socket; `refused` counts how often the server said that the session is over. */
function connect({ byId }: { byId: boolean }) {
  const refused = vi.fn();
  const live = openLive({ url: "ws://localhost:3000/graphql", onRefused: refused, wait: () => 1 });
  const client = createPortalClient({ live, byId, activity: trackActivity(), onSignedOut: () => {}, onConsentOwed: () => {} });
  const heard: string[] = [];
  client.subscription(AppointmentEventsDocument, { patientId: "pat-1", after: null }).subscribe(({ data }) => {
    if (data) heard.push(data.appointmentEvents.id);
  });
  return { client, heard, refused, live };
}

describe("the socket", () => {
  it("sends a document by its id where the server asks for that", async () => {
    const server = socket();
    const { heard, live } = connect({ byId: true });
    await vi.waitFor(() => expect(server.subscribed).toHaveLength(1));
    const [first] = server.subscribed;
    expect(first?.documentId).toBe(documentIdOf(AppointmentEventsDocument));
    first?.tell("appointmentEvents", confirmed("ev-1"));
    await vi.waitFor(() => expect(heard).toEqual(["ev-1"]));
    live.close();
  });

  it("comes back after a break and asks for what it missed", async () => {
    const server = socket();
    const { heard, live } = connect({ byId: false });
    await vi.waitFor(() => expect(server.subscribed).toHaveLength(1));
    expect(server.subscribed[0]?.variables.after).toBeNull();
    server.subscribed[0]?.tell("appointmentEvents", confirmed("ev-7"));
    await vi.waitFor(() => expect(heard).toEqual(["ev-7"]));
    server.subscribed[0]?.drop(1012);
    await vi.waitFor(() => expect(server.subscribed).toHaveLength(2));
    expect(server.subscribed[1]?.variables).toEqual({ patientId: "pat-1", after: "ev-7" });
    server.subscribed[1]?.tell("appointmentEvents", confirmed("ev-8"));
    await vi.waitFor(() => expect(heard).toEqual(["ev-7", "ev-8"]));
    live.close();
  });

  it("says so when the server ends it because the session is over", async () => {
    const server = socket();
    const { refused, live } = connect({ byId: false });
    await vi.waitFor(() => expect(server.subscribed).toHaveLength(1));
    server.subscribed[0]?.drop(4401);
    await vi.waitFor(() => expect(refused).toHaveBeenCalled());
    live.close();
  });
});

describe("events on the page that is open", () => {
  it("shows a confirmation with what it is about, says it, and lets it be put away", async () => {
    serve(makeClinic());
    const server = socket();
    const { user } = open("/records");
    await screen.findByRole("heading", { level: 1, name: "Medical records" });
    await vi.waitFor(() => expect(server.latest(AppointmentEventsDocument)).toBeDefined());
    server.latest(AppointmentEventsDocument)?.tell("appointmentEvents", confirmed("ev-1"));
    const banner = await screen.findByRole("region", { name: "Appointment confirmed" });
    expect(banner).toHaveTextContent("Tuesday 6 August 2030 at 9:20am Central Time with Dr. Ada Okafor, Riverside Clinic");
    const spoken = await screen.findByText(/^Appointment confirmed\. Tuesday/);
    expect(spoken).toHaveAttribute("aria-live", "polite");
    await user.click(within(banner).getByRole("button", { name: "Dismiss" }));
    expect(screen.queryByRole("region", { name: "Appointment confirmed" })).not.toBeInTheDocument();
  });

  it("counts a new notification in the menu and asks for none that was there before", async () => {
    const clinic = makeClinic();
    let unread = 1;
    clinic.unreadCount = () => unread;
    clinic.notifications = () => connection([notification(unread)]);
    serve(clinic);
    const server = socket();
    open("/records");
    await screen.findByRole("link", { name: /Notifications\s*1 unread/ });
    await vi.waitFor(() => expect(server.latest(NotificationAddedDocument)).toBeDefined());
    expect(server.latest(NotificationAddedDocument)?.variables).toEqual({ after: "not-1" });
    unread = 2;
    server
      .latest(NotificationAddedDocument)
      ?.tell("notificationAdded", { __typename: "Notification", ...notification(2) });
    expect(await screen.findByRole("link", { name: /Notifications\s*2 unread/ })).toBeInTheDocument();
  });
});
