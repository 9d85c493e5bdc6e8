import { useLingui } from "@lingui/react/macro";
import { Button } from "@/components/Button";
import { Row, Stack } from "@/components/Stack";
import { CalendarTitles } from "./CalendarTitles";
import type { CalendarChanges } from "./useCalendarFeed";

type CalendarOfferProps = { detailed: boolean; onDetailed: (detailed: boolean) => void; changes: CalendarChanges };

/** For who has no address yet: what it is, and making one. */
export function CalendarOffer({ detailed, onDetailed, changes }: CalendarOfferProps) {
  const { t } = useLingui();
  return (
    <Stack>
      <p>{t`We make a secret address for you, which you give to your calendar once. Whoever has the address can see when and where the appointments are, so share it with nobody. You can end it at any time.`}</p>
      <CalendarTitles isSelected={detailed} onChange={onDetailed} />
      <Row>
        <Button isDisabled={changes.isBusy} onPress={() => void changes.make(detailed)}>{t`Make a calendar address`}</Button>
      </Row>
    </Stack>
  );
}
