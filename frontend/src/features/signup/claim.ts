import { useLingui } from "@lingui/react/macro";
import type { CombinedError } from "@urql/core";
import * as v from "valibot";
import type { Problem } from "@/components/ErrorSummary";
import { useFailureWords } from "@/features/account/useFailureWords";
import { type DateParts, isDateEmpty, isoDate, noDate } from "@/lib/birthDate";
import { fieldProblems, hasCode } from "@/lib/errors";

/** Who somebody says they are, as the first page has it. */
export type Claim = { clinicNumber: string; activationCode: string; email: string; fullName: string; born: DateParts };

/** An empty form, but for what the letter's link brings behind its "#". */
export function claimFrom(hash: string): Claim {
  const brought = new URLSearchParams(hash);
  return {
    clinicNumber: brought.get("number") ?? "",
    activationCode: brought.get("code") ?? "",
    email: "",
    fullName: "",
    born: noDate,
  };
}

const email = v.pipe(v.string(), v.trim(), v.email());

/** What is missing or cannot be, all at once. Whether it fits together is the server's to say. */
export function useClaimProblems(): (claim: Claim) => Problem[] {
  const { t } = useLingui();
  return (claim) => {
    const problems: Problem[] = [];
    const add = (fieldId: string, message: string) => problems.push({ fieldId, message });
    if (!claim.clinicNumber.trim()) add("clinicNumber", t`Enter your clinic number`);
    if (!claim.activationCode.trim()) add("activationCode", t`Enter your activation code`);
    if (!claim.email.trim()) add("email", t`Enter an email address`);
    else if (!v.is(email, claim.email)) add("email", t`Enter an email address in the right form, like name@example.org`);
    if (!claim.fullName.trim()) add("fullName", t`Enter your full name`);
    if (isDateEmpty(claim.born)) add("dateOfBirth", t`Enter your date of birth`);
    else if (!isoDate(claim.born)) add("dateOfBirth", t`Enter a real date of birth, such as 9 3 1984`);
    return problems;
  };
}

/** Why the server did not begin the sign-up. */
export function useClaimRefusal(): (error: CombinedError | undefined) => Problem[] {
  const { t } = useLingui();
  const words = useFailureWords();
  return (error) => {
    if (hasCode(error, "NOT_FOUND")) {
      return [{ message: t`These details do not go together. Check each of them with your letter. If they are right, call us: your code may have run out, or you have an account already.` }];
    }
    if (hasCode(error, "RATE_LIMITED")) {
      return [{ message: t`There were too many tries. Wait an hour, then try again, or call us: we can help you at once.` }];
    }
    const fields = fieldProblems(error).map(({ field, message }) => ({ fieldId: field, message }));
    return fields.length > 0 ? fields : [{ message: words(error) }];
  };
}
