import { appointment, invitation, services } from "./appointments";
import { connection } from "./connection";

/** What staff ask for; the one patient stands for all of them. */
export function staffAnswers(patient: object) {
  return {
    patients: (_: { search: string }): unknown => connection([patient]),
    bookForPatient: (_: { input: object }): unknown => ({ __typename: "AppointmentBooked", appointment: appointment() }),
    addReferral: (_: { input: object }): unknown => ({ referral: referral() }),
    withdrawReferral: (_: { input: object }): unknown => ({ withdrawn: true }),
    registrationLocks: [] as unknown[],
    issueActivationCode: (_: { input: { patientId: string } }): unknown => ({
      code: "K7MQ-4HDW-9TN3",
      expiresAt: "2030-09-01T10:00:00Z",
      letterPdfUrl: "/download/sealed",
      signUpUrl: "https://portal.example.org/create-account#code=K7MQ-4HDW-9TN3&number=4-820-117",
      qrCodeSvg: "<svg xmlns='http://www.w3.org/2000/svg'/>",
    }),
    settleRegistrationLock: (_: { input: { lockId: string; unlock: boolean } }): unknown => ({ locks: [] }),
    resetSecondFactor: (_: { input: { patientId: string; reason: string } }): unknown => ({ reset: true }),
    inviteToBook: ({ input }: { input: { reason: string } }): unknown => ({ invitation: invitation({ reason: input.reason }) }),
    withdrawInvitation: (_: { input: { invitationId: string } }): unknown => ({ invitation: invitation({ state: "WITHDRAWN" }) }),
    registerPatient: (_: { input: { evenIfSimilar: boolean } }): unknown => ({ patient, similar: [] }),
  };
}

/** The clinic sends a patient somewhere. */
export function referral(over: object = {}) {
  return { id: "ref-1", service: services[1], note: "For the knee", createdAt: "2030-08-01T10:00:00Z", expiresAt: "2030-10-30T10:00:00Z", ...over };
}
