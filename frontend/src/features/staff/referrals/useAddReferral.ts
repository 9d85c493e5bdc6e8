import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import { useFailureWords } from "@/features/account/useFailureWords";
import { AddReferralDocument } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { dayKey, deviceZone } from "@/lib/dates";
import { fieldProblems } from "@/lib/errors";

const ninetyDays = 90 * 86_400_000;

/** Nothing chosen yet, good for as long as the clinic gives one by itself. */
export function noReferral() {
  return { service: "", until: dayKey(new Date(Date.now() + ninetyDays).toISOString(), deviceZone()), note: "" };
}

/** The fields of the contract, by where they stand on the page. */
const places: Record<string, string> = { serviceId: "referral-service", expiresAt: "referral-until", note: "referral-note" };

export function useAddReferral(patientId: string, onAdded: () => void) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const explain = useFailureWords();
  const [{ fetching }, send] = useMutation(AddReferralDocument);
  const [problems, setProblems] = useState<Problem[]>([]);

  const submit = async ({ service, until, note }: ReturnType<typeof noReferral>) => {
    const missing: Problem[] = [];
    if (!service) missing.push({ fieldId: "referral-service", message: t`Choose a kind of visit` });
    if (!until) missing.push({ fieldId: "referral-until", message: t`Enter the last day` });
    setProblems(missing);
    if (missing.length > 0) return;
    const { error } = await send({ input: { patientId, serviceId: service, expiresAt: endOf(until), note: note.trim() || null } });
    if (!error) {
      announce(t`The referral is added.`);
      return onAdded();
    }
    const fields = fieldProblems(error).map(({ field, message }) => ({ fieldId: places[field], message }));
    setProblems(fields.length > 0 ? fields : [{ message: explain(error) }]);
  };
  return { submit, problems, isBusy: fetching };
}

/** The last minute of a day, on the clock of whoever gives the referral. */
function endOf(day: string): string {
  return new Date(`${day}T23:59:00`).toISOString();
}
