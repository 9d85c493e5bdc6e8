import type { CarerScope } from "@/gql/graphql";

/** Where each part of a record stands in the app. What is listed first counts. */
const parts: { start: string; scope: CarerScope }[] = [
  { start: "/appointments", scope: "APPOINTMENTS" },
  { start: "/notifications/sent", scope: "APPOINTMENTS" },
  { start: "/records", scope: "RECORDS" },
  { start: "/advice", scope: "ADVICE" },
];

/** What somebody who looks after a patient must hold to see the page; nothing for pages about the account. */
export function scopeOfPage(path: string): CarerScope | undefined {
  return parts.find(({ start }) => path.startsWith(start))?.scope;
}

/** Where to go on when another record is opened: the same place, without what is one patient's alone. */
export function placeFor(path: string): string {
  const sections = ["/appointments", "/advice", "/account/family"];
  return sections.find((start) => path.startsWith(`${start}/`) && path !== "/appointments/past") ?? path;
}
