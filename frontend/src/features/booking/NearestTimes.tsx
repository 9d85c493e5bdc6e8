import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Button } from "@/components/Button";
import { Row, Stack } from "@/components/Stack";
import { ActionLink } from "@/components/ActionLink";
import { useAnnounce } from "@/lib/announce";
import { Alternatives } from "./Alternatives";
import { useHoldWords } from "./holdWords";
import type { Confirming } from "./useConfirm";
import type { Flow } from "./useFlow";
import { useHold } from "./useHold";

/** On the check page itself: other times near the one that is gone. Everything typed stays. */
export function NearestTimes({ flow, confirming }: { flow: Flow; confirming: Confirming }) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const { take, isTaking } = useHold();
  const holdWords = useHoldWords();
  const [value, setValue] = useState<string | null>(null);

  const keep = async () => {
    const slotId = value?.split(" ").at(-1);
    if (!slotId || !flow.answers.service) return;
    const outcome = await take(slotId, flow.answers.service);
    if (outcome.kind !== "held") return announce(holdWords(outcome));
    confirming.reset();
    announce(t`The new time is kept for you. Check your answers and confirm.`);
    await navigate({ to: "/appointments/new/check", search: { ...flow.answers, hold: outcome.holdId }, replace: true });
  };
  return (
    <Stack>
      <Alternatives slots={confirming.alternatives} value={value} onChange={setValue} />
      <Row>
        <Button kind="secondary" onPress={() => void keep()} isDisabled={isTaking || !value}>{t`Take this time instead`}</Button>
        <ActionLink kind="quiet" to="/appointments/new/time" search={{ ...flow.answers, hold: undefined, change: true }}>
          {t`See all free times`}
        </ActionLink>
      </Row>
    </Stack>
  );
}
