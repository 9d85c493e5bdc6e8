import { useLingui } from "@lingui/react/macro";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Row, Stack } from "@/components/Stack";
import type { ReachedAtFragment } from "@/gql/graphql";
import { date } from "@/lib/dates";
import { canPush } from "@/lib/push";
import { usePush } from "./usePush";

/** The browsers that show messages while the portal is closed. */
export function PushSection({ points }: { points: ReachedAtFragment }) {
  const { t } = useLingui();
  const push = usePush(points);
  return (
    <Stack as="section" labelledBy="pushes">
      <h2 id="pushes">{t`Push messages`}</h2>
      <p>{t`A browser can show our messages while the portal is closed. Whoever holds the device may read them.`}</p>
      <ErrorSummary problems={push.problem ? [{ message: push.problem }] : []} />
      {points.devices.length > 0 ? (
        <Stack as="ul">
          {points.devices.map((device) => (
            <Card as="li" key={device.id}>
              <strong>{device === push.here ? t`${device.device} (this browser)` : device.device}</strong>
              <p>{t`Since ${date(device.createdAt)}`}</p>
              <Row>
                <Button kind="secondary" onPress={() => void push.stop(device)} isDisabled={push.isBusy} aria-label={t`Stop push messages to ${device.device}`}>{t`Stop`}</Button>
              </Row>
            </Card>
          ))}
        </Stack>
      ) : null}
      <Here isOn={push.here !== undefined} onStart={() => void push.start()} isBusy={push.isBusy} />
    </Stack>
  );
}

type HereProps = { isOn: boolean; onStart: () => void; isBusy: boolean };

function Here({ isOn, onStart, isBusy }: HereProps) {
  const { t } = useLingui();
  if (isOn) return null;
  if (!canPush()) return <p>{t`This browser takes no push messages. On an iPhone, add the portal to the home screen first.`}</p>;
  return (
    <Row>
      <Button kind="secondary" onPress={onStart} isDisabled={isBusy}>{t`Send push messages to this browser`}</Button>
    </Row>
  );
}
