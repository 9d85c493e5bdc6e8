import { makeAccount, passkeyAnswers, preferenceAnswers, questionAnswers, securityQuestions } from "./account";
import { appointment, cancelled, coverage, departments, happened, locations, moved, offer, practitioners, services, slot } from "./appointments";
import { factorAnswers } from "./factors";
import { connection } from "./connection";
import { draftAnswers } from "./drafts";
import { contactAnswers } from "./contact";
import { familyAnswers, ownAccess } from "./family";
import { signUpAnswers } from "./signup";
import { staffAnswers } from "./staff";
import { staffAccountAnswers } from "./staffAccounts";

export { connection };

/**
 * A small made-up clinic behind the contract: plain values that graphql-js
 * resolves by field name, and functions where arguments matter. Tests change
 * what they need on a fresh copy.
 */
type Args<T> = { input: T };

export function result(number: number, over: object = {}) {
  return {
    id: `res-${number}`,
    name: `Hemoglobin A1c ${number}`,
    code: { system: "http://loinc.org", code: "4548-4", display: "Hemoglobin A1c" },
    category: "laboratory",
    takenAt: "2030-03-01T09:00:00Z",
    takenOn: "2030-03-01",
    releasedAt: "2030-03-02T09:00:00Z",
    status: "Final",
    value: "6.1",
    valueNumber: 6.1,
    unit: "%",
    absentReason: null,
    components: [],
    referenceRange: null,
    interpretation: null,
    report: null,
    comments: null,
    author: null,
    ...over,
  };
}

export function entry(over: object = {}) {
  return {
    id: "ent-1",
    kind: "MEDICATION",
    name: "Lisinopril 10 mg tablet",
    code: { system: "http://www.nlm.nih.gov/research/umls/rxnorm", code: "314076", display: "Lisinopril" },
    status: "Active",
    statusMeaning: "You take this now.",
    startedOn: "2029-05",
    endedOn: null,
    recordedOn: "2029-05-02",
    author: "Dr. Ada Okafor",
    source: null,
    details: [{ label: "Dose", value: "One tablet in the morning" }],
    text: null,
    ...over,
  };
}

export function adviceItem(over: object = {}) {
  return {
    id: "adv-1",
    patientId: "pat-1",
    author: "Dr. Ada Okafor",
    subject: "Your blood pressure",
    body: "Walk more.",
    bodyHtml: "<p>Walk more.</p>",
    publishedAt: "2030-07-30T10:00:00Z",
    readAt: null as string | null,
    state: "UNREAD",
    instructions: [{ id: "ins-1", text: "Walk for half an hour a day", why: "It lowers blood pressure.", from: "2030-08-01", until: null, doneAt: null as string | null }],
    about: null,
    expectedReply: null,
    ...over,
  };
}

export function notification(number: number, over: object = {}) {
  return {
    id: `not-${number}`,
    kind: "APPOINTMENT_CONFIRMED",
    title: `Appointment confirmed ${number}`,
    body: "Open the portal to see it.",
    link: "/appointments/apt-1",
    patientId: "pat-1",
    createdAt: "2030-08-01T10:00:00Z",
    readAt: null,
    ...over,
  };
}

