import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useState } from "react";
import { useMutation } from "urql";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Notice } from "@/components/Notice";
import { SelectField } from "@/components/SelectField";
import { Row, Stack } from "@/components/Stack";
import { useReasonWords } from "@/features/booking/change/reasonWords";
import { type CancellationReason, StaffCancelVisitDocument, type StaffVisitFieldsFragment } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { fieldProblems } from "@/lib/errors";
import { useNow } from "@/lib/useNow";
import { OverrideReason } from "../visit/OverrideReason";

type CancelVisitProps = { visit: StaffVisitFieldsFragment; problems: Problem[]; onProblems: (problems: Problem[]) => void };

/** Calling a visit off; once the patient's notice has passed, with a reason why it is waived. */
export function CancelVisit({ visit, ...rest }: CancelVisitProps) {
  const { t } = useLingui();
  if (!visit.policy.canCancel) return null;
  return (
    <Stack as="section" labelledBy="call-off">
      <h3 id="call-off">{t`Cancel this visit`}</h3>
      <CancelVisitForm visit={visit} {...rest} />
    </Stack>
  );
}

function CancelVisitForm({ visit, problems, onProblems }: CancelVisitProps) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const words = useReasonWords();
  const [{ fetching }, send] = useMutation(StaffCancelVisitDocument);
  const [reason, setReason] = useState<CancellationReason>("CLINIC");
  const [waiver, setWaiver] = useState("");
  const now = useNow(30_000);
  const waiverProblem = problems.find(({ fieldId }) => fieldId === "overrideReason")?.message;
  // By this device's clock, which may be wrong, or because the clinic says so.
  const noticeHasPassed = waiverProblem !== undefined || Date.parse(visit.policy.cancelUntil) < now;
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (noticeHasPassed && !waiver.trim()) return onProblems([{ fieldId: "overrideReason", message: t`Say why the notice is waived` }]);
    const { data, error } = await send({ input: { appointmentId: visit.id, reasonCode: reason, overrideReason: waiver.trim() || null } });
    const outcome = data?.cancelAppointment;
    if (outcome?.__typename === "CancelAppointmentPayload") {
      onProblems([]);
      return announce(t`The visit is cancelled.`);
    }
    if (outcome) return onProblems([{ message: outcome.message }]);
    const fields = fieldProblems(error).map(({ field, message }) => ({ fieldId: field, message }));
    onProblems(fields.length > 0 ? fields : [{ message: t`The visit could not be cancelled. Look at it again, then try once more.` }]);
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack>
        <ErrorSummary problems={problems} />
        <SelectField
          id="reasonCode"
          label={t`Why`}
          value={reason}
          options={(Object.keys(words) as CancellationReason[]).map((value) => ({ value, label: words[value] }))}
          onChange={(value) => setReason(value as CancellationReason)}
        />
        {noticeHasPassed ? (
          <>
            <Notice><p>{visit.policy.message}</p></Notice>
            <OverrideReason label={t`Why the notice is waived`} value={waiver} onChange={setWaiver} error={waiverProblem} />
          </>
        ) : null}
        <Row>
          <Button type="submit" kind="danger" isDisabled={fetching}>{t`Cancel this visit`}</Button>
        </Row>
      </Stack>
    </form>
  );
}
