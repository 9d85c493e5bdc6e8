import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useEffect, useState } from "react";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import type { PasskeyFieldsFragment } from "@/gql/graphql";
import { dateTime, longDate } from "@/lib/dates";
import type { PasskeyChanges } from "./usePasskeyChanges";

type CardProps = { passkey: PasskeyFieldsFragment; changes: PasskeyChanges };

export function PasskeyCard({ passkey, changes }: CardProps) {
  const { t } = useLingui();
  const [isRenaming, setRenaming] = useState(false);
  const [wasRenaming, setWasRenaming] = useState(false);
  const done = () => {
    setRenaming(false);
    setWasRenaming(true);
  };
  useFocus(wasRenaming && !isRenaming ? `rename-${passkey.id}` : null);
  if (isRenaming) return <Card as="li"><RenameForm passkey={passkey} changes={changes} onDone={done} /></Card>;
  return (
    <Card as="li">
      <strong>{passkey.name}</strong>
      <p>
        {t`Added ${longDate(passkey.createdAt)}`}
        <br />
        {passkey.lastUsedAt ? t`Last used ${dateTime(passkey.lastUsedAt)}` : t`Not used yet`}
        <br />
        {passkey.backedUp ? t`Kept by your password manager, on all its devices` : t`On one device only`}
      </p>
      <Row>
        <Button id={`rename-${passkey.id}`} kind="secondary" onPress={() => setRenaming(true)} aria-label={t`Rename ${passkey.name}`}>{t`Rename`}</Button>
        <Button kind="danger" onPress={() => void changes.remove(passkey)} aria-label={t`Remove ${passkey.name}`}>{t`Remove`}</Button>
      </Row>
    </Card>
  );
}

/** What took the place of something with focus takes its focus too. */
function useFocus(id: string | null): void {
  useEffect(() => {
    if (id) document.getElementById(id)?.focus();
  }, [id]);
}

function RenameForm({ passkey, changes, onDone }: CardProps & { onDone: () => void }) {
  const { t } = useLingui();
  const [name, setName] = useState(passkey.name);
  const [error, setError] = useState<string>();
  useFocus(`name-${passkey.id}`);
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (!name.trim()) return setError(t`Enter a name, such as the device's`);
    const problem = await changes.rename(passkey, name.trim());
    if (problem) setError(problem);
    else onDone();
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack>
        <TextField
          id={`name-${passkey.id}`}
          label={t`Name of this passkey`}
          value={name}
          onChange={setName}
          error={error}
          maxLength={80}
        />
        <Row>
          <Button type="submit">{t`Save`}</Button>
          <Button kind="quiet" onPress={onDone}>{t`Cancel`}</Button>
        </Row>
      </Stack>
    </form>
  );
}
