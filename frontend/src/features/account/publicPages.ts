import type { ComponentType } from "react";

type PublicPath =
  | "forgot-username"
  | "forgot-username/sent"
  | "forgot-password"
  | "forgot-password/sent"
  | "reset-password"
  | "reset-password/done"
  | "verify-email"
  | "carer-invitation"
  | "carer-invitation/account";

type PublicPage = { path: PublicPath; page: () => Promise<{ default: ComponentType }> };

/** The pages about the account for which nobody has to be signed in, beside the sign-in itself. */
export const publicPages: PublicPage[] = [
  { path: "forgot-username", page: async () => ({ default: (await import("./ForgotUsernamePage")).ForgotUsernamePage }) },
  { path: "forgot-username/sent", page: async () => ({ default: (await import("./SentPages")).UsernameSentPage }) },
  { path: "forgot-password", page: async () => ({ default: (await import("./ForgotPasswordPage")).ForgotPasswordPage }) },
  { path: "forgot-password/sent", page: async () => ({ default: (await import("./SentPages")).ResetSentPage }) },
  { path: "reset-password", page: async () => ({ default: (await import("./ResetPasswordPage")).ResetPasswordPage }) },
  { path: "reset-password/done", page: async () => ({ default: (await import("./ResetPasswordPage")).PasswordCreatedPage }) },
  { path: "verify-email", page: async () => ({ default: (await import("./VerifyEmailPage")).VerifyEmailPage }) },
  { path: "carer-invitation", page: async () => ({ default: (await import("@/features/family/CarerInvitationPage")).CarerInvitationPage }) },
  { path: "carer-invitation/account", page: async () => ({ default: (await import("@/features/family/NewCarerPage")).NewCarerPage }) },
];
