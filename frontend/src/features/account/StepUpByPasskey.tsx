import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Row, Stack } from "@/components/Stack";
import { StartPasskeyStepUpDocument, StepUpDocument } from "@/gql/graphql";
import { errorCode } from "@/lib/errors";
import type { StepUpFormProps } from "./StepUpForm";
import { signAsked, useProofWords } from "./useOwnPasskey";

/** The proof by one of the account's passkeys. */
export function StepUpByPasskey({ onConfirmed, onCancel, onCode }: StepUpFormProps & { onCode: () => void }) {
  const { t } = useLingui();
  const { problems, isBusy, confirm } = usePasskeyProof(onConfirmed);
  return (
    <Stack>
      <ErrorSummary problems={problems} />
      <Row>
        <Button onPress={() => void confirm()} isDisabled={isBusy}>{t`Confirm with your passkey`}</Button>
        <Button kind="secondary" onPress={onCode}>{t`Use a code`}</Button>
        <Button kind="quiet" onPress={onCancel}>{t`Cancel`}</Button>
      </Row>
    </Stack>
  );
}

function usePasskeyProof(onConfirmed: () => void) {
  const [, start] = useMutation(StartPasskeyStepUpDocument);
  const [, stepUp] = useMutation(StepUpDocument);
  const [problems, setProblems] = useState<Problem[]>([]);
  const [isBusy, setBusy] = useState(false);
  const explain = useProofWords();

  const confirm = async () => {
    setProblems([]);
    setBusy(true);
    try {
      const answer = await signAsked(() => start({}), (data) => data.startPasskeyStepUp);
      const { error } = await stepUp({ input: answer });
      // Another tab or press was first: it is confirmed all the same.
      if (error && errorCode(error) !== "CONFLICT") throw error;
      onConfirmed();
    } catch (trouble) {
      setProblems([{ message: explain(trouble) }]);
      setBusy(false);
    }
  };
  return { problems, isBusy, confirm };
}
