import type { CombinedError } from "@urql/core";
import type { Problem } from "@/components/ErrorSummary";
import type { NotificationPreferencesQuery, PreferencesFragment, SaveNotificationPreferencesInput } from "@/gql/graphql";
import { deviceZone } from "@/lib/dates";
import { fieldProblems } from "@/lib/errors";

/** What the form holds: what was saved, and what was changed since. */
export type Wishes = PreferencesFragment;
/** The ways that the person has set up. */
export type Reached = NotificationPreferencesQuery["contactPoints"];
type Channel = Wishes["channels"][number];

export const fromId = "quiet-from";
export const untilId = "quiet-until";
export const zoneId = "quiet-zone";

export function withChannel(wishes: Wishes, changed: Channel, on: boolean): Wishes {
  return { ...wishes, channels: wishes.channels.map((one) => (one === changed ? { ...one, on } : one)) };
}

export function withLead(wishes: Wishes, leadMinutes: number, on: boolean): Wishes {
  return { ...wishes, leads: wishes.leads.map((one) => (one.leadMinutes === leadMinutes ? { ...one, on } : one)) };
}

export function asInput({ channels, leads, quietHours, timeZone }: Wishes): SaveNotificationPreferencesInput {
  return {
    channels: channels.filter((one) => !one.fixed).map(({ category, channel, on }) => ({ category, channel, on })),
    leads: leads.map(({ leadMinutes, on }) => ({ leadMinutes, on })),
    quietHours: { on: quietHours.on, from: quietHours.from, until: quietHours.until },
    timeZone,
  };
}

const fieldOf: Record<string, string> = { "quietHours.from": fromId, "quietHours.until": untilId, timeZone: zoneId };

/** The server's problems, each at its field. */
export function wishProblems(error: CombinedError | undefined): Problem[] {
  return fieldProblems(error).map(({ path, message }) => ({ message, fieldId: fieldOf[path] }));
}

/** The zone in use, this device's own, then all the others that the browser knows. */
export function zones(saved: string | null): string[] {
  const first = [saved, deviceZone()].filter((zone) => zone !== null);
  return [...new Set([...first, ...Intl.supportedValuesOf("timeZone")])];
}
