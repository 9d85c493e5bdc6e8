import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMutation } from "urql";
import type { Problem } from "@/components/ErrorSummary";
import { useFailureWords } from "@/features/account/useFailureWords";
import { InviteToBookDocument } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { dayKey, deviceZone } from "@/lib/dates";
import { fieldProblems } from "@/lib/errors";

/** What a member of staff asks for; empty for what is not chosen. */
export type Ask = { department: string; service: string; location: string; practitioner: string; from: string; to: string; reason: string };

const fourWeeks = 28 * 86_400_000;

/** Nothing chosen yet, from today for four weeks. */
export function noAsk(): Ask {
  const day = (at: number) => dayKey(new Date(at).toISOString(), deviceZone());
  return { department: "", service: "", location: "", practitioner: "", from: day(Date.now()), to: day(Date.now() + fourWeeks), reason: "" };
}

/** The fields of the contract, by where they stand on the page. */
const places: Record<string, string> = {
  serviceId: "invitation-service",
  locationId: "invitation-location",
  practitionerId: "invitation-practitioner",
  from: "window-from",
  to: "window-to",
  reason: "invitation-reason",
};

export function useAskToBook(patientId: string, onAsked: () => void) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const explain = useFailureWords();
  const [{ fetching }, send] = useMutation(InviteToBookDocument);
  const [problems, setProblems] = useState<Problem[]>([]);

  const missingIn = (ask: Ask) => {
    const missing: Problem[] = [];
    const need = (value: string, fieldId: string, message: string) => {
      if (!value.trim()) missing.push({ fieldId, message });
    };
    need(ask.department, "invitation-department", t`Choose a department`);
    need(ask.service, "invitation-service", t`Choose a kind of visit`);
    need(ask.location, "invitation-location", t`Choose a location`);
    need(ask.from, "window-from", t`Enter the first day`);
    need(ask.to, "window-to", t`Enter the last day`);
    need(ask.reason, "invitation-reason", t`Say why, for the patient to read`);
    return missing;
  };

  const submit = async (ask: Ask) => {
    const missing = missingIn(ask);
    setProblems(missing);
    if (missing.length > 0) return;
    const { service, location, practitioner, from, to, reason } = ask;
    const input = { patientId, serviceId: service, locationId: location, practitionerId: practitioner || null, window: { from, to }, reason };
    const { error } = await send({ input });
    if (!error) {
      announce(t`The patient is asked to book.`);
      return onAsked();
    }
    const fields = fieldProblems(error).map(({ field, message }) => ({ fieldId: places[field], message }));
    setProblems(fields.length > 0 ? fields : [{ message: explain(error) }]);
  };
  return { submit, problems, isBusy: fetching };
}
