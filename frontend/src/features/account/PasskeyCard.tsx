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

type Doing = "nothing" | "rename" | "remove";

export function PasskeyCard({ passkey, changes }: CardProps) {
  const [doing, setDoing] = useState<Doing>("nothing");
  const [last, setLast] = useState<Doing>("nothing");
  const go = (next: Doing) => {
    setLast(doing);
    setDoing(next);
  };
  useFocus(doing === "nothing" && last !== "nothing" ? `${last}-${passkey.id}` : null);
  const done = () => go("nothing");
  return (
    <Card as="li">
      {doing === "rename" ? (
        <RenameForm passkey={passkey} changes={changes} onDone={done} />
      ) : (
        <>
          <strong>{passkey.name}</strong>
          {doing === "remove" ? <SecondThought passkey={passkey} changes={changes} onDone={done} /> : <Facts passkey={passkey} onDo={go} />}
        </>
      )}
    </Card>
  );
}

function Facts({ passkey, onDo }: { passkey: PasskeyFieldsFragment; onDo: (doing: Doing) => void }) {
  const { t } = useLingui();
  return (
    <>
      <p>
        {t`Added ${longDate(passkey.createdAt)}`}
        <br />
        {passkey.lastUsedAt ? t`Last used ${dateTime(passkey.lastUsedAt)}` : t`Not used yet`}
        <br />
        {passkey.backedUp ? t`Kept by your password manager, on all its devices` : t`On one device only`}
      </p>
      <Row>
        <Button id={`rename-${passkey.id}`} kind="secondary" onPress={() => onDo("rename")} aria-label={t`Rename ${passkey.name}`}>{t`Rename`}</Button>
        <Button id={`remove-${passkey.id}`} kind="quiet" onPress={() => onDo("remove")} aria-label={t`Remove ${passkey.name}`}>{t`Remove`}</Button>
      </Row>
    </>
  );
}

function SecondThought({ passkey, changes, onDone }: CardProps & { onDone: () => void }) {
  const { t } = useLingui();
  useFocus(`really-${passkey.id}`);
  const remove = async () => {
    if (!(await changes.remove(passkey))) onDone();
  };
  return (
    <>
      <p>{t`The device that holds it can no longer sign in with it, and your other devices are signed out.`}</p>
      <Row>
        <Button id={`really-${passkey.id}`} kind="danger" onPress={() => void remove()}>{t`Remove this passkey`}</Button>
        <Button kind="quiet" onPress={onDone}>{t`Keep it`}</Button>
      </Row>
    </>
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
