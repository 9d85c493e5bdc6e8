// Moving and cancelling, and what a calendar program makes of it.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { it } from "node:test";
import ICAL from "ical.js";
import { book, clinicDocument, desk, freeSlot, holdDocument, maria, onPage, slotsDocument } from "../people.mjs";
import { until } from "../portal.mjs";

const nowhere = "01890000-0000-7000-8000-000000000000";
const standing = `appointment { id status start calendarUrl policy { canReschedule canCancel until message }
  history { what by from reasonCode note } reminders { state } slot { id status } }`;
const moveDocument = `mutation Move($input: RescheduleAppointmentInput!) {
  rescheduleAppointment(input: $input) {
    __typename
    ... on AppointmentBooked { ${standing} }
    ... on SlotTaken { alternatives { id } }
    ... on BookingRefused { code message }
  }
}`;
const cancelDocument = `mutation Cancel($input: CancelAppointmentInput!) {
  cancelAppointment(input: $input) {
    __typename
    ... on CancelAppointmentPayload { ${standing} }
    ... on BookingRefused { code message }
  }
}`;

/** A calendar that keeps what it is sent: one event a UID, the newest by SEQUENCE, and none that was called off. */
class Calendar {
  events = new Map();

  take(file) {
    const calendar = new ICAL.Component(ICAL.parse(file));
    const zone = new ICAL.Timezone(calendar.getFirstSubcomponent("vtimezone"));
    ICAL.TimezoneService.register(zone.tzid, zone);
    const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent"));
    const known = this.events.get(event.uid);
    assert.ok(!known || event.sequence > known.sequence, `SEQUENCE ${event.sequence} after ${known?.sequence}`);
    this.events.set(event.uid, {
      sequence: event.sequence,
      start: event.startDate.toJSDate().toISOString(),
      method: calendar.getFirstPropertyValue("method"),
      status: event.component.getFirstPropertyValue("status"),
      title: event.summary,
    });
    return this.events.get(event.uid);
  }
}

/** The calendar file in a mail. */
function attachment(mail) {
  const part = mail.split(/\r?\n--/).find((text) => /^Content-Type: text\/calendar/m.test(text));
  assert.match(part, /Content-Transfer-Encoding: base64/i);
  return Buffer.from(part.split(/\r?\n\r?\n/)[1], "base64").toString("utf8");
}

