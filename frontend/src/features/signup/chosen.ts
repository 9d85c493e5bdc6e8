import { useLingui } from "@lingui/react/macro";
import type { CombinedError } from "@urql/core";
import type { Problem } from "@/components/ErrorSummary";
import { type Choice, choiceProblems, useChoiceProblems } from "@/features/account/questions";
import { useNewPasswordProblem } from "@/features/account/useNewPasswordProblem";

/** How a newcomer wants to sign in. */
export type Chosen = { username: string; password: string; choices: Choice[] };

/** What is missing, all at once. The server says the rest. */
export function useMissing(asksQuestions: boolean): (chosen: Chosen) => Problem[] {
  const { t } = useLingui();
  const ofChoices = useChoiceProblems();
  return ({ username, password, choices }) => [
    ...(asksQuestions ? ofChoices(choices) : []),
    ...(username.trim() ? [] : [{ fieldId: "username", message: t`Enter a username` }]),
    ...(password ? [] : [{ fieldId: "password", message: t`Enter a password` }]),
  ];
}

/** What the server did not take of it, each at its field. */
export function useRefused(): (error: CombinedError | undefined) => Problem[] {
  const ofPassword = useNewPasswordProblem();
  return (error) => [
    ...choiceProblems(error),
    ...(error?.graphQLErrors ?? []).flatMap(({ message, extensions: { field } }) => {
      if (field === "password") return [{ fieldId: field, message: ofPassword(error) ?? message }];
      return field === "username" ? [{ fieldId: field, message }] : [];
    }),
  ];
}