/** The clinic as one patient sees it, signed in or not. */
export function makeClinic() {
  const empty = () => connection([]);
  const patient = {
    id: "pat-1",
    fullName: "Maria Alvarez",
    givenNames: "Maria",
    familyName: "Alvarez",
    clinicNumber: "4-820-117",
    dateOfBirth: "1984-03-09",
    sex: "female",
    hasSecondFactor: false,
    signUp: { hasAccount: true, codeIssuedAt: null, codeExpiresAt: null } as object,
    access: ownAccess as object,
    childhood: null as { recordsUntil: string | null; ofAge: string } | null,
    carers: (): unknown => [],
    carerInvitations: (): unknown => [],
    contact: { email: "maria@example.org", phone: "+1 507 555 0134", address: null, preferredLanguage: "en" },
    coverages: [coverage],
    recordSummary: ["RESULTS", "VITALS", "MEDICATIONS", "ALLERGIES"].map((list, index) => ({ list, count: index })),
    careTeam: [{ name: "Dr. Ada Okafor", role: "Primary care", team: "Primary care" }],
    appointments: ({ when }: { when: string }): unknown => (when === "UPCOMING" ? connection([appointment()]) : empty()),
    invitations: (): unknown => [],
    appointmentRequests: (): unknown => [],
    referrals: (): unknown => [],
    waitlistOffers: (): unknown => [],
    advice: (): unknown => connection([adviceItem()]),
    results: (_: { search: string | null; category: string | null; after: string | null }): unknown => connection([result(1)]),
    resultTrend: (): unknown => ({ name: "Hemoglobin A1c", unit: "%", referenceRange: null, points: [] }),
    vitals: empty as () => unknown,
    medications: (): unknown => connection([entry()]),
    allergies: empty as () => unknown,
    immunizations: empty as () => unknown,
    conditions: empty as () => unknown,
    procedures: empty as () => unknown,
    visits: empty as () => unknown,
    documents: empty as () => unknown,
    carePlans: empty as () => unknown,
  };
  const account = makeAccount();
  const privacyPolicy = { version: "2.1", title: "Privacy policy", body: "## What we keep", bodyHtml: "<h2>What we keep</h2><p>Your record.</p>", publishedAt: "2030-07-01T00:00:00Z" };
  const viewer = { account, patients: [patient] as unknown[], practitioner: null };
  return {
    patientRecord: patient,
    viewer: viewer as typeof viewer | null,
    clinic: { name: "Riverside Health", supportPhone: "+1 507 555 0199", supportHours: "Monday to Friday, 8am to 6pm", openAppointments: 20, privacyPolicy, locations, departments, services: () => services, practitioners: () => practitioners as unknown[], securityQuestions },
    patient: (_: { patientId: string }): unknown => patient,
    ...staffAnswers(patient),
    ...staffAccountAnswers(),
    ...familyAnswers(),
    unreadCount: (): number => 1,
    notifications: (): unknown => connection([notification(1)]),
    deliveries: empty as () => unknown,
    advice: (): unknown => adviceItem(),
    appointment: (): unknown => appointment(),
    slots: (): unknown => ({ ...connection([0, 1, 2, 3, 4].map(slot)), noSlotsReason: null }),
    firstAvailable: (): unknown => slot(0),
    signIn: (_: Args<{ username: string; password: string }>): unknown => ({ __typename: "SignedIn", viewer, accessToken: null, refreshToken: null, expiresAt: slot(0).start }),
    signOut: () => ({ signedOut: true }),
    extendSession: () => ({ expiresAt: slot(0).start }),
    stepUp: (_: Args<{ password: string }>): unknown => ({ accessToken: null, refreshToken: null, expiresAt: slot(0).start }),
    ...passkeyAnswers(account, viewer),
    acceptPrivacyPolicy: (_: Args<{ version: string }>): unknown => ({ viewer: { ...viewer, account: { ...account, owes: [] } } }),
    ...factorAnswers(account, viewer),
    holdSlot: ({ input }: Args<{ slotId: string }>): unknown => ({
      __typename: "SlotHeld",
      hold: { id: `hold-${input.slotId}`, slot: slot(Number(input.slotId.split("-")[1])), secondsLeft: 600, extensionsLeft: 10 },
    }),
    extendHold: ({ input }: Args<{ holdId: string }>): unknown => ({
      hold: { id: input.holdId, slot: slot(0), secondsLeft: 600, extensionsLeft: 9 },
    }),
    ...draftAnswers(),
    releaseHold: (_: Args<{ holdId: string }>): unknown => ({ released: true }),
    bookAppointment: (_: Args<Record<string, unknown>>): unknown => ({ __typename: "AppointmentBooked", appointment: appointment() }),
    rescheduleAppointment: ({ input }: Args<{ holdId: string }>): unknown => ({
      __typename: "AppointmentBooked",
      appointment: appointment({ start: slot(Number(input.holdId.split("-")[2])).start, history: [happened(), moved] }),
    }),
    joinWaitlist: ({ input }: Args<object>): unknown => ({ entry: { id: "ent-1", joinedAt: "2030-08-01T10:00:00Z", earliest: null, ...input } }),
    leaveWaitlist: (_: Args<{ appointmentId: string }>): unknown => ({ appointment: appointment() }),
    answerOffer: ({ input }: Args<{ offerId: string; accept: boolean }>): unknown =>
      input.accept ? { __typename: "AppointmentBooked", appointment: appointment({ start: offer().slot.start }) } : { __typename: "OfferDeclined", offer: offer({ state: "DECLINED" }) },
    cancelAppointment: (_: Args<Record<string, unknown>>): unknown => ({ __typename: "CancelAppointmentPayload", appointment: cancelled }),
    markNotificationsRead: (_: Args<{ notificationIds: string[] | null }>): unknown => ({ unreadCount: 0 }),
    markAdviceRead: (): unknown => ({ advice: adviceItem({ readAt: "2030-08-01T10:00:00Z", state: "OPEN" }) }),
    completeInstruction: (_: Args<{ instructionId: string; done: boolean }>): unknown => ({ advice: adviceItem() }),
    ...questionAnswers(account),
    ...contactAnswers(),
    ...preferenceAnswers(),
    ...signUpAnswers(viewer),
    revokeSession: (_: Args<{ sessionId: string }>): unknown => ({ account }),
    signOutEverywhere: () => ({ signedOut: true }),
    verifyEmail: (_: Args<{ token: string }>): unknown => ({ verified: true }),
    resendVerification: (): unknown => ({ accepted: true }),
    recoverUsername: (_: Args<{ fullName: string }>): unknown => ({ accepted: true }),
    requestPasswordReset: (_: Args<{ usernameOrEmail: string }>): unknown => ({ accepted: true }),
    passwordReset: (_: { token: string }): unknown => ({ valid: true, securityQuestion: null }),
    resetPassword: (_: Args<{ token: string; newPassword: string }>): unknown => ({ reset: true }),
    passwordAdvice: (_: Args<{ password: string }>): unknown => ({ good: true, strength: 4, missing: [] }),
    changePassword: (_: Args<{ newPassword: string }>): unknown => ({ account }),
    changeEmail: (_: Args<{ email: string }>): unknown => ({ accepted: true }),
  };
}

export type Clinic = ReturnType<typeof makeClinic>;
