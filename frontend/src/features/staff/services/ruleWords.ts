import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import type { SelfBooking, ServiceRulesFragment } from "@/gql/graphql";
import type { Rules } from "./rules";

/** A length of time in the largest unit in which it is a whole number. */
export function useSpanWords(): (minutes: number) => string {
  const { t } = useLingui();
  return (minutes) => {
    const [hours, days] = [minutes / 60, minutes / (24 * 60)];
    if (minutes > 0 && Number.isInteger(days)) return t`${plural(days, { one: "# day", other: "# days" })}`;
    if (minutes > 0 && Number.isInteger(hours)) return t`${plural(hours, { one: "# hour", other: "# hours" })}`;
    return t`${plural(minutes, { one: "# minute", other: "# minutes" })}`;
  };
}

/** How a service is come by, as the lines of a choice. */
export function useSelfBookingChoices(): { value: SelfBooking; label: string; detail: string }[] {
  const { t } = useLingui();
  return [
    { value: "BOOK", label: t`Patients book it`, detail: t`They choose a free time and have it.` },
    { value: "REQUEST", label: t`Patients ask for it`, detail: t`The front desk answers with times.` },
    { value: "VIEW", label: t`Patients call`, detail: t`They see it, and the number to call.` },
  ];
}

/** Each rule by its name, and what it says. */
export function useRuleWords(): { name: (rule: keyof Rules) => string; value: (rule: keyof Rules, rules: Rules) => string } {
  const { t } = useLingui();
  const span = useSpanWords();
  const choices = useSelfBookingChoices();
  const names: Record<keyof Rules, string> = {
    name: t`Name`, instructions: t`How to prepare`, durationMinutes: t`Length`,
    bufferBeforeMinutes: t`Time before it`, bufferAfterMinutes: t`Time after it`,
    selfBooking: t`How it is booked`, needsReferral: t`Referral`, mostADay: t`At most a day`,
    minimumNoticeMinutes: t`Notice to book`, rescheduleNoticeMinutes: t`Notice to move`, cancelNoticeMinutes: t`Notice to cancel`,
  };
  const value = (rule: keyof Rules, rules: Rules): string => {
    const said = rules[rule];
    if (rule === "selfBooking") return choices.find((choice) => choice.value === said)?.label ?? "";
    if (rule === "needsReferral") return said ? t`Needed` : t`Not needed`;
    if (rule === "mostADay") return said === 0 ? t`Any number` : t`${Number(said)} with one practitioner`;
    if (typeof said === "number") return said === 0 ? t`None` : span(said);
    return said ? String(said) : t`None noted`;
  };
  return { name: (rule) => names[rule], value };
}

/** The rules of a service as short facts; what asks nothing is left out. */
export function useServiceFacts(service: ServiceRulesFragment): { name: string; value: string }[] {
  const { t } = useLingui();
  const span = useSpanWords();
  const words = useRuleWords();
  const around = [
    service.bufferBeforeMinutes > 0 ? t`${span(service.bufferBeforeMinutes)} before` : "",
    service.bufferAfterMinutes > 0 ? t`${span(service.bufferAfterMinutes)} after` : "",
  ].filter(Boolean).join(", ");
  const notice = (minutes: number) => (minutes === 0 ? t`until it begins` : span(minutes));
  const limits = [
    service.needsReferral ? t`Only with a referral` : "",
    service.mostADay > 0 ? t`${service.mostADay} a day with one practitioner` : "",
  ].filter(Boolean).join(". ");
  return [
    { name: words.name("durationMinutes"), value: around ? t`${span(service.durationMinutes)}, and ${around}` : span(service.durationMinutes) },
    { name: words.name("selfBooking"), value: words.value("selfBooking", service) },
    { name: t`Notice`, value: t`To book ${notice(service.minimumNoticeMinutes)}, to move ${notice(service.rescheduleNoticeMinutes)}, to cancel ${notice(service.cancelNoticeMinutes)}` },
    ...(limits ? [{ name: t`Limits`, value: limits }] : []),
  ];
}
