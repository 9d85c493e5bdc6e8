import type { Duty } from "@/gql/graphql";

/** The page on which each duty is settled; its route stands in routes.tsx. */
export const dutyPaths: Record<Duty, string> = {
  NEW_PASSWORD: "/welcome/password",
  SECOND_FACTOR: "/welcome/two-factor",
  CONSENT: "/welcome/privacy",
};
