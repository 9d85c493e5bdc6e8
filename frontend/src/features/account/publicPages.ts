import type { ComponentType } from "react";

type PublicPath = "create-account" | "forgot-username" | "forgot-password" | "verify-email";

type PublicPage = { path: PublicPath; page: () => Promise<{ default: ComponentType }> };

/** The pages about the account for which nobody has to be signed in, beside the sign-in itself. */
export const publicPages: PublicPage[] = [
  { path: "create-account", page: async () => ({ default: (await import("./HelpPages")).CreateAccountPage }) },
  { path: "forgot-username", page: async () => ({ default: (await import("./HelpPages")).ForgotUsernamePage }) },
  { path: "forgot-password", page: async () => ({ default: (await import("./HelpPages")).ForgotPasswordPage }) },
  { path: "verify-email", page: async () => ({ default: (await import("./VerifyEmailPage")).VerifyEmailPage }) },
];
