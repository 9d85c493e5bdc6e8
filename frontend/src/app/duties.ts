import type { ComponentType } from "react";
import type { Duty } from "@/gql/graphql";

/** The page on which each duty is settled; its route stands in routes.tsx, by dutyPages. */
export const dutyPaths: Record<Duty, string> = {
  NEW_PASSWORD: "/welcome/password",
  SECOND_FACTOR: "/welcome/two-factor",
  CONSENT: "/welcome/privacy",
};

export const dutyPages: { duty: Duty; page: () => Promise<{ default: ComponentType }> }[] = [
  {
    duty: "NEW_PASSWORD",
    page: async () => ({ default: (await import("@/features/account/FirstPasswordPage")).FirstPasswordPage }),
  },
  {
    duty: "SECOND_FACTOR",
    page: async () => ({ default: (await import("@/features/account/FirstFactorPage")).FirstFactorPage }),
  },
  {
    duty: "CONSENT",
    page: async () => ({ default: (await import("@/features/account/PolicyPage")).PolicyPage }),
  },
];
