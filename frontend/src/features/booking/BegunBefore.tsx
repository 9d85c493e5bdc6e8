import { useLingui } from "@lingui/react/macro";
import { Button } from "@/components/Button";
import { Notice } from "@/components/Notice";
import { Row, Stack } from "@/components/Stack";
import { useDraft } from "./draft";
import { firstOpen } from "./flow";
import { useDropDraft } from "./savedDraft";
import type { Flow } from "./useFlow";

/** On the first question, for somebody who has begun before: on this device or another. */
export function BegunBefore({ flow }: { flow: Flow }) {
  const { t } = useLingui();
  const { begun, words } = useDraft();
  const drop = useDropDraft();
  if (flow.previous || flow.answers.change || !begun?.department || flow.answers.department) return null;
  return (
    <Notice title={t`You began to book an appointment`}>
      <Stack>
        <p>{t`What you chose and typed is kept for a day.`}</p>
        <Row>
          <Button kind="secondary" onPress={() => void flow.goTo(firstOpen(begun, words), begun)}>{t`Go on where you were`}</Button>
          <Button kind="quiet" onPress={drop}>{t`Start again`}</Button>
        </Row>
      </Stack>
    </Notice>
  );
}
