/** What can be booked at the made-up clinic, and what was. */
const slotStart = Date.parse("2030-08-06T14:20:00Z");

export function slot(number: number) {
  const start = new Date(slotStart + Math.floor(number / 4) * 86_400_000 + (number % 4) * 1_800_000);
  return {
    id: `slot-${number}`,
    start: start.toISOString(),
    end: new Date(start.getTime() + 1_800_000).toISOString(),
    timeZone: "America/Chicago",
    status: "FREE",
    practitioner: practitioners[0],
    location: locations[0],
  };
}

export const departments = [
  { id: "dep-1", name: "Internal medicine", description: "Care for adults." },
  { id: "dep-2", name: "Dermatology", description: "Skin, hair and nails." },
];

export const locations = [
  { id: "loc-1", name: "Riverside Clinic", address: "1 River Road\nRochester", phone: "+1 507 555 0100", timeZone: "America/Chicago", directions: "By the bridge.", departments },
  { id: "loc-2", name: "Harbor Clinic", address: "2 Quay\nBoston", phone: "+1 617 555 0100", timeZone: "America/New_York", directions: "", departments: [departments[0]] },
];

export const practitioners = [
  { id: "doc-1", name: "Dr. Ada Okafor", credentials: "MD", specialty: "Internal medicine", photoUrl: null },
  { id: "doc-2", name: "Dr. Lin Berg", credentials: "MD", specialty: "Internal medicine", photoUrl: null },
];

export const services = [
  { id: "svc-1", name: "Office visit", durationMinutes: 30, instructions: "Bring a list of your medicines.", selfBooking: "BOOK", rescheduleNoticeMinutes: 1440, cancelNoticeMinutes: 120, needsReferral: false, mostADay: 0 },
  { id: "svc-2", name: "Day surgery", durationMinutes: 180, instructions: "", selfBooking: "VIEW", rescheduleNoticeMinutes: 1440, cancelNoticeMinutes: 1440, needsReferral: false, mostADay: 0 },
];

export const coverage = { id: "cov-1", payer: "Prairie Health", plan: "Gold", memberId: "A1", groupNumber: null };

/** A line of an appointment's history. */
export function happened(over: object = {}) {
  return { at: "2030-08-01T10:00:00Z", what: "Booked", by: "the patient", from: null, reasonCode: null, note: "", overrideReason: "", ...over };
}

/** How checking in for the first slot stands. */
export function checkIn(over: object = {}) {
  return {
    state: "NOT_YET",
    opensAt: "2030-08-04T14:20:00Z",
    closesAt: "2030-08-06T14:35:00Z",
    checkedInAt: null as string | null,
    arrivedAt: null as string | null,
    questions: [] as unknown[],
    answers: null as unknown[] | null,
    ...over,
  };
}

export function appointment(over: object = {}) {
  return {
    id: "apt-1",
    patientId: "pat-1",
    status: "BOOKED",
    start: slot(0).start,
    end: slot(0).end,
    timeZone: "America/Chicago",
    slot: slot(0),
    practitioner: practitioners[0],
    location: locations[0],
    department: departments[0],
    service: services[0],
    reason: "Tired for weeks",
    contact: { email: "maria@example.org", phone: null },
    coverage,
    notes: "",
    policy: {
      canReschedule: true,
      canCancel: true,
      until: "2030-08-05T14:20:00Z",
      rescheduleUntil: "2030-08-05T14:20:00Z",
      cancelUntil: "2030-08-05T14:20:00Z",
      message: "You can move or cancel this appointment here until Monday 5 August 2030 at 9:20am (Central Time).",
    },
    history: [happened()] as unknown[],
    reminders: [{ dueAt: "2030-08-04T14:20:00Z", channel: "EMAIL", state: "PENDING", leadMinutes: 2880 }],
    calendarUrl: "/calendar/token.ics",
    waitlist: null as object | null,
    checkIn: checkIn(),
    isVideo: false,
    videoUrl: null as string | null,
    proposals: [] as object[],
    ...over,
  };
}

/** A line that says that it was moved from the first slot. */
export const moved = happened({ at: "2030-08-02T10:00:00Z", what: "Moved", from: slot(0).start });

/** The appointment after it was called off. */
export const cancelled = appointment({
  status: "CANCELLED",
  policy: { canReschedule: false, canCancel: false, until: "2030-08-05T14:20:00Z", message: "This appointment was cancelled." },
  history: [happened(), happened({ at: "2030-08-02T10:00:00Z", what: "Cancelled", reasonCode: "NO_TRANSPORT", note: "The bus was cut." })],
  reminders: [],
});

/** An earlier time that is kept for the next half hour. */
export function offer(over: object = {}) {
  return {
    id: "off-1",
    patientId: "pat-1",
    slot: { ...slot(0), id: "slot-early", start: "2030-08-02T15:00:00Z", end: "2030-08-02T15:30:00Z" },
    appointment: appointment(),
    state: "OPEN",
    createdAt: new Date().toISOString(),
    expiresAt: new Date(Date.now() + 1_800_000).toISOString(),
    ...over,
  };
}

/** The clinic asks for a visit. */
export function invitation(over: object = {}) {
  return {
    id: "inv-1",
    patientId: "pat-1",
    service: services[0],
    department: departments[0],
    location: locations[0] as object | null,
    practitioner: practitioners[0] as object | null,
    from: "2030-08-05",
    to: "2030-08-16",
    reason: "To see how the new tablets suit you",
    by: "a clinician",
    createdAt: "2030-08-01T10:00:00Z",
    expiresAt: "2030-08-17T05:00:00Z",
    state: "OPEN",
    appointmentId: null,
    ...over,
  };
}
