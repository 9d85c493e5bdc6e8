import { useLingui } from "@lingui/react/macro";
import * as v from "valibot";
import type { Problem } from "@/components/ErrorSummary";

export type Details = { email: string; phone: string; notes: string; coverage: string | null };

const email = v.pipe(v.string(), v.trim(), v.email());
/** Digits with the marks people write between them; the clinic calls it as given. */
const phone = v.pipe(v.string(), v.trim(), v.regex(/^$|^[+()\d][\d\s().\-/]{4,29}$/));

/** What is wrong with the details, all at once. */
export function useDetailProblems(): (details: Details) => Problem[] {
  const { t } = useLingui();
  return (details) => {
    const problems: Problem[] = [];
    if (!details.email.trim()) problems.push({ fieldId: "email", message: t`Enter an email address` });
    else if (!v.is(email, details.email)) {
      problems.push({ fieldId: "email", message: t`Enter an email address in the right form, like name@example.org` });
    }
    if (!v.is(phone, details.phone)) {
      problems.push({ fieldId: "phone", message: t`Enter a phone number, like +1 507 555 0134` });
    }
    if (!details.coverage) problems.push({ fieldId: "coverage", message: t`Choose which insurance to use` });
    return problems;
  };
}
