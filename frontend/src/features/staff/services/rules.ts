import { minutesOf, type Span, spanOf } from "@/components/SpanField";
import type { SaveServiceInput, SelfBooking, ServiceRulesFragment } from "@/gql/graphql";

/** Rules as they are typed. */
export type TypedRules = {
  departmentId: string;
  name: string;
  instructions: string;
  durationMinutes: string;
  bufferBeforeMinutes: string;
  bufferAfterMinutes: string;
  selfBooking: SelfBooking;
  needsReferral: boolean;
  mostADay: string;
  minimumNoticeMinutes: Span;
  rescheduleNoticeMinutes: Span;
  cancelNoticeMinutes: Span;
};

/** What a new service begins with: the rules that most have. */
export const newRules: TypedRules = {
  departmentId: "", name: "", instructions: "", durationMinutes: "30", bufferBeforeMinutes: "0", bufferAfterMinutes: "0",
  selfBooking: "BOOK", needsReferral: false, mostADay: "0",
  minimumNoticeMinutes: spanOf(60), rescheduleNoticeMinutes: spanOf(24 * 60), cancelNoticeMinutes: spanOf(24 * 60),
};

export function typed(service: ServiceRulesFragment): TypedRules {
  return {
    departmentId: "",
    name: service.name,
    instructions: service.instructions,
    durationMinutes: String(service.durationMinutes),
    bufferBeforeMinutes: String(service.bufferBeforeMinutes),
    bufferAfterMinutes: String(service.bufferAfterMinutes),
    selfBooking: service.selfBooking,
    needsReferral: service.needsReferral,
    mostADay: String(service.mostADay),
    minimumNoticeMinutes: spanOf(service.minimumNoticeMinutes),
    rescheduleNoticeMinutes: spanOf(service.rescheduleNoticeMinutes),
    cancelNoticeMinutes: spanOf(service.cancelNoticeMinutes),
  };
}

export type Rules = Omit<SaveServiceInput, "serviceId" | "departmentId" | "version" | "dryRun">;

/** The rules as numbers; NaN where something else than a whole number was typed. */
export function rulesFrom(said: TypedRules): Rules {
  const whole = (text: string) => (/^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN);
  return {
    name: said.name.trim(),
    instructions: said.instructions.trim(),
    durationMinutes: whole(said.durationMinutes),
    bufferBeforeMinutes: whole(said.bufferBeforeMinutes),
    bufferAfterMinutes: whole(said.bufferAfterMinutes),
    selfBooking: said.selfBooking,
    needsReferral: said.needsReferral,
    mostADay: whole(said.mostADay),
    minimumNoticeMinutes: minutesOf(said.minimumNoticeMinutes),
    rescheduleNoticeMinutes: minutesOf(said.rescheduleNoticeMinutes),
    cancelNoticeMinutes: minutesOf(said.cancelNoticeMinutes),
  };
}

/** Which fields hold no whole number. */
export function notWhole(rules: Rules): string[] {
  return Object.entries(rules).filter(([, value]) => Number.isNaN(value)).map(([name]) => name);
}

/** Which rules differ, in the order in which they stand on the page. */
export function differences(before: Rules, after: Rules): (keyof Rules)[] {
  return (Object.keys(after) as (keyof Rules)[]).filter((name) => before[name] !== after[name]);
}
