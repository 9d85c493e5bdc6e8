import { Plural, useLingui } from "@lingui/react/macro";
import { Button } from "@/components/Button";
import { Row, Stack } from "@/components/Stack";
import type { TwoFactor } from "./useTwoFactor";

/** How many recovery codes are left, and new ones. */
export function CodesSection({ left, changes }: { left: number; changes: TwoFactor }) {
  const { t } = useLingui();
  return (
    <Stack as="section" labelledBy="codes">
      <h2 id="codes">{t`Recovery codes`}</h2>
      <p>
        <Plural value={left} _0="You have none left." one="You have one left." other="You have # left of ten." />{" "}
        {t`Each gets you in once when you have lost your phone.`}
      </p>
      <p>{t`New codes take the place of all you have.`}</p>
      <Row>
        <Button kind="secondary" onPress={() => void changes.newCodes()} isDisabled={changes.isBusy}>{t`Make new recovery codes`}</Button>
      </Row>
    </Stack>
  );
}
