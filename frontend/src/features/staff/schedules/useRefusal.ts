import { useLingui } from "@lingui/react/macro";
import type { CombinedError } from "@urql/core";
import type { Problem } from "@/components/ErrorSummary";
import { fieldProblems } from "@/lib/errors";

const shown = new Set(["validFrom", "validUntil", "date", "untilDate", "reason"]);

/** Why a change was refused, at its field where the page has it. */
export function useRefusal(): (error: CombinedError) => Problem[] {
  const { t } = useLingui();
  return (error) => {
    const fields = fieldProblems(error).map(({ field, message }) => (shown.has(field) ? { fieldId: field, message } : { message }));
    const unique = fields.filter((one, at) => fields.findIndex((other) => other.message === one.message) === at);
    if (unique.length > 0) return unique;
    const said = error.networkError ? undefined : error.graphQLErrors[0]?.message;
    return [{ message: said ?? t`This could not be saved. Try again in a moment.` }];
  };
}
