import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "@/components/Button";
import type { Problem } from "@/components/ErrorSummary";
import { FlowPage } from "./FlowPage";
import { anyDoctor } from "./flow";
import { TimeForm } from "./TimeForm";
import { useFreeTimes } from "./useFreeTimes";
import { type Flow, useFlow } from "./useFlow";

/** When the visit is to be. */
export function TimePage() {
  const flow = useFlow("time");
  const free = useFreeTimes(flow.answers);
  const [problems, setProblems] = useState<Problem[]>([]);
  return (
    <FlowPage flow={flow} hasError={problems.length > 0} isLoading={free.isLoading}>
      {() => (
        <TimeForm
          answers={flow.answers}
          free={free}
          chosenBefore={flow.chosen}
          onChoose={flow.choose}
          problems={problems}
          onProblems={setProblems}
          onHeld={(hold) => flow.give({ hold })}
          waysOut={<OtherChoices flow={flow} />}
        />
      )}
    </FlowPage>
  );
}

function OtherChoices({ flow }: { flow: Flow }) {
  const { t } = useLingui();
  const { answers } = flow;
  return (
    <>
      {answers.doctor !== anyDoctor ? (
        <Button kind="secondary" onPress={() => void flow.goTo("time", { ...answers, doctor: anyDoctor })}>
          {t`Show times of the whole care team`}
        </Button>
      ) : null}
      <Button kind="secondary" onPress={() => void flow.goTo("location", answers)}>{t`Choose another location`}</Button>
    </>
  );
}
