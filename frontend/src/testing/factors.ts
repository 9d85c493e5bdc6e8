import type { makeAccount } from "./account";

export const codes = Array.from({ length: 10 }, (_, index) => `K7MQ-X4HD-WP${index}T`);

export function rememberedDevice(number: number) {
  return { id: `dev-${number}`, name: `Firefox on Linux ${number}`, rememberedAt: "2030-08-01T08:00:00Z", lastUsedAt: "2030-08-02T08:00:00Z", expiresAt: "2030-08-31T08:00:00Z" };
}

/** An account without a second factor. */
export function noFactor() {
  return { totp: false, passkeys: 0, recoveryCodesLeft: 0, rememberedDevices: [] as ReturnType<typeof rememberedDevice>[] };
}

export const challenge = { challengeId: "cha-1", methods: ["TOTP", "RECOVERY_CODE"], expiresAt: "2030-08-06T14:20:00Z" };

type Args<T> = { input: T };

/** What the clinic says to everything about the second factor. The code is always 123456. */
export function factorAnswers(account: ReturnType<typeof makeAccount>, viewer: object) {
  const turnedOn = () => {
    account.secondFactor = { ...account.secondFactor, totp: true, recoveryCodesLeft: 10 };
    account.stepUpMethods = ["TOTP", "RECOVERY_CODE"];
    return { recoveryCodes: codes, account };
  };
  return {
    signInChallenge: (_: { challengeId: string }): unknown => challenge,
    verifySecondFactor: (_: Args<{ method: string; code: string; rememberDevice: boolean }>): unknown => ({
      __typename: "SignedIn", viewer, accessToken: null, refreshToken: null, deviceToken: null, expiresAt: challenge.expiresAt,
    }),
    startTotpEnrollment: (): unknown => ({ secret: "GEZDGNBVGY3TQOJQ", otpauthUri: "otpauth://totp/x", qrCodeSvg: "<svg xmlns='http://www.w3.org/2000/svg'/>" }),
    confirmTotpEnrollment: (_: Args<{ code: string }>): unknown => turnedOn(),
    regenerateRecoveryCodes: (): unknown => turnedOn(),
    disableTotp: (): unknown => {
      account.secondFactor = noFactor();
      account.stepUpMethods = ["PASSWORD"];
      return { account };
    },
    forgetRememberedDevices: (): unknown => {
      account.secondFactor = { ...account.secondFactor, rememberedDevices: [] };
      return { account };
    },
  };
}
