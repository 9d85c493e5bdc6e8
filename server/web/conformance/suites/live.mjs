// What is told as it happens, and what was missed.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { it } from "node:test";
import { createClient } from "graphql-ws";
import WebSocket from "ws";
import { book, desk, freeSlot, holdDocument, maria, onPhone } from "../people.mjs";
import { until } from "../portal.mjs";

const eventsDocument = `subscription($patientId: ID!, $after: ID) {
  appointmentEvents(patientId: $patientId, after: $after) {
    __typename
    ... on AppointmentConfirmed { id at appointment { id status start timeZone practitioner { name } } }
    ... on AppointmentReminder { id at leadMinutes appointment { id } }
  }
}`;
const slotsDocument = `subscription($from: DateTime) { slotChanges(from: $from) { slotId status start practitioner { id name } } }`;
const notificationsDocument = `subscription($after: ID) { notificationAdded(after: $after) { id kind title body link createdAt readAt } }`;

/** Follows a subscription and collects what comes, with the time it came. */
async function collect(client, query, variables) {
  const ready = new Promise((done) => client.on("connected", done));
  const got = [];
  const stop = client.subscribe({ query, variables }, {
    next: ({ data, errors }) => got.push({ at: performance.now(), data, errors }),
    error: (error) => got.push({ at: performance.now(), error }),
    complete: () => {},
  });
  await Promise.race([ready, until("something came", () => got.length > 0)]);
  return { got, stop, item: (i) => Object.values(got[i].data)[0] };
}

export default function live(portal) {
  const open = (phone, options = {}) =>
    createClient({
      url: portal().socket,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: phone.headers.authorization },
      ...options,
    });
  const several = (list, n) => until(`${n} came`, () => list.got.length >= n);

  it("the client of graphql-ws gets along", async () => {
    const phone = await onPhone(portal(), maria);
    const script = path.join(import.meta.dirname, "../graphql-ws.mjs");
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, portal().socket, phone.signedIn.accessToken], { encoding: "utf8" });
    assert.equal(status, 0, stdout + stderr);
  });

  it("a booking reaches the open page", async () => {
    const phone = await onPhone(portal(), maria);
    const [first, second] = [open(phone), open(phone)];
    const events = await collect(first, eventsDocument, { patientId: phone.patientId });
    const notifications = await collect(second, notificationsDocument, {});
    for (let i = 0; i < 5; i++) {
      const made = await book(phone, 31 + i);
      const answered = performance.now();
      await Promise.all([several(events, i + 1), several(notifications, i + 1)]);
      assert.equal(events.item(i).__typename, "AppointmentConfirmed");
      assert.equal(events.item(i).appointment.id, made.id);
      assert.equal(notifications.item(i).link, `/appointments/${made.id}`);
      assert.equal(notifications.item(i).kind, "APPOINTMENT_CONFIRMED");
      const [one, other] = [events, notifications].map((list) => list.got[i].at - answered);
      console.log(`event ${one.toFixed(1)} ms, notification ${other.toFixed(1)} ms after the answer`);
    }
    await Promise.all([first.dispose(), second.dispose()]);
  });

  it("a time that another takes, gives back and books reaches the open page", async () => {
    const phone = await onPhone(portal(), maria);
    const watching = await onPhone(portal(), desk);
    const client = open(watching);
    const changes = await collect(client, slotsDocument, { from: new Date().toISOString() });
    // Being connected is not being subscribed: an answer over the same socket comes after the subscription's start.
    await new Promise((done) => client.subscribe({ query: "{ unreadCount }" }, { next: () => {}, error: done, complete: done }));
    const told = async (slotId, status, answered) => {
      const is = ({ data }) => data.slotChanges.slotId === slotId && data.slotChanges.status === status;
      await until(`${status} came`, () => changes.got.some(is));
      console.log(`${status} ${(changes.got.find(is).at - answered).toFixed(1)} ms after the answer`);
      changes.got.length = 0;
    };
    const slot = await freeSlot(phone, 36);
    const { holdSlot } = await phone.get(holdDocument, { input: { ...slot, patientId: phone.patientId } });
    await told(slot.slotId, "HELD", performance.now());
    await phone.get("mutation($input: ReleaseHoldInput!) { releaseHold(input: $input) { released } }", { input: { holdId: holdSlot.hold.id } });
    await told(slot.slotId, "FREE", performance.now());
    const { slot: booked } = await book(phone, 37);
    await told(booked.id, "BUSY", performance.now());
    await client.dispose();
  });

  it("what was missed is told again in order, then what is new", async () => {
    const phone = await onPhone(portal(), maria);
    let raw;
    class Dropped extends WebSocket {
      constructor(...args) {
        super(...args);
        raw = this;
      }
    }
    const dropping = { webSocketImpl: Dropped, retryAttempts: 0 };
    const before = await collect(open(phone, dropping), eventsDocument, { patientId: phone.patientId });
    const seen = await book(phone, 40);
    await several(before, 1);
    raw.terminate();
    const notices = await collect(open(phone, dropping), notificationsDocument, {});
    const alsoSeen = await book(phone, 41);
    await several(notices, 1);
    raw.terminate();
    const missed = [await book(phone, 42), await book(phone, 43)];

    const again = open(phone);
    const after = await collect(again, eventsDocument, { patientId: phone.patientId, after: before.item(0).id });
    const noticesAfter = await collect(again, notificationsDocument, { after: notices.item(0).id });
    const fresh = await book(phone, 44);
    await several(after, 4);
    await several(noticesAfter, 3);
    assert.equal(before.item(0).appointment.id, seen.id);
    assert.deepEqual(after.got.map((_, i) => after.item(i).appointment.id), [alsoSeen, ...missed, fresh].map((a) => a.id));
    assert.deepEqual(noticesAfter.got.map((_, i) => noticesAfter.item(i).link), [...missed, fresh].map((a) => `/appointments/${a.id}`));
    await again.dispose();
  });

  it("an event nobody has heard of is a bad input, another's patient is not there", async () => {
    const phone = await onPhone(portal(), maria);
    for (const [query, variables, code] of [
      [eventsDocument, { patientId: phone.patientId, after: "01890000-0000-7000-8000-000000000000" }, "INVALID_INPUT"],
      [notificationsDocument, { after: "01890000-0000-7000-8000-000000000000" }, "INVALID_INPUT"],
      [eventsDocument, { patientId: "01890000-0000-7000-8000-000000000000" }, "NOT_FOUND"],
    ]) {
      const client = open(phone);
      const list = await collect(client, query, variables);
      await several(list, 1);
      const [error] = list.got[0].errors ?? list.got[0].error;
      assert.equal(error.extensions.code, code);
      await client.dispose();
    }
  });

  it("a client comes back by itself after the server was restarted", async () => {
    const phone = await onPhone(portal(), maria);
    const client = open(phone, { shouldRetry: () => true, retryAttempts: 200, retryWait: () => new Promise((done) => setTimeout(done, 50)) });
    const list = await collect(client, eventsDocument, { patientId: phone.patientId });
    await book(phone, 46);
    await several(list, 1);
    assert.equal(await portal().stop(), 0);
    const back = new Promise((done) => client.on("connected", done));
    await portal().start();
    await back;
    const made = await book(phone, 47);
    await several(list, 2);
    assert.equal(list.item(1).appointment.id, made.id);
    await client.dispose();
  });
}
