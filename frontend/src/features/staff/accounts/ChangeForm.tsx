import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/Button";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import type { StaffAccountFieldsFragment } from "@/gql/graphql";
import { type ChangeKind, reasonId, type StaffChange } from "./useStaffChange";

type ChangeFormProps = { account: StaffAccountFieldsFragment; change: StaffChange };

/** Asks in place why, before it is done. */
export function ChangeForm({ account, change }: ChangeFormProps) {
  const { t } = useLingui();
  const [reason, setReason] = useState("");
  const id = useId();
  const question = useRef<HTMLHeadingElement>(null);
  useEffect(() => question.current?.focus(), []);
  const words = useWords(change.kind ?? "disable", account.displayName);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void change.send(reason);
  };
  return (
    <form onSubmit={submit} noValidate aria-labelledby={id}>
      <Stack>
        <h3 id={id} ref={question} tabIndex={-1}>{words.question}</h3>
        <p>{words.what}</p>
        <ErrorSummary problems={change.problems} />
        <TextField
          id={reasonId(account.id)}
          label={t`Reason`}
          hint={t`${words.example} It is kept on the audit trail.`}
          value={reason}
          onChange={setReason}
          error={change.problems.find((problem) => problem.fieldId)?.message}
          rows={2}
          maxLength={500}
        />
        <Row>
          <Button kind={change.kind === "enable" ? "primary" : "danger"} type="submit" isDisabled={change.isBusy}>{words.yes}</Button>
          <Button kind="quiet" onPress={change.done}>{t`Leave it as it is`}</Button>
        </Row>
      </Stack>
    </form>
  );
}

function useWords(kind: ChangeKind, name: string) {
  const { t } = useLingui();
  const words = {
    disable: {
      question: t`Disable the account of ${name}?`,
      what: t`They are signed out everywhere within a second and cannot sign in any more. You can enable the account again.`,
      example: t`Such as “Left the clinic on 31 July”.`,
      yes: t`Disable account`,
    },
    enable: {
      question: t`Enable the account of ${name}?`,
      what: t`They sign in with the password and the second factor that they had before.`,
      example: t`Such as “Back from leave”.`,
      yes: t`Enable account`,
    },
    reset: {
      question: t`Reset the sign-in of ${name}?`,
      what: t`They get a first password, and their second factor is removed. They are signed out everywhere, and we mail them about it.`,
      example: t`Why, and how you made sure who is asking, such as “Lost the phone; badge seen”.`,
      yes: t`Reset sign-in`,
    },
  };
  return words[kind];
}
