import { useLingui } from "@lingui/react/macro";
import { useClinicDay } from "@/lib/useClinicDay";
import { useNow } from "@/lib/useNow";

export type Childhood = { recordsUntil: string | null; ofAge: string };

/** Whether medical records and advice are the child's alone by now. */
export function isTheirsAlone({ recordsUntil }: Childhood, now: number): boolean {
  return recordsUntil !== null && Date.parse(recordsUntil) <= now;
}

/** What a child's birthdays mean for those who act for them. */
export function useChildhoodWords(): (name: string, childhood: Childhood) => string {
  const { t } = useLingui();
  const now = useNow(60_000);
  const dayOf = useClinicDay();
  return (name, childhood) => {
    const grown = dayOf(childhood.ofAge);
    if (!childhood.recordsUntil) return t`Access that others give ends on ${grown}, when ${name} is of age.`;
    const day = dayOf(childhood.recordsUntil);
    if (isTheirsAlone(childhood, now)) return t`Since ${day} medical records and advice are for ${name} alone. Other access ends on ${grown}, when ${name} is of age.`;
    return t`From ${day} on, a birthday that the clinic has set, medical records and advice are for ${name} alone. Other access ends on ${grown}, when ${name} is of age.`;
  };
}
