import { type Cache, cacheExchange, type CacheExchangeOpts } from "@urql/exchange-graphcache";
import { embeddedTypes, possibleTypes } from "@/gql/cacheTypes";

/** Forgets every reading of a field, whatever its arguments were; pages that show it ask again. */
function forget(cache: Cache, entity: string | { __typename: string; id: string }, field: string): void {
  for (const read of cache.inspectFields(entity)) {
    if (read.fieldName === field) cache.invalidate(entity, read.fieldName, read.arguments);
  }
}

function patient(id: unknown): { __typename: string; id: string } {
  return { __typename: "Patient", id: String(id) };
}

/** Every patient's lists: a change names what was changed, not whose it is. */
function forgetOfPatients(cache: Cache, ...fields: string[]): void {
  for (const read of cache.inspectFields("Query")) {
    if (read.fieldName !== "patient") continue;
    for (const field of fields) forget(cache, patient(read.arguments?.patientId), field);
  }
}

/** What hangs on how an appointment stands, but does not come with its events. */
function forgetStory(cache: Cache, event: unknown): void {
  const id = (event as { appointment?: { id?: string } } | null)?.appointment?.id;
  if (!id) return;
  for (const field of ["history", "reminders", "policy", "waitlist"]) forget(cache, { __typename: "Appointment", id }, field);
}

const updates: CacheExchangeOpts["updates"] = {
  Mutation: {
    bookAppointment: (_result, { input }, cache) => {
      const { patientId } = input as { patientId: string };
      forget(cache, patient(patientId), "appointments");
      forget(cache, patient(patientId), "invitations");
      forget(cache, "Query", "slots");
      forget(cache, "Query", "firstAvailable");
    },
    bookForPatient: (_result, { input }, cache) => {
      const { patientId } = input as { patientId: string };
      forget(cache, patient(patientId), "appointments");
      forget(cache, patient(patientId), "invitations");
      forget(cache, "Query", "slots");
      forget(cache, "Query", "firstAvailable");
    },
    answerOffer: (_result, _args, cache) => {
      forgetOfPatients(cache, "appointments", "waitlistOffers");
    },
    joinWaitlist: (_result, { input }, cache) => {
      const { appointmentId } = input as { appointmentId: string };
      forget(cache, { __typename: "Appointment", id: appointmentId }, "waitlist");
    },
    leaveWaitlist: (_result, { input }, cache) => {
      const { appointmentId } = input as { appointmentId: string };
      forget(cache, { __typename: "Appointment", id: appointmentId }, "waitlist");
      forgetOfPatients(cache, "waitlistOffers");
    },
    addReferral: (_result, { input }, cache) => {
      const { patientId } = input as { patientId: string };
      forget(cache, patient(patientId), "referrals");
    },
    withdrawReferral: (_result, _args, cache) => forgetOfPatients(cache, "referrals"),
    inviteToBook: (_result, { input }, cache) => {
      const { patientId } = input as { patientId: string };
      forget(cache, patient(patientId), "invitations");
    },
    rescheduleAppointment: (_result, _args, cache) => {
      forgetOfPatients(cache, "appointments");
      forget(cache, "Query", "slots");
      forget(cache, "Query", "firstAvailable");
    },
    cancelAppointment: (_result, _args, cache) => {
      forgetOfPatients(cache, "appointments", "invitations");
      forget(cache, "Query", "slots");
      forget(cache, "Query", "firstAvailable");
    },
    holdSlot: (_result, _args, cache) => {
      forget(cache, "Query", "slots");
      forget(cache, "Query", "firstAvailable");
    },
    releaseHold: (_result, _args, cache) => {
      forget(cache, "Query", "slots");
      forget(cache, "Query", "firstAvailable");
    },
    createCalendarFeed: (_result, { input }, cache) => {
      const { patientId } = input as { patientId: string };
      forget(cache, patient(patientId), "calendarFeed");
    },
    revokeCalendarFeed: (_result, _args, cache) => forgetOfPatients(cache, "calendarFeed"),
    settleRegistrationLock: (_result, _args, cache) => forget(cache, "Query", "registrationLocks"),
    addStaff: (_result, _args, cache) => forget(cache, "Query", "staffAccounts"),
    registerPatient: (_result, _args, cache) => forget(cache, "Query", "patients"),
    inviteCarer: (_result, { input }, cache) => {
      const { patientId } = input as { patientId: string };
      forget(cache, patient(patientId), "carerInvitations");
    },
    grantCarer: (_result, { input }, cache) => {
      const { patientId } = input as { patientId: string };
      forget(cache, patient(patientId), "carers");
      forget(cache, patient(patientId), "carerInvitations");
    },
    markNotificationsRead: (_result, _args, cache) => {
      forget(cache, "Query", "notifications");
      forget(cache, "Query", "unreadCount");
    },
  },
  Subscription: {
    appointmentEvents: (result, { patientId }, cache) => {
      forget(cache, patient(patientId), "appointments");
      forget(cache, patient(patientId), "waitlistOffers");
      forget(cache, patient(patientId), "invitations");
      forgetStory(cache, result.appointmentEvents);
    },
    notificationAdded: (result, _args, cache) => {
      const kind = (result.notificationAdded as { kind?: string } | null)?.kind;
      if (kind === "CARER_CHANGED") forgetOfPatients(cache, "carers", "carerInvitations");
      if (kind === "BOOKING_INVITED") forgetOfPatients(cache, "invitations");
      forget(cache, "Query", "notifications");
      forget(cache, "Query", "unreadCount");
    },
  },
};

/** A fresh, empty cache: one for each account that signs in, thrown away when it signs out. */
export function emptyCache() {
  return cacheExchange({
    // What has no id lives inside what holds it.
    keys: Object.fromEntries(embeddedTypes.map((type) => [type, () => null])),
    possibleTypes,
    updates,
  });
}
