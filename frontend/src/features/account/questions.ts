import { useLingui } from "@lingui/react/macro";
import type { CombinedError } from "@urql/core";
import type { Problem } from "@/components/ErrorSummary";
import { fieldProblems } from "@/lib/errors";

/** One question as the form has it; without a key until it is chosen. */
export type Choice = { questionKey: string; answer: string };

export const noChoices: Choice[] = [0, 1, 2].map(() => ({ questionKey: "", answer: "" }));

export const questionId = (index: number) => `question-${index}`;
export const answerId = (index: number) => `answer-${index}`;

/** What is missing, all at once. The server says the rest. */
export function useChoiceProblems(): (choices: Choice[]) => Problem[] {
  const { t } = useLingui();
  return (choices) =>
    choices.flatMap(({ questionKey, answer }, index) => {
      const number = index + 1;
      return [
        ...(questionKey ? [] : [{ fieldId: questionId(index), message: t`Choose question ${number}` }]),
        ...(answer.trim() ? [] : [{ fieldId: answerId(index), message: t`Enter the answer to question ${number}` }]),
      ];
    });
}

/** The server's problems with the questions, each at its field. */
export function choiceProblems(error: CombinedError | undefined): Problem[] {
  return fieldProblems(error).flatMap(({ path, message }) => {
    const found = /^securityAnswers(?:\.(\d)\.(answer|questionKey))?$/.exec(path);
    if (!found) return [];
    const index = Number(found[1] ?? 0);
    return [{ fieldId: found[2] === "answer" ? answerId(index) : questionId(index), message }];
  });
}
