import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Row, Stack } from "@/components/Stack";
import { Tag } from "@/components/Tag";
import { type AdviceFieldsFragment, CompleteInstructionDocument } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { date, partialDate } from "@/lib/dates";
import styles from "./advice.module.css";

type Instruction = AdviceFieldsFragment["instructions"][number];

/** What to do, one by one, each with its "Done". */
export function Instructions({ instructions }: { instructions: Instruction[] }) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const [, complete] = useMutation(CompleteInstructionDocument);
  const [problems, setProblems] = useState<Problem[]>([]);
  const mark = async (instruction: Instruction, done: boolean) => {
    const { error } = await complete({ input: { instructionId: instruction.id, done } });
    setProblems(error ? [{ message: t`That could not be saved. Try again.` }] : []);
    if (!error) announce(done ? t`Marked as done.` : t`Marked as not done.`);
  };
  if (instructions.length === 0) return null;
  return (
    <Stack as="section" labelledBy="to-do">
      <h2 id="to-do">{t`What to do`}</h2>
      <ErrorSummary problems={problems} />
      <Stack as="ul">
        {instructions.map((one) => (
          <InstructionCard key={one.id} instruction={one} onMark={(done) => void mark(one, done)} />
        ))}
      </Stack>
    </Stack>
  );
}

type InstructionCardProps = { instruction: Instruction; onMark: (done: boolean) => void };

function InstructionCard({ instruction, onMark }: InstructionCardProps) {
  const { t } = useLingui();
  const { text, why, doneAt } = instruction;
  const span = useSpan(instruction);
  return (
    <Card as="li">
      <div className={styles.instruction}>
        <p className={styles.what}>{text}</p>
        {why ? <p>{t`Why: ${why}`}</p> : null}
        {span ? <p className={styles.quiet}>{span}</p> : null}
      </div>
      <Row>
        {doneAt ? <Tag>{t`Done ${date(doneAt)}`}</Tag> : null}
        {doneAt ? (
          <Button kind="quiet" onPress={() => onMark(false)} aria-label={t`Not done after all: ${text}`}>{t`Not done after all`}</Button>
        ) : (
          <Button kind="secondary" onPress={() => onMark(true)} aria-label={t`Done: ${text}`}>{t`Done`}</Button>
        )}
      </Row>
    </Card>
  );
}

function useSpan({ from, until }: Instruction): string | null {
  const { t } = useLingui();
  if (from && until) return t`From ${partialDate(from)} until ${partialDate(until)}`;
  if (from) return t`From ${partialDate(from)}`;
  if (until) return t`Until ${partialDate(until)}`;
  return null;
}
