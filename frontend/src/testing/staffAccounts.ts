import { connection } from "./connection";

type Change = { input: { accountId: string; reason: string } };

export function staffAccount(over: object = {}) {
  return {
    id: "acc-desk",
    username: "lin.desk",
    displayName: "Lin Made-Up",
    email: "lin@example.org" as string | null,
    emailVerified: false,
    role: "FRONT_DESK",
    state: "ACTIVE",
    hasSecondFactor: true,
    lastSeenAt: "2030-07-30T10:00:00Z" as string | null,
    ...over,
  };
}

/** What administrators ask for about those who work at the clinic. */
export function staffAccountAnswers() {
  return {
    staffAccounts: (): unknown => connection([staffAccount()]),
    addStaff: (_: { input: { username: string } }): unknown => ({ staffAccount: staffAccount({ state: "FIRST_PASSWORD", lastSeenAt: null }), firstPassword: "k7mqx-4hdwp-9tn3c-ueyr6" }),
    disableStaff: (_: Change): unknown => ({ staffAccount: staffAccount({ state: "DISABLED" }) }),
    enableStaff: (_: Change): unknown => ({ staffAccount: staffAccount() }),
    resetStaff: (_: Change): unknown => ({ staffAccount: staffAccount({ state: "FIRST_PASSWORD", hasSecondFactor: false }), firstPassword: "k7mqx-4hdwp-9tn3c-ueyr6" }),
  };
}
