import { useLingui } from "@lingui/react/macro";
import { type ReactNode, type SyntheticEvent, useState } from "react";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { type Choice, RadioChoice } from "@/components/RadioChoice";
import { Row, Stack } from "@/components/Stack";
import { FlowPage } from "./FlowPage";
import type { Answers, Choices } from "./flow";
import type { Flow } from "./useFlow";

type ChoicePageProps = {
  flow: Flow;
  lead?: ReactNode;
  name: "location" | "department" | "doctor";
  /** What is missing when nothing was chosen, such as "Choose a location". */
  missing: string;
  choicesOf: (clinic: Choices) => Choice[];
  /** Stands in place of the question when there is nothing to choose from. */
  none: ReactNode;
};

/** A question with one answer out of a list. */
export function ChoicePage({ flow, lead, name, missing, choicesOf, none }: ChoicePageProps) {
  const { t, i18n } = useLingui();
  const [value, setValue] = useState<string | null>(flow.chosen ?? flow.answers[name] ?? null);
  const [problems, setProblems] = useState<Problem[]>([]);
  const choose = (id: string) => {
    setValue(id);
    flow.choose(id);
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!value) return setProblems([{ fieldId: name, message: missing }]);
    void flow.give({ [name]: value } satisfies Answers);
  };
  return (
    <FlowPage flow={flow} lead={lead} hasError={problems.length > 0}>
      {(clinic) => {
        const choices = choicesOf(clinic);
        if (choices.length === 0) return none;
        return (
          <form onSubmit={submit} noValidate>
            <Stack>
              <ErrorSummary problems={problems} />
              <RadioChoice
                id={name}
                label={i18n._(flow.step.title)}
                labelHidden
                choices={choices}
                value={value}
                onChange={choose}
                error={problems[0]?.message}
              />
              <Row>
                <Button type="submit">{t`Continue`}</Button>
              </Row>
            </Stack>
          </form>
        );
      }}
    </FlowPage>
  );
}
