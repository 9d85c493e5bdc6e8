import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Row, Stack } from "@/components/Stack";
import { Tag } from "@/components/Tag";
import { type AccountSessionsFragment, RevokeSessionDocument, SignOutEverywhereDocument } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { dateTime } from "@/lib/dates";
import { useSession } from "@/lib/session";

type Device = AccountSessionsFragment["sessions"][number];

export function SignedInDevices({ sessions }: { sessions: Device[] }) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const [, revoke] = useMutation(RevokeSessionDocument);
  const [problems, setProblems] = useState<Problem[]>([]);
  const signOut = async (device: Device) => {
    const { error } = await revoke({ input: { sessionId: device.id } });
    if (error) setProblems([{ message: t`${device.device} could not be signed out. Try again.` }]);
    else announce(t`${device.device} is signed out.`);
  };
  return (
    <Stack>
      <ErrorSummary problems={problems} />
      <Stack as="ul">
        {sessions.map((device) => (
          <DeviceCard key={device.id} device={device} onSignOut={() => void signOut(device)} />
        ))}
      </Stack>
      <SignOutEverywhere />
    </Stack>
  );
}

function DeviceCard({ device, onSignOut }: { device: Device; onSignOut: () => void }) {
  const { t } = useLingui();
  return (
    <Card as="li">
      <Row>
        <strong>{device.device}</strong>
        {device.current ? <Tag>{t`This device`}</Tag> : null}
      </Row>
      <p>
        {t`Last used ${dateTime(device.lastSeenAt)} from ${device.ipAddress}`}
        <br />
        {t`Signed in ${dateTime(device.createdAt)}`}
      </p>
      {device.current ? null : (
        <Row>
          <Button kind="secondary" onPress={onSignOut} aria-label={t`Sign out ${device.device}`}>{t`Sign out`}</Button>
        </Row>
      )}
    </Card>
  );
}

function SignOutEverywhere() {
  const { t } = useLingui();
  const { end } = useSession();
  const [, send] = useMutation(SignOutEverywhereDocument);
  const leave = async () => {
    const { error } = await send({});
    if (!error) await end("left");
  };
  return (
    <Row>
      <Button kind="danger" onPress={() => void leave()}>{t`Sign out everywhere`}</Button>
    </Row>
  );
}
