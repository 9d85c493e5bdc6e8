import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/Button";
import { Row, Stack } from "@/components/Stack";
import type { SlotChoiceFragment } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { Alternatives } from "./Alternatives";
import { useHoldWords } from "./holdWords";
import { useHold } from "./useHold";

type NearestTimesProps = {
  slots: SlotChoiceFragment[];
  serviceId: string | undefined;
  /** The appointment that is to be moved there, if any. */
  appointmentId?: string;
  onHeld: (holdId: string) => void;
  /** The link to all the others. */
  others: ReactNode;
};

/** On the check page itself: other times near the one that is gone. Everything typed stays. */
export function NearestTimes({ slots, serviceId, appointmentId, onHeld, others }: NearestTimesProps) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const { take, isTaking } = useHold();
  const holdWords = useHoldWords();
  const [value, setValue] = useState<string | null>(null);

  const keep = async () => {
    const slotId = value?.split(" ").at(-1);
    if (!slotId || !serviceId) return;
    const outcome = await take(slotId, serviceId, appointmentId);
    if (outcome.kind !== "held") return announce(holdWords(outcome));
    announce(t`The new time is kept for you. Check your answers and confirm.`);
    onHeld(outcome.holdId);
  };
  return (
    <Stack>
      <Alternatives slots={slots} value={value} onChange={setValue} />
      <Row>
        <Button kind="secondary" onPress={() => void keep()} isDisabled={isTaking || !value}>{t`Take this time instead`}</Button>
        {others}
      </Row>
    </Stack>
  );
}
