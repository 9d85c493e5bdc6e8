// A calendar's secret feed, as npm ical.js reads it.
import assert from "node:assert/strict";
import { it } from "node:test";
import ICAL from "ical.js";
import { book, freeSlot, holdDocument, maria, onPage } from "../people.mjs";

const makeDocument = `mutation Make($input: CreateCalendarFeedInput!) { createCalendarFeed(input: $input) { feed { id } url } }`;
const endDocument = `mutation End($input: RevokeCalendarFeedInput!) { revokeCalendarFeed(input: $input) { revoked } }`;
const moveDocument = `mutation Move($input: RescheduleAppointmentInput!) { rescheduleAppointment(input: $input) { __typename ... on AppointmentBooked { appointment { start } } } }`;
const cancelDocument = `mutation Cancel($input: CancelAppointmentInput!) { cancelAppointment(input: $input) { __typename } }`;

/** The event of one appointment, with the zones as the file describes them and no others. */
function eventOf(text, appointmentId) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  for (const part of calendar.getAllSubcomponents("vtimezone")) {
    const zone = new ICAL.Timezone(part);
    ICAL.TimezoneService.register(zone.tzid, zone);
  }
  const events = calendar.getAllSubcomponents("vevent").map((part) => new ICAL.Event(part));
  const uids = events.map((event) => event.uid);
  assert.equal(new Set(uids).size, uids.length, "one event an appointment");
  const event = events.find(({ uid }) => uid.startsWith(`${appointmentId}@`));
  return {
    start: event.startDate.toJSDate().toISOString(),
    sequence: event.sequence,
    title: event.summary,
    status: event.component.getFirstPropertyValue("status"),
    alarms: event.component.getAllSubcomponents("valarm").map((alarm) => alarm.getFirstPropertyValue("trigger").toString()),
  };
}

export default function calendar(portal) {
  it("a feed follows an appointment through move and cancellation, and ends when it is told to", async () => {
    const asker = await onPage(portal(), maria);
    const made = await book(asker, 28);
    const { feed, url } = (await asker.get(makeDocument, { input: { patientId: asker.patientId } })).createCalendarFeed;
    const address = new URL(url, portal().url);
    const read = async (headers = {}) => fetch(address, { headers });

    const first = await read();
    assert.match(first.headers.get("cache-control"), /no-store/);
    const booked = eventOf(await first.text(), made.id);
    assert.deepEqual(booked, {
      start: new Date(made.start).toISOString(), sequence: 0, title: "Appointment", status: "CONFIRMED", alarms: ["-PT24H", "-PT2H"],
    });
    const unchanged = { "if-none-match": first.headers.get("etag") };
    assert.equal((await read(unchanged)).status, 304);

    const { holdSlot } = await asker.get(holdDocument, { input: { ...(await freeSlot(asker, 29)), patientId: asker.patientId } });
    const { rescheduleAppointment } = await asker.get(moveDocument, { input: { appointmentId: made.id, holdId: holdSlot.hold.id } });
    const changed = await read(unchanged);
    assert.equal(changed.status, 200);
    const moved = eventOf(await changed.text(), made.id);
    assert.deepEqual([moved.start, moved.sequence], [new Date(rescheduleAppointment.appointment.start).toISOString(), 1]);

    await asker.get(cancelDocument, { input: { appointmentId: made.id, reasonCode: "OTHER" } });
    const cancelled = eventOf(await (await read()).text(), made.id);
    assert.deepEqual([cancelled.status, cancelled.sequence, cancelled.alarms], ["CANCELLED", 2, []]);

    await asker.get(endDocument, { input: { feedId: feed.id } });
    const gone = await read(unchanged);
    const unknown = await fetch(new URL(`/calendar/${"A".repeat(43)}.ics`, portal().url));
    assert.deepEqual([gone.status, await gone.text()], [404, await unknown.text()]);
    assert.equal(unknown.status, 404);
  });
}
