import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { ComponentType } from "react";

export type AccountPath =
  | "security-questions"
  | "two-factor"
  | "passkeys"
  | "devices"
  | "notifications"
  | "calendar"
  | "messages"
  | "family"
  | "privacy"
  | "password"
  | "email";

export type AccountPage = {
  /** The last part of the page's address. */
  path: AccountPath;
  /** The page's heading, and the link that leads to it. */
  title: MessageDescriptor;
  /** What can be done there. */
  about: MessageDescriptor;
  page: () => Promise<{ default: ComponentType }>;
  /** Listed only where the clinic uses security questions. */
  needsQuestions?: boolean;
};

/** The pages about the sign-in, in the order of the account's page: one line here is the link, the address and the title. */
export const accountPages: AccountPage[] = [
  {
    path: "security-questions",
    title: msg`Security questions`,
    about: msg`Choose what we ask when you forget your password.`,
    page: async () => ({ default: (await import("./SecurityQuestionsPage")).SecurityQuestionsPage }),
    needsQuestions: true,
  },
  {
    path: "two-factor",
    title: msg`Two-factor authentication`,
    about: msg`Ask for a code from your phone, beside your password.`,
    page: async () => ({ default: (await import("./TwoFactorPage")).TwoFactorPage }),
  },
  {
    path: "passkeys",
    title: msg`Passkeys`,
    about: msg`Sign in with your fingerprint, your face or your device's PIN.`,
    page: async () => ({ default: (await import("./PasskeysPage")).PasskeysPage }),
  },
  {
    path: "devices",
    title: msg`Signed-in devices`,
    about: msg`See where you are signed in, and sign devices out.`,
    page: async () => ({ default: (await import("./DevicesPage")).DevicesPage }),
  },
  {
    path: "notifications",
    title: msg`Notification preferences`,
    about: msg`What we tell you and how, when we remind you, and when not.`,
    page: async () => ({ default: (await import("./PreferencesPage")).PreferencesPage }),
  },
  {
    path: "calendar",
    title: msg`Calendar`,
    about: msg`Show appointments in the calendar on your phone or computer.`,
    page: async () => ({ default: (await import("./CalendarPage")).CalendarPage }),
  },
  {
    path: "messages",
    title: msg`Texts and push messages`,
    about: msg`Be told by text message, or by your browser.`,
    page: async () => ({ default: (await import("./MessagesPage")).MessagesPage }),
  },
  {
    path: "family",
    title: msg`Family and carers`,
    about: msg`Let somebody you trust act for you, and see whom you look after.`,
    page: async () => ({ default: (await import("@/features/family/FamilyPage")).FamilyPage }),
  },
  {
    path: "privacy",
    title: msg`Privacy`,
    about: msg`Read the privacy policy, and see when you agreed to it.`,
    page: async () => ({ default: (await import("./PrivacyPage")).PrivacyPage }),
  },
  {
    path: "password",
    title: msg`Password`,
    about: msg`Choose a new password for your account.`,
    page: async () => ({ default: (await import("./PasswordPage")).PasswordPage }),
  },
  {
    path: "email",
    title: msg`Email address`,
    about: msg`The address to which we write about your account.`,
    page: async () => ({ default: (await import("./EmailPage")).EmailPage }),
  },
];
