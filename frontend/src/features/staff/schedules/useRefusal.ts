import { useLingui } from "@lingui/react/macro";
import type { CombinedError } from "@urql/core";
import type { Problem } from "@/components/ErrorSummary";
import { fieldProblems } from "@/lib/errors";

const shown = new Set(["validFrom", "validUntil", "date", "untilDate", "reason", "slotMinutes", "startMinute", "endMinute", "from", "to"]);

/** Why a change was refused, at its field where the page has it. */
export function useRefusal(): (error: CombinedError, idOf?: (path: string) => string | undefined) => Problem[] {
  const { t } = useLingui();
  return (error, idOf = (path) => (shown.has(path) ? path : undefined)) => {
    const fields = fieldProblems(error).map(({ path, message }) => ({ fieldId: idOf(path), message }));
    const unique = fields.filter((one, at) => fields.findIndex((other) => other.message === one.message && other.fieldId === one.fieldId) === at);
    if (unique.length > 0) return unique;
    const said = error.networkError ? undefined : error.graphQLErrors[0]?.message;
    return [{ message: said ?? t`This could not be saved. Try again in a moment.` }];
  };
}
