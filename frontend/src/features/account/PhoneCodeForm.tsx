import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { AskForTextsDocument, ProvePhoneDocument, RemovePhoneDocument } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { usePhoneFailure } from "./usePhoneFailure";

type PhoneCodeFormProps = { number: string; onHasError: (hasError: boolean) => void };

/** Takes the code of the text, has another one sent, or gives up. */
export function PhoneCodeForm({ number, onHasError }: PhoneCodeFormProps) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const problemsOf = usePhoneFailure("texted-code");
  const [{ fetching }, prove] = useMutation(ProvePhoneDocument);
  const [, again] = useMutation(AskForTextsDocument);
  const [, remove] = useMutation(RemovePhoneDocument);
  const [code, setCode] = useState("");
  const [problems, setProblems] = useState<Problem[]>([]);
  const show = (found: Problem[]) => {
    setProblems(found);
    onHasError(found.length > 0);
  };
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    const { error } = await prove({ input: { code } });
    show(problemsOf(error));
    if (!error) announce(t`Your number is confirmed. We text you from now on.`);
  };
  const resend = async () => {
    const { error } = await again({ input: { phone: number } });
    show(problemsOf(error));
    if (!error) announce(t`We texted you another code.`);
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack>
        <p>{t`We texted a code to ${number}. It works for ten minutes.`}</p>
        <ErrorSummary problems={problems} />
        <TextField
          id="texted-code"
          label={t`Code from the text message`}
          value={code}
          onChange={setCode}
          error={problems.find((problem) => problem.fieldId)?.message}
          inputMode="numeric"
          autoComplete="one-time-code"
        />
        <Row>
          <Button type="submit" isDisabled={fetching}>{t`Confirm the number`}</Button>
          <Button kind="secondary" onPress={() => void resend()}>{t`Text me another code`}</Button>
          <Button kind="secondary" onPress={() => void remove({})}>{t`No texts`}</Button>
        </Row>
      </Stack>
    </form>
  );
}
