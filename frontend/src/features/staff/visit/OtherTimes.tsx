import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "@/components/Button";
import { Row, Stack } from "@/components/Stack";
import { Alternatives } from "@/features/booking/Alternatives";
import type { SlotChoiceFragment } from "@/gql/graphql";

type OtherTimesProps = { slots: SlotChoiceFragment[]; onChoose: (slot: SlotChoiceFragment) => void };

/** The free times nearest to one that somebody else has, in place. */
export function OtherTimes({ slots, onChoose }: OtherTimesProps) {
  const { t } = useLingui();
  const [value, setValue] = useState<string | null>(null);
  const chosen = slots.find(({ id }) => id === value?.split(" ").at(-1));
  return (
    <Stack>
      <Alternatives slots={slots} value={value} onChange={setValue} />
      <Row>
        <Button kind="secondary" isDisabled={!chosen} onPress={() => chosen && onChoose(chosen)}>{t`Take this time instead`}</Button>
      </Row>
    </Stack>
  );
}
