import assert from "node:assert/strict";
import { it } from "node:test";
import { agreement, Asker, book, bookDocument, clinicDocument, daysAhead, desk, freeSlot, holdDocument, maria, officeVisit, onPage, onPhone, slotsDocument } from "../people.mjs";
import { until } from "../portal.mjs";

const nowhere = "01890000-0000-7000-8000-000000000000";
const appointmentDocument = `query($id: ID!) { appointment(appointmentId: $id) { id status reason reminders { state } } }`;

export default function booking(portal) {
  let page;
  const patient = async () => (page ??= await onPage(portal(), maria));
  const hold = async (asker, slot, patientId) => (await asker.get(holdDocument, { input: { ...slot, patientId } })).holdSlot;

  it("free times are for those who signed in", async () => {
    const error = await new Asker(portal()).refused(slotsDocument, {});
    assert.equal(error.extensions.code, "UNAUTHENTICATED");
  });

  it("free times are found under filters, page by page, earliest first", async () => {
    const asker = await patient();
    const filters = { ...(await officeVisit(asker)), from: daysAhead(3) };
    const seen = [];
    let after = null;
    for (let i = 0; i < 3; i++) {
      const { slots } = await asker.get(slotsDocument, { ...filters, first: 5, after });
      assert.equal(slots.noSlotsReason, null);
      assert.equal(slots.edges.length, 5);
      assert.equal(slots.pageInfo.hasPreviousPage, i > 0);
      seen.push(...slots.edges.map((e) => e.node));
      after = slots.pageInfo.endCursor;
    }
    assert.equal(new Set(seen.map((s) => s.id)).size, 15);
    for (const [i, slot] of seen.entries()) {
      assert.equal(slot.practitioner.id, filters.practitionerId);
      assert.equal(slot.service.id, filters.serviceId);
      assert.equal(slot.status, "FREE");
      assert.ok(slot.start >= filters.from && slot.start < slot.end);
      if (i > 0) assert.ok(slot.start >= seen[i - 1].start);
    }
    const { firstAvailable } = await asker.get(
      `query($p: ID, $s: ID, $f: DateTime) { firstAvailable(practitionerId: $p, serviceId: $s, from: $f) { id } }`,
      { p: filters.practitionerId, s: filters.serviceId, f: filters.from },
    );
    assert.equal(firstAvailable.id, seen[0].id);
    const { slots: narrow } = await asker.get(slotsDocument, { ...filters, to: seen[1].start, first: 100 });
    assert.deepEqual(narrow.edges.map((e) => e.node.id), [seen[0].id]);
    assert.equal(narrow.totalCount, 1);
  });

  it("an empty search says why", async () => {
    const asker = await patient();
    const { clinic } = await asker.get(clinicDocument);
    const onRequest = clinic.services.find((s) => s.selfBooking === "REQUEST");
    for (const [filters, code] of [
      [{ serviceId: onRequest.id }, "NOT_SELF_BOOKABLE"],
      [{ from: daysAhead(100) }, "OUTSIDE_HORIZON"],
      [{ practitionerId: nowhere }, "NO_SCHEDULE"],
    ]) {
      const { slots } = await asker.get(slotsDocument, filters);
      assert.deepEqual(slots.edges, []);
      assert.equal(slots.noSlotsReason.code, code);
      assert.ok(slots.noSlotsReason.message.endsWith("."));
    }
  });

  it("pages have 1 to 100 items", async () => {
    for (const first of [0, 101]) {
      const { extensions } = await (await patient()).refused(slotsDocument, { first });
      assert.equal(extensions.code, "INVALID_INPUT");
      assert.equal(extensions.field, "first");
    }
    const { extensions } = await (await patient()).refused(slotsDocument, { after: "nonsense" });
    assert.equal(extensions.field, "after");
  });

  it("a slot is held, kept, given back and held again", async () => {
    const asker = await patient();
    const slot = await freeSlot(asker, 14);
    const held = await hold(asker, slot, asker.patientId);
    assert.equal(held.__typename, "SlotHeld");
    assert.equal(held.hold.slot.status, "HELD");
    assert.equal(held.hold.extensionsLeft, 10);
    const minutes = (Date.parse(held.hold.expiresAt) - Date.now()) / 60_000;
    assert.ok(minutes > 8 && minutes <= 10, `${minutes} minutes`);

    const extend = `mutation($input: ExtendHoldInput!) { extendHold(input: $input) { hold { id expiresAt extensionsLeft } } }`;
    const { extendHold } = await asker.get(extend, { input: { holdId: held.hold.id } });
    assert.equal(extendHold.hold.extensionsLeft, 9);
    assert.ok(extendHold.hold.expiresAt >= held.hold.expiresAt);

    const release = `mutation($input: ReleaseHoldInput!) { releaseHold(input: $input) { released } }`;
    for (let i = 0; i < 2; i++) assert.equal((await asker.get(release, { input: { holdId: held.hold.id } })).releaseHold.released, true);
    assert.equal((await asker.refused(extend, { input: { holdId: held.hold.id } })).extensions.code, "EXPIRED");
    assert.equal((await asker.refused(extend, { input: { holdId: nowhere } })).extensions.code, "NOT_FOUND");
    assert.equal((await hold(asker, slot, asker.patientId)).__typename, "SlotHeld");
  });

  it("whoever comes second is shown three other times", async () => {
    const [asker, frontDesk] = [await patient(), await onPage(portal(), desk)];
    const slot = await freeSlot(asker, 16);
    assert.equal((await hold(frontDesk, slot, asker.patientId)).__typename, "SlotHeld");
    const late = await hold(asker, slot, asker.patientId);
    assert.equal(late.__typename, "SlotTaken");
    assert.equal(late.alternatives.length, 3);
    assert.ok(late.alternatives.every((s) => s.id !== slot.slotId));
  });

  it("a booking sent twice is one booking; with other contents it is a conflict", async () => {
    const asker = await patient();
    const slot = await freeSlot(asker, 18);
    const { hold: kept } = await hold(asker, slot, asker.patientId);
    const input = { ...agreement(asker, kept.id), notes: "Step-free access, please.", contact: { email: "maria@example.org", phone: "+1 555 0123" } };
    const answers = await Promise.all([1, 2, 3].map(() => asker.get(bookDocument, { input })));
    answers.push(await asker.get(bookDocument, { input }));
    for (const { bookAppointment } of answers) {
      assert.equal(bookAppointment.__typename, "AppointmentBooked");
      assert.equal(bookAppointment.appointment.id, answers[0].bookAppointment.appointment.id);
    }
    const { appointment } = answers[3].bookAppointment;
    assert.equal(appointment.status, "BOOKED");
    assert.deepEqual(appointment.slot, { id: slot.slotId, status: "BUSY" });
    assert.equal(appointment.practitioner.name, "Dr. Ada Okafor");
    assert.equal(appointment.history.length, 1);
    assert.equal(appointment.reminders.length, 3);
    const { extensions } = await asker.refused(bookDocument, { input: { ...input, reason: "Something else." } });
    assert.equal(extensions.code, "CONFLICT");

    const taken = await hold(asker, slot, asker.patientId);
    assert.equal(taken.__typename, "SlotTaken");
    const { patient: record } = await asker.get(
      `query($id: ID!) { patient(patientId: $id) { appointments(when: UPCOMING, first: 100) { edges { node { id } } totalCount } } }`,
      { id: asker.patientId },
    );
    const listed = record.appointments.edges.map((e) => e.node.id);
    assert.equal(listed.filter((id) => id === appointment.id).length, 1);
    assert.equal(record.appointments.totalCount, listed.length);

    const calendar = await fetch(new URL(appointment.calendarUrl, portal().url));
    assert.match(calendar.headers.get("content-type"), /^text\/calendar/);
    assert.match(await calendar.text(), /BEGIN:VEVENT/);
    const [mail, ...more] = await until("the mail is there", async () => {
      const mails = await portal().mails(`/appointments/${appointment.id}`);
      return mails.length > 0 && mails;
    });
    assert.deepEqual(more, []);
    assert.match(mail, /text\/calendar/);
    assert.doesNotMatch(mail, /Okafor|Check-up|Internal/);
    assert.match(await (await fetch(`${portal().url}/dev/mail`)).text(), /Your appointment on/);
  });

  it("sixty-four pages of one person book eight times once each", async () => {
    const asker = await patient();
    const filters = await officeVisit(asker);
    const { slots } = await asker.get(slotsDocument, { ...filters, from: daysAhead(50), first: 8 });
    const made = [];
    await Promise.all(
      Array.from({ length: 64 }, async (_, i) => {
        const held = await hold(asker, { slotId: slots.edges[i % 8].node.id, serviceId: filters.serviceId }, asker.patientId);
        if (held.__typename === "SlotTaken") return;
        const { bookAppointment } = await asker.get(bookDocument, { input: agreement(asker, held.hold.id) });
        if (bookAppointment.__typename === "AppointmentBooked") made.push(bookAppointment.appointment);
        else assert.equal(bookAppointment.__typename, "SlotTaken");
      }),
    );
    assert.equal(new Set(made.map((a) => a.id)).size, 8);
    assert.equal(new Set(made.map((a) => a.slot.id)).size, 8);
  });

  it("every bad field is named", async () => {
    const asker = await patient();
    const { errors } = await asker.ask(bookDocument, {
      input: { holdId: nowhere, patientId: asker.patientId, reason: "x".repeat(1001), contact: { email: "maria@", phone: "none" }, notes: "x".repeat(2001) },
    });
    assert.deepEqual(new Set(errors.map((e) => e.extensions.code)), new Set(["INVALID_INPUT"]));
    assert.deepEqual(errors.map((e) => e.extensions.field).sort(), ["contact.email", "contact.phone", "notes", "reason"]);
    assert.equal((await asker.refused(slotsDocument, { from: "tomorrow" })).extensions.field, "from");
    const { extensions } = await asker.refused(bookDocument, { input: { holdId: nowhere, patientId: asker.patientId, reason: "Check-up.", contact: {} } });
    assert.deepEqual([extensions.code, extensions.field], ["INVALID_INPUT", "contact.email"]);
  });

  it("what is not one's own is not there", async () => {
    const asker = await patient();
    const frontDesk = await onPhone(portal(), desk);
    const { hold: kept } = await hold(frontDesk, await freeSlot(asker, 20), asker.patientId);
    for (const holdId of [kept.id, nowhere]) {
      const { extensions } = await asker.refused(bookDocument, { input: agreement(asker, holdId) });
      assert.equal(extensions.code, "NOT_FOUND");
    }
    assert.equal((await asker.refused(appointmentDocument, { id: nowhere })).extensions.code, "NOT_FOUND");
    assert.equal((await asker.refused(`query($id: ID!) { patient(patientId: $id) { fullName } }`, { id: nowhere })).extensions.code, "NOT_FOUND");
  });

  it("nobody is at two places at once", async () => {
    const asker = await patient();
    const made = await book(asker, 22);
    const { clinic } = await asker.get(clinicDocument);
    const { slots } = await asker.get(slotsDocument, {
      serviceId: clinic.services.find((s) => s.name === "Therapy session").id, from: made.start, to: made.end, first: 1,
    });
    if (slots.edges.length === 0) return; // nobody else works then
    const other = slots.edges[0].node;
    const { hold: kept } = await hold(asker, { slotId: other.id, serviceId: other.service.id }, asker.patientId);
    const { bookAppointment } = await asker.get(bookDocument, { input: agreement(asker, kept.id) });
    assert.equal(bookAppointment.__typename, "BookingRefused");
    assert.equal(bookAppointment.code, "PATIENT_BUSY");
  });
}
