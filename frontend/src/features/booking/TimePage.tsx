import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useState } from "react";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Row, Stack } from "@/components/Stack";
import type { SlotChoiceFragment } from "@/gql/graphql";
import { Alternatives } from "./Alternatives";
import { FlowPage } from "./FlowPage";
import { FreeDays } from "./FreeDays";
import { anyDoctor } from "./flow";
import { NoFreeTimes } from "./NoFreeTimes";
import { type FreeTimes, useFreeTimes } from "./useFreeTimes";
import { type Flow, useFlow } from "./useFlow";
import { useHold } from "./useHold";
import { useHoldWords } from "./holdWords";

/** Free times by day. Going on with one keeps it for the person. */
export function TimePage() {
  const flow = useFlow("time");
  const free = useFreeTimes(flow.answers);
  const [problems, setProblems] = useState<Problem[]>([]);
  return (
    <FlowPage flow={flow} hasError={problems.length > 0} isLoading={free.isLoading}>
      {() => <TimeForm flow={flow} free={free} problems={problems} onProblems={setProblems} />}
    </FlowPage>
  );
}

type TimeFormProps = { flow: Flow; free: FreeTimes; problems: Problem[]; onProblems: (problems: Problem[]) => void };

function TimeForm({ flow, free, problems, onProblems }: TimeFormProps) {
  const { t } = useLingui();
  const { held, take, isTaking } = useHold();
  const holdWords = useHoldWords();
  const kept = flow.answers.hold === held?.id ? held : null;
  const [value, setValue] = useState<string | null>(kept ? `kept ${kept.slot.id}` : null);
  const [instead, setInstead] = useState<SlotChoiceFragment[]>([]);

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    const slotId = value?.split(" ").at(-1);
    if (!slotId || !flow.answers.service) return onProblems([{ fieldId: "time", message: t`Choose a time` }]);
    const outcome = await take(slotId, flow.answers.service);
    if (outcome.kind === "held") return flow.give({ hold: outcome.holdId });
    setInstead(outcome.kind === "taken" ? outcome.alternatives : []);
    setValue(null);
    free.retry();
    onProblems([{ fieldId: "time", message: holdWords(outcome) }]);
  };
  if (free.failed || (free.slots.length === 0 && !kept)) return <NoFreeTimes flow={flow} free={free} />;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack>
        <ErrorSummary problems={problems} />
        {instead.length > 0 ? <Alternatives slots={instead} value={value} onChange={setValue} /> : null}
        <FreeDays
          free={free}
          kept={kept?.slot ?? null}
          anyDoctor={flow.answers.doctor === anyDoctor}
          value={value}
          onChange={setValue}
          error={problems[0]?.message}
        />
        <Row>
          <Button type="submit" isDisabled={isTaking}>{t`Continue`}</Button>
        </Row>
      </Stack>
    </form>
  );
}
