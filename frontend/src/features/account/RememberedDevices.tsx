import { useLingui } from "@lingui/react/macro";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { Row, Stack } from "@/components/Stack";
import type { AccountFactorsFragment } from "@/gql/graphql";
import { date } from "@/lib/dates";
import type { TwoFactor } from "./useTwoFactor";

type Device = AccountFactorsFragment["secondFactor"]["rememberedDevices"][number];

/** The devices that sign in by password alone for a while. */
export function RememberedDevices({ devices, changes }: { devices: Device[]; changes: TwoFactor }) {
  const { t } = useLingui();
  return (
    <Stack as="section" labelledBy="remembered">
      <h2 id="remembered">{t`Remembered devices`}</h2>
      {devices.length === 0 ? (
        <p>{t`None. Every sign-in asks for both proofs.`}</p>
      ) : (
        <>
          <p>{t`These sign in with your password alone.`}</p>
          <Stack as="ul">
            {devices.map((device) => (
              <Card as="li" key={device.id}>
                <strong>{device.name}</strong>
                <p>{t`Last used ${date(device.lastUsedAt)}. Remembered until ${date(device.expiresAt)}.`}</p>
              </Card>
            ))}
          </Stack>
          <Row>
            <Button kind="secondary" onPress={() => void changes.forget()} isDisabled={changes.isBusy}>{t`Forget remembered devices`}</Button>
          </Row>
        </>
      )}
    </Stack>
  );
}
