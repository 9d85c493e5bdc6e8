import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { StepUpPlace, useStepUp } from "@/features/account/useStepUp";
import { useFailureWords } from "@/features/account/useFailureWords";
import { ResetSecondFactorDocument, StaffSecondFactorDocument } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { errorCode, hasCode } from "@/lib/errors";
import { useRole } from "@/lib/session";
import { useAsk } from "@/lib/useAsk";

/** For a patient who has lost phone and codes: the front desk and administrators take the second factor off. */
export function LostPhone({ patientId }: { patientId: string }) {
  const role = useRole();
  if (role === "CLINICIAN") return null;
  return <ForThoseWhoMay patientId={patientId} />;
}

function ForThoseWhoMay({ patientId }: { patientId: string }) {
  const { t } = useLingui();
  const { data, retry } = useAsk(StaffSecondFactorDocument, { patientId }, "network-only");
  const removal = useRemoval(patientId, retry);
  if (!data?.patient?.hasSecondFactor) return null;
  return (
    <Stack as="section" labelledBy="lost-phone">
      <h2 id="lost-phone">{t`Lost phone`}</h2>
      <p>{t`This patient signs in with a second factor. If they have lost it and their recovery codes, make sure who they are, then remove it here. Their devices are signed out, their password stays, and we mail them about it.`}</p>
      <StepUpPlace stepUp={removal.stepUp}>
        <ReasonForm removal={removal} />
      </StepUpPlace>
    </Stack>
  );
}

function ReasonForm({ removal }: { removal: ReturnType<typeof useRemoval> }) {
  const { t } = useLingui();
  const [reason, setReason] = useState("");
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void removal.remove(reason);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <ErrorSummary problems={removal.problems} />
        <TextField
          id="reset-reason"
          label={t`Reason`}
          hint={t`How you made sure who they are, such as “Passport seen at the desk”. It is kept on the audit trail.`}
          value={reason}
          onChange={setReason}
          error={removal.problems.find((problem) => problem.fieldId)?.message}
          rows={2}
          maxLength={500}
        />
        <Row>
          <Button kind="danger" type="submit" isDisabled={removal.isBusy}>{t`Remove second factor`}</Button>
        </Row>
      </Stack>
    </form>
  );
}

function useRemoval(patientId: string, onDone: () => void) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const stepUp = useStepUp();
  const explain = useFailureWords();
  const [{ fetching }, send] = useMutation(ResetSecondFactorDocument);
  const [problems, setProblems] = useState<Problem[]>([]);
  const atReason = (message: string) => setProblems([{ fieldId: "reset-reason", message }]);

  const remove = async (reason: string) => {
    if (reason.trim().length < 5) return atReason(t`Say why, and how you made sure who is asking`);
    setProblems([]);
    const { error } = await stepUp.guard(() => send({ input: { patientId, reason } }));
    // Somebody else was first: it is gone all the same.
    if (!error || errorCode(error) === "CONFLICT") {
      announce(t`The second factor is removed.`);
      return onDone();
    }
    if (hasCode(error, "STEP_UP_REQUIRED")) return;
    if (errorCode(error) === "INVALID_INPUT") return atReason(t`Say why, and how you made sure who is asking`);
    setProblems([{ message: explain(error) }]);
  };
  return { stepUp, problems, isBusy: fetching, remove };
}
