import { useLingui } from "@lingui/react/macro";
import type { Problem } from "@/components/ErrorSummary";
import { useDetailProblems } from "@/features/booking/details";
import type { Plan } from "./plan";

/** What is missing or wrong before a visit can be checked, all at once, from the top of the page down. */
export function useBookProblems(): (plan: Plan) => Problem[] {
  const { t } = useLingui();
  const inDetails = useDetailProblems();
  return ({ choices, time, reason, details }) => {
    const problems: Problem[] = [];
    const need = (value: string, fieldId: string, message: string) => {
      if (!value.trim()) problems.push({ fieldId, message });
    };
    need(choices.department, "visit-department", t`Choose a department`);
    need(choices.service, "visit-service", t`Choose a kind of visit`);
    need(choices.location, "visit-location", t`Choose a location`);
    if (choices.service && choices.location) need(time?.slot.id ?? "", "time", t`Choose a time`);
    need(reason, "reason", t`Say why the patient comes`);
    return [...problems, ...(details ? inDetails(details) : [])];
  };
}
