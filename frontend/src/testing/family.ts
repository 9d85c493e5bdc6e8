import { connection } from "./connection";

/** Somebody whom the made-up patient let in. */
export function carer(over: object = {}) {
  return {
    id: "car-1",
    name: "Sam Rivera",
    relationship: "brother",
    scopes: ["APPOINTMENTS", "ADVICE"],
    givenBy: "PATIENT",
    since: "2030-05-04T10:00:00Z",
    expiresAt: null as string | null,
    recordsUntil: null as string | null,
    state: "ACTIVE",
    endedAt: null as string | null,
    activity: (): unknown => connection([{ at: "2030-07-01T10:00:00Z", what: "Looked at appointments" }]),
    ...over,
  };
}

export function carerInvitation(over: object = {}) {
  return {
    id: "inv-1",
    email: "aunt@example.org",
    relationship: "aunt",
    scopes: ["RECORDS"],
    expiresAt: null as string | null,
    createdAt: "2030-07-30T10:00:00Z",
    linkExpiresAt: "2030-08-06T10:00:00Z",
    state: "OPEN",
    ...over,
  };
}

export const offer = {
  patientName: "Maria A.",
  email: "sam@example.org",
  relationship: "brother",
  scopes: ["APPOINTMENTS", "ADVICE"],
  expiresAt: null,
  linkExpiresAt: "2030-08-06T10:00:00Z",
};

export const ownAccess = access({ self: true, carerId: null, relationship: "", mayInvite: true });

/** What an account may do for a patient. */
export function access(over: object = {}) {
  return {
    self: false,
    carerId: "car-9" as string | null,
    scopes: ["APPOINTMENTS", "RECORDS", "ADVICE", "ACCOUNT"],
    relationship: "mother",
    expiresAt: null as string | null,
    recordsUntil: null as string | null,
    mayInvite: false,
    ...over,
  };
}

type Args<T> = { input: T };

/** What the clinic says to everything about carers. */
export function familyAnswers() {
  return {
    carer: (_: { carerId: string }): unknown => carer(),
    carerInvitation: (_: { token: string }): unknown => offer,
    inviteCarer: ({ input }: Args<object>): unknown => ({ invitation: carerInvitation(input) }),
    revokeCarerInvitation: (_: Args<{ invitationId: string }>): unknown => ({ invitation: carerInvitation({ state: "REVOKED" }) }),
    revokeCarer: (_: Args<{ carerId: string }>): unknown => ({ carer: carer({ state: "ENDED", endedAt: "2030-08-01T10:00:00Z" }) }),
    grantCarer: ({ input }: Args<{ email?: string | null }>): unknown => (input.email ? { carer: null, invitation: carerInvitation({ email: input.email }) } : { carer: carer({ name: "Jo Alvarez" }), invitation: null }),
    acceptCarerInvitation: (_: Args<{ token: string }>): unknown => ({ patientId: "pat-2" }),
  };
}
