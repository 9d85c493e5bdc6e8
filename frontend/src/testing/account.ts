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
    sessions: [session],
    stepUpMethods: ["PASSWORD"],
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
