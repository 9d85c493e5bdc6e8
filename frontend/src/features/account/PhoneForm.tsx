import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { AskForTextsDocument } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { usePhoneFailure } from "./usePhoneFailure";

type PhoneFormProps = { onHasError: (hasError: boolean) => void; onSent: () => void };

/** Asks for the number and has a code texted to it. */
export function PhoneForm({ onHasError, onSent }: PhoneFormProps) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const problemsOf = usePhoneFailure("phone");
  const [{ fetching }, ask] = useMutation(AskForTextsDocument);
  const [phone, setPhone] = useState("");
  const [problems, setProblems] = useState<Problem[]>([]);
  const show = (found: Problem[]) => {
    setProblems(found);
    onHasError(found.length > 0);
  };
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    const { error } = await ask({ input: { phone } });
    show(problemsOf(error));
    if (error) return;
    announce(t`We texted you a code.`);
    onSent();
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack>
        <ErrorSummary problems={problems} />
        <TextField
          id="phone"
          type="tel"
          label={t`Mobile number`}
          hint={t`With the country's code in front, such as +1 555 010 0199`}
          value={phone}
          onChange={setPhone}
          error={problems.find((problem) => problem.fieldId)?.message}
          autoComplete="tel"
        />
        <Row>
          <Button type="submit" isDisabled={fetching}>{t`Text me a code`}</Button>
        </Row>
      </Stack>
    </form>
  );
}
