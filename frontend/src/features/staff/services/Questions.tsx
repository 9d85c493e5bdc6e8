import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import { Button } from "@/components/Button";
import type { Problem } from "@/components/ErrorSummary";
import { Row, Stack } from "@/components/Stack";
import { useAnnounce } from "@/lib/announce";
import { moved, newQuestion, type TypedQuestion } from "./kind";
import { QuestionCard } from "./QuestionCard";

/** As many as the clinic may ask at one check-in. */
const most = 20;

type QuestionsProps = { questions: TypedQuestion[]; onChange: (questions: TypedQuestion[]) => void; problems: Problem[] };

/** The questions in their order: added, taken away and moved by one press each. */
export function Questions({ questions, onChange, problems }: QuestionsProps) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const section = useRef<HTMLDivElement>(null);
  const goTo = useRef<string | null>(null);
  useEffect(() => {
    // What was pressed may be gone or somewhere else now.
    if (goTo.current) section.current?.querySelector<HTMLElement>(goTo.current)?.focus();
    goTo.current = null;
  }, [questions]);
  const add = () => {
    goTo.current = `[id="questions.${questions.length}.text"]`;
    onChange([...questions, newQuestion()]);
  };
  const remove = (at: number) => {
    goTo.current = "[data-add]";
    announce(t`Question ${at + 1} is taken away.`);
    onChange(questions.filter((_, index) => index !== at));
  };
  const move = (at: number, by: number) => {
    const to = at + by;
    const isLast = to === 0 || to === questions.length - 1;
    goTo.current = `[data-move="${to}.${isLast ? -by : by}"]`;
    announce(t`It is question ${to + 1} now.`);
    onChange(moved(questions, at, by));
  };
  return (
    <div ref={section} id="questions">
      <Stack as="section" labelledBy="asked">
        <h2 id="asked">{t`Questions at check-in`}</h2>
        {questions.length === 0 ? <p>{t`Nothing is asked but contact details and insurance.`}</p> : null}
        <Stack as="ol">
          {questions.map((question, index) => (
            <QuestionCard
              key={question.linkId}
              question={question}
              index={index}
              count={questions.length}
              problems={problems}
              onChange={(changed) => onChange(questions.map((one) => (one.linkId === question.linkId ? changed : one)))}
              onRemove={() => remove(index)}
              onMove={(by) => move(index, by)}
            />
          ))}
        </Stack>
        {questions.length < most ? (
          <Row>
            <Button kind="secondary" onPress={add} data-add>{t`Add a question`}</Button>
          </Row>
        ) : null}
      </Stack>
    </div>
  );
}
