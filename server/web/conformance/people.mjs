// People of the demo clinic and how they ask: as a page with its cookie, or as
// a phone with its token.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

export const maria = { username: "maria.alvarez", password: "Quiet-Harbor-72!" };
export const desk = { username: "desk.lindgren", password: "Maple-Window-41!" };
export const clinician = { username: "dr.okafor", password: "Copper-Lantern-58!" };

export const signInDocument = `mutation SignIn($input: SignInInput!) {
  signIn(input: $input) {
    __typename
    ... on SignedIn { accessToken refreshToken expiresAt viewer { account { username role } } }
    ... on SecondFactorRequired { challengeId methods expiresAt }
  }
}`;

/** Someone who asks over HTTP. */
export class Asker {
  constructor(portal, headers = {}) {
    Object.assign(this, { portal, headers, cookies: new Map() });
  }

  get cookie() {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  /** Posts a document; gives status, headers, data and errors. */
  async ask(query, variables = {}, headers = { "x-portal-client": "contract" }) {
    const response = await fetch(this.portal.graphql, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/graphql-response+json, application/json;q=0.9",
        ...(this.cookie && { cookie: this.cookie }),
        ...this.headers,
        ...headers,
      },
      body: JSON.stringify({ query, variables }),
    });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    const { data, errors } = await response.json();
    return { status: response.status, headers: response.headers, data, errors };
  }

  keep(line) {
    const [pair, ...attributes] = line.split("; ");
    const at = pair.indexOf("=");
    if (attributes.includes("Max-Age=0")) this.cookies.delete(pair.slice(0, at));
    else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }

  /** The data of what has to go well. */
  async get(query, variables) {
    const { data, errors } = await this.ask(query, variables);
    assert.equal(errors, undefined, JSON.stringify(errors));
    return data;
  }

  /** The one error of what has to be refused. */
  async refused(query, variables) {
    const { errors } = await this.ask(query, variables);
    assert.equal(errors?.length, 1, JSON.stringify(errors));
    return errors[0];
  }
}

export const agreeDocument = `mutation Agree($input: AcceptPrivacyPolicyInput!) {
  acceptPrivacyPolicy(input: $input) { viewer { account { owes } patients { id fullName } } }
}`;

/** Signs in and goes no further. */
export async function arrive(asker, who, client) {
  const { signIn } = await asker.get(signInDocument, { input: { ...who, client } });
  assert.equal(signIn.__typename, "SignedIn");
  if (signIn.accessToken) asker.headers = { authorization: `Bearer ${signIn.accessToken}` };
  return Object.assign(asker, { signedIn: signIn });
}

/** Agrees to the privacy policy, which everyone is asked at their first sign-in on a page and on a phone. */
export async function agree(asker) {
  const { clinic } = await asker.get("{ clinic { privacyPolicy { version } } }");
  const { acceptPrivacyPolicy } = await asker.get(agreeDocument, { input: { version: clinic.privacyPolicy.version } });
  return Object.assign(asker, { patientId: acceptPrivacyPolicy.viewer.patients[0]?.id });
}

export const onPage = async (portal, who) => agree(await arrive(new Asker(portal), who, "BROWSER"));

export const onPhone = async (portal, who) => agree(await arrive(new Asker(portal), { ...who, deviceName: "Contract phone" }, "MOBILE"));

export const clinicDocument = `{
  clinic {
    name supportPhone supportHours
    locations { id name address phone timeZone directions departments { id name } }
    departments { id name }
    services { id name durationMinutes instructions selfBooking }
    practitioners { id name credentials specialty photoUrl }
  }
}`;

export const slotsDocument = `query Slots($locationId: ID, $departmentId: ID, $practitionerId: ID, $serviceId: ID, $from: DateTime, $to: DateTime, $first: Int, $after: String) {
  slots(locationId: $locationId, departmentId: $departmentId, practitionerId: $practitionerId, serviceId: $serviceId, from: $from, to: $to, first: $first, after: $after) {
    edges { cursor node { id start end timeZone status practitioner { id name } location { id name } service { id name } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    totalCount
    noSlotsReason { code message }
  }
}`;

export const holdDocument = `mutation Hold($input: HoldSlotInput!) {
  holdSlot(input: $input) {
    __typename
    ... on SlotHeld { hold { id expiresAt extensionsLeft slot { id status } } }
    ... on SlotTaken { alternatives { id start practitioner { name } } }
  }
}`;

export const bookDocument = `mutation Book($input: BookAppointmentInput!) {
  bookAppointment(input: $input) {
    __typename
    ... on AppointmentBooked { appointment { id status start end timeZone slot { id status } practitioner { name } location { name } department { name }
      service { name } reason contact { email phone } coverage { payer } history { at what by } reminders { dueAt channel state } calendarUrl } }
    ... on SlotTaken { alternatives { id } }
    ... on BookingRefused { code message }
  }
}`;

export const daysAhead = (days) => new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString();

/** The office visit with Dr. Okafor, which Maria may book. */
export async function officeVisit(asker) {
  const { clinic } = await asker.get(clinicDocument);
  return {
    serviceId: clinic.services.find((s) => s.name === "Office visit").id,
    practitionerId: clinic.practitioners.find((p) => p.name === "Dr. Ada Okafor").id,
  };
}

const busyDocument = `query($patientId: ID!) { patient(patientId: $patientId) {
  appointments(when: UPCOMING, first: 100) { edges { node { start end } } } } }`;

/** A free time that many days ahead, or soon after, at which the patient has nothing else. */
export async function freeSlot(asker, days = 12) {
  const filters = await officeVisit(asker);
  const { patient } = await asker.get(busyDocument, { patientId: asker.patientId });
  const busy = patient.appointments.edges.map(({ node }) => node);
  const { slots } = await asker.get(slotsDocument, { ...filters, from: daysAhead(days), first: 40 });
  const free = slots.edges.find(({ node }) => !busy.some((visit) => node.start < visit.end && visit.start < node.end));
  return { slotId: free.node.id, serviceId: filters.serviceId };
}

/** What a booking of a held slot says. */
export const agreement = (asker, holdId) => ({
  holdId,
  patientId: asker.patientId,
  reason: "Check-up.",
  contact: { email: "maria@example.org" },
  idempotencyKey: randomUUID(),
});

/** Books a free time that many days ahead, and gives the appointment. */
export async function book(asker, days) {
  const { holdSlot } = await asker.get(holdDocument, { input: { ...(await freeSlot(asker, days)), patientId: asker.patientId } });
  assert.equal(holdSlot.__typename, "SlotHeld");
  const { bookAppointment } = await asker.get(bookDocument, { input: agreement(asker, holdSlot.hold.id) });
  assert.equal(bookAppointment.__typename, "AppointmentBooked");
  return bookAppointment.appointment;
}
