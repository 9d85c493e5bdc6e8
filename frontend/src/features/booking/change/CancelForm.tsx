import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useState } from "react";
import { ActionLink } from "@/components/ActionLink";
import { Button } from "@/components/Button";
import type { Problem } from "@/components/ErrorSummary";
import { RadioChoice } from "@/components/RadioChoice";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import type { CancellationReason } from "@/gql/graphql";
import { patientReasons, useReasonWords } from "./reasonWords";
import { useCancel } from "./useCancel";

type CancelFormProps = { appointmentId: string; problems: Problem[]; onProblems: (problems: Problem[]) => void };

/** Why, and the button that cancels. */
export function CancelForm({ appointmentId, problems, onProblems }: CancelFormProps) {
  const { t } = useLingui();
  const words = useReasonWords();
  const { cancel, isBusy } = useCancel(appointmentId, onProblems);
  const [reason, setReason] = useState<CancellationReason | null>(null);
  const [note, setNote] = useState("");
  const errorOf = (fieldId: string) => problems.find((problem) => problem.fieldId === fieldId)?.message;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!reason) return onProblems([{ fieldId: "reasonCode", message: t`Choose why you cancel` }]);
    cancel(reason, note.trim());
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="wide">
        <RadioChoice
          id="reasonCode"
          label={t`Why do you cancel?`}
          choices={patientReasons.map((value) => ({ value, label: words[value] }))}
          value={reason}
          onChange={(value) => setReason(patientReasons.find((one) => one === value) ?? null)}
          error={errorOf("reasonCode")}
        />
        <TextField
          id="note"
          label={t`Anything to add (optional)`}
          hint={t`The clinic reads it.`}
          rows={3}
          maxLength={2000}
          value={note}
          onChange={setNote}
          error={errorOf("note")}
          autoComplete="off"
        />
        <Row>
          <Button type="submit" kind="danger" isDisabled={isBusy}>{isBusy ? t`Cancelling…` : t`Cancel appointment`}</Button>
          <ActionLink kind="quiet" to="/appointments/$appointmentId" params={{ appointmentId }}>{t`Keep the appointment`}</ActionLink>
        </Row>
      </Stack>
    </form>
  );
}
