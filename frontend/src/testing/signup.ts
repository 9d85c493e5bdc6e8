type Claimed = { input: { clinicNumber: string; activationCode: string } };
type Completed = { input: { username: string; password: string; securityAnswers: unknown[] } };

/** Signing up as it goes when everything fits. */
export function signUpAnswers(viewer: object) {
  const registration = { id: "token-1", state: "OPEN", expiresAt: "2030-08-01T12:00:00Z", suggestedUsername: "maria.alvarez" };
  return {
    registration: (_: { registrationId: string }): unknown => registration,
    startRegistration: (_: Claimed): unknown => ({ registration }),
    createCarerAccount: (_: { input: { token: string; fullName: string; username: string } }): unknown => ({ __typename: "SignedIn", viewer, accessToken: null, refreshToken: null, expiresAt: registration.expiresAt }),
    completeRegistration: (_: Completed): unknown => ({ __typename: "SignedIn", viewer, accessToken: null, refreshToken: null, expiresAt: registration.expiresAt }),
  };
}
