import { codes, noFactor } from "./factors";

const session = { id: "ses-1", device: "Firefox on Linux", ipAddress: "192.0.2.1", createdAt: "2030-08-01T08:00:00Z", lastSeenAt: "2030-08-01T09:00:00Z", current: true };

/** The made-up patient's sign-in. */
export function makeAccount() {
  return {
    id: "acc-1",
    username: "maria.alvarez",
    displayName: "Maria Alvarez",
    email: "maria@example.org",
    emailVerified: true,
    role: "PATIENT",
    owes: [] as string[],
    sessionEndsAt: "2099-08-01T21:00:00Z",
    consents: [] as { version: string; client: string; at: string }[],
    sessions: [session],
    passkeys: [] as ReturnType<typeof passkey>[],
    stepUpMethods: ["PASSWORD"],
    secondFactor: noFactor(),
    securityQuestions: [] as { key: string; text: string }[],
  };
}

export const securityQuestions = ["FIRST_PET", "COUSIN", "FIRST_JOB", "FIRST_STREET"].map((key) => ({ key, text: `What about ${key.toLowerCase()}?` }));

type Chosen = { input: { securityAnswers: { questionKey: string }[] } };

export function questionAnswers(account: ReturnType<typeof makeAccount>) {
  return {
    setSecurityAnswers: ({ input }: Chosen): unknown => {
      const keys = input.securityAnswers.map(({ questionKey }) => questionKey);
      account.securityQuestions = securityQuestions.filter(({ key }) => keys.includes(key));
      return { account };
    },
  };
}

export function passkey(number: number, over: object = {}) {
  return {
    id: `key-${number}`,
    name: `Made-up phone ${number}`,
    backedUp: false,
    createdAt: "2030-08-01T08:00:00Z",
    lastUsedAt: null as string | null,
    ...over,
  };
}

const ceremony = { ceremonyId: "cer-1", optionsJson: JSON.stringify({ challenge: "AQID" }), expiresAt: "2030-08-06T14:20:00Z" };

/** What the clinic says to everything about passkeys. */
export function passkeyAnswers(account: ReturnType<typeof makeAccount>, viewer: object) {
  return {
    startPasskeySignIn: (): unknown => ceremony,
    finishPasskeySignIn: (): unknown => ({ __typename: "SignedIn", viewer, accessToken: null, refreshToken: null, expiresAt: ceremony.expiresAt }),
    startPasskeyVerification: (): unknown => ceremony,
    startPasskeyStepUp: (): unknown => ceremony,
    startPasskeyRegistration: (): unknown => ceremony,
    finishPasskeyRegistration: (): unknown => {
      const isFirst = account.passkeys.length === 0;
      account.passkeys = [...account.passkeys, passkey(account.passkeys.length + 1)];
      return { passkey: account.passkeys.at(-1), recoveryCodes: isFirst ? codes : null, account };
    },
    renamePasskey: ({ input }: { input: { passkeyId: string; name: string } }): unknown => {
      account.passkeys = account.passkeys.map((one) => (one.id === input.passkeyId ? { ...one, name: input.name } : one));
      return { passkey: account.passkeys.find(({ id }) => id === input.passkeyId) };
    },
    removePasskey: ({ input }: { input: { passkeyId: string } }): unknown => {
      account.passkeys = account.passkeys.filter(({ id }) => id !== input.passkeyId);
      return { account };
    },
  };
}

type Wished = { input: { channels: { category: string; channel: string; on: boolean }[]; leads: { leadMinutes: number; on: boolean }[]; quietHours: object; timeZone: string | null } };

/** What the account is told: everything, as it is for who has not chosen. */
export function preferenceAnswers() {
  const channels = ["APPOINTMENTS", "ADVICE"].flatMap((category) => [
    { category, channel: "IN_APP", on: true, fixed: true },
    ...["EMAIL", "SMS", "PUSH"].map((channel) => ({ category, channel, on: true, fixed: false })),
  ]);
  let preferences = {
    id: "acc-1",
    channels,
    leads: [0, 10080, 2880, 120].map((leadMinutes) => ({ leadMinutes, on: true })),
    quietHours: { on: true, from: "21:00", until: "08:00" } as object,
    timeZone: null as string | null,
  };
  return {
    notificationPreferences: (): unknown => preferences,
    saveNotificationPreferences: ({ input }: Wished): unknown => {
      const on = (it: { category: string; channel: string }) =>
        input.channels.find((one) => one.category === it.category && one.channel === it.channel)?.on ?? true;
      preferences = {
        ...input,
        id: "acc-1",
        channels: channels.map((one) => (one.fixed ? one : { ...one, on: on(one) })),
      };
      return { preferences };
    },
  };
}
