import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import { Button } from "@/components/Button";
import { Empty } from "@/components/Empty";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Notice } from "@/components/Notice";
import { Row, Stack } from "@/components/Stack";
import type { PasskeyFieldsFragment } from "@/gql/graphql";
import { passkeysWork } from "@/lib/passkeys";
import { PasskeyCard } from "./PasskeyCard";
import type { PasskeyChanges } from "./usePasskeyChanges";

/** As many as the clinic takes. */
const most = 10;

type ListProps = { passkeys: PasskeyFieldsFragment[]; changes: PasskeyChanges };

export function PasskeyList({ passkeys, changes }: ListProps) {
  const { t } = useLingui();
  return (
    <Stack>
      <ErrorSummary problems={changes.problems} />
      {changes.removed === null ? null : <Removed name={changes.removed} />}
      {passkeys.length === 0 ? (
        <Empty title={t`No passkeys yet`}><p>{t`The passkeys that you add stand here.`}</p></Empty>
      ) : (
        <Stack as="ul">
          {passkeys.map((passkey) => <PasskeyCard key={passkey.id} passkey={passkey} changes={changes} />)}
        </Stack>
      )}
      <AddPasskey isFull={passkeys.length >= most} changes={changes} />
    </Stack>
  );
}

/** Takes the focus that went with the passkey's card. */
function Removed({ name }: { name: string }) {
  const { t } = useLingui();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [name]);
  return (
    <div ref={box} tabIndex={-1}>
      <Notice>
        <p>{t`${name} is removed and opens nothing any more. Your device may still offer it: delete it there too, where it keeps passwords and passkeys.`}</p>
      </Notice>
    </div>
  );
}

function AddPasskey({ isFull, changes }: { isFull: boolean; changes: PasskeyChanges }) {
  const { t } = useLingui();
  if (!passkeysWork()) {
    return (
      <Notice title={t`This browser cannot add passkeys`}>
        <p>{t`Open this page in a newer browser, or on your phone, to add one.`}</p>
      </Notice>
    );
  }
  if (isFull) return <Notice><p>{t`You have ten passkeys, which is as many as an account can have. Remove one that you no longer use to add another.`}</p></Notice>;
  return (
    <Row>
      <Button isDisabled={changes.isAdding} onPress={() => void changes.add()}>{t`Add a passkey`}</Button>
    </Row>
  );
}