export default function changing(portal) {
  let page;
  const patient = async () => (page ??= await onPage(portal(), maria));
  const hold = async (asker, days) => {
    const { holdSlot } = await asker.get(holdDocument, { input: { ...(await freeSlot(asker, days)), patientId: asker.patientId } });
    assert.equal(holdSlot.__typename, "SlotHeld");
    return holdSlot.hold;
  };
  const calendarOf = async (appointment) => (await fetch(new URL(appointment.calendarUrl, portal().url))).text();
  const mailOf = (appointment, subject) =>
    until(`a mail about ${subject}`, async () => (await portal().mails(`/appointments/${appointment.id}`)).find((mail) => mail.includes(`Subject: ${subject}`)));

  it("booked, moved and cancelled it is one event in a calendar", async () => {
    const asker = await patient();
    const [fetched, mailed] = [new Calendar(), new Calendar()];
    const both = async (appointment, subject) => {
      const [one, other] = [fetched.take(await calendarOf(appointment)), mailed.take(attachment(await mailOf(appointment, subject)))];
      assert.deepEqual(one, other);
      assert.equal(Date.parse(one.start), Date.parse(appointment.start));
      assert.equal(one.title, "Appointment");
      return one;
    };
    const made = await book(asker, 24);
    assert.equal((await both(made, "Your appointment on")).status, "CONFIRMED");

    const { id: holdId, slot } = await hold(asker, 26);
    const input = { appointmentId: made.id, holdId, idempotencyKey: randomUUID() };
    const answers = await Promise.all([1, 2].map(() => asker.get(moveDocument, { input })));
    for (const { rescheduleAppointment } of answers) {
      assert.equal(rescheduleAppointment.__typename, "AppointmentBooked");
      assert.equal(rescheduleAppointment.appointment.id, made.id);
      assert.deepEqual(rescheduleAppointment.appointment.slot, { id: slot.id, status: "BUSY" });
    }
    const moved = answers[0].rescheduleAppointment.appointment;
    assert.deepEqual(moved.history.map((line) => line.what), ["Booked", "Moved"]);
    assert.equal(moved.history[1].from, made.start);
    assert.equal(moved.reminders.length, 3);
    assert.equal((await both(moved, "Moved:")).sequence, 1);
    const { holdSlot: again } = await asker.get(holdDocument, {
      input: { slotId: made.slot.id, serviceId: (await freeSlot(asker)).serviceId, patientId: asker.patientId },
    });
    assert.equal(again.__typename, "SlotHeld", "the old time is free");

    const cancel = { appointmentId: made.id, reasonCode: "TOO_ILL", note: "A fever." };
    const cancelled = (await asker.get(cancelDocument, { input: cancel })).cancelAppointment.appointment;
    assert.equal(cancelled.status, "CANCELLED");
    assert.deepEqual(cancelled.reminders, []);
    assert.deepEqual([cancelled.history[2].reasonCode, cancelled.history[2].note], ["TOO_ILL", "A fever."]);
    assert.deepEqual(cancelled.policy.canCancel, false);
    const last = await both(cancelled, "Cancelled:");
    assert.deepEqual([last.method, last.status, last.sequence], ["CANCEL", "CANCELLED", 2]);
    assert.deepEqual([fetched.events.size, mailed.events.size], [1, 1]);

    const twice = (await asker.get(cancelDocument, { input: cancel })).cancelAppointment.appointment;
    assert.equal(twice.history.length, 3);
    const { rescheduleAppointment: refused } = await asker.get(moveDocument, { input: { appointmentId: made.id, holdId: again.hold.id } });
    assert.equal(refused.code, "NOT_CHANGEABLE");
  });

  it("too late for the patient is not too late for the desk, with a reason", async () => {
    const frontDesk = Object.assign(await onPage(portal(), desk), { patientId: (await patient()).patientId });
    // Its notice is three days, longer than any stretch without a free time.
    const { clinic } = await frontDesk.get(clinicDocument);
    const serviceId = clinic.services.find((service) => service.name === "Exercise stress test").id;
    const { slots } = await frontDesk.get(slotsDocument, { serviceId, first: 1 });
    const input = { slotId: slots.edges[0].node.id, serviceId, patientId: frontDesk.patientId };
    const { holdSlot } = await frontDesk.get(holdDocument, { input });
    const { bookAppointment } = await frontDesk.get(
      `mutation($input: BookAppointmentInput!) { bookAppointment(input: $input) { ... on AppointmentBooked { appointment { id start policy { until } } } } }`,
      { input: { holdId: holdSlot.hold.id, patientId: frontDesk.patientId, reason: "Soon.", contact: { email: "maria@example.org" } } },
    );
    const soon = bookAppointment.appointment;
    assert.ok(Date.parse(soon.policy.until) < Date.now());
    const cancel = { appointmentId: soon.id, reasonCode: "OTHER" };
    const { cancelAppointment: refused } = await (await patient()).get(cancelDocument, { input: cancel });
    assert.equal(refused.code, "TOO_LATE");
    assert.match(refused.message, /^It is too late .* Please call /);
    const { extensions } = await frontDesk.refused(cancelDocument, { input: cancel });
    assert.deepEqual([extensions.code, extensions.field], ["INVALID_INPUT", "overrideReason"]);
    const { cancelAppointment: done } = await frontDesk.get(cancelDocument, { input: { ...cancel, overrideReason: "She called this morning." } });
    assert.equal(done.appointment.status, "CANCELLED");
  });

  it("what is not one's own is not there", async () => {
    const asker = await patient();
    const kept = await hold(asker, 28);
    assert.equal((await asker.refused(cancelDocument, { input: { appointmentId: nowhere, reasonCode: "OTHER" } })).extensions.code, "NOT_FOUND");
    assert.equal((await asker.refused(moveDocument, { input: { appointmentId: nowhere, holdId: kept.id } })).extensions.code, "NOT_FOUND");
  });
}
