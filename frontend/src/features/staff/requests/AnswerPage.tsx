import { useLingui } from "@lingui/react/macro";
import { useNavigate, useParams } from "@tanstack/react-router";
import { type SyntheticEvent, useState } from "react";
import { useMutation } from "urql";
import { BackLink } from "@/components/BackLink";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Facts } from "@/components/Facts";
import { Failed } from "@/components/Failed";
import { Page } from "@/components/Page";
import { SkeletonList } from "@/components/Skeleton";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { AnswerAppointmentRequestDocument, type SlotChoiceFragment, StaffRequestDocument, type StaffRequestQuery } from "@/gql/graphql";
import { useAsk } from "@/lib/useAsk";
import { useRequestFacts } from "@/features/booking/request/RequestPage";
import { TimesToKeep } from "./TimesToKeep";

type Asked = NonNullable<StaffRequestQuery["appointmentRequest"]>;

/** One request: what is asked for, and the times to keep for the patient. */
export function AnswerPage() {
  const { t } = useLingui();
  const { requestId } = useParams({ from: "/signed-in/staff/requests/$requestId" });
  const { data, isLoading, isOffline, retry } = useAsk(StaffRequestDocument, { requestId });
  const [problems, setProblems] = useState<Problem[]>([]);
  const request = data?.appointmentRequest;
  const before = <BackLink to="/staff/requests">{t`All requests`}</BackLink>;
  if (!request) {
    return (
      <Page title={t`A request`} before={before}>
        {isLoading ? <SkeletonList rows={2} /> : <Failed what={t`this request`} offline={isOffline} onRetry={retry} />}
      </Page>
    );
  }
  return (
    <Page title={request.patient?.fullName ?? t`A patient`} documentTitle={t`A request`} before={before} hasError={problems.length > 0}>
      <WhatIsAsked request={request} />
      {request.state === "WAITING" || request.state === "ANSWERED" ? (
        <AnswerForm request={request} problems={problems} onProblems={setProblems} />
      ) : (
        <p>{t`This request has ended.`}</p>
      )}
    </Page>
  );
}

function WhatIsAsked({ request }: { request: Asked }) {
  const { t } = useLingui();
  const facts = useRequestFacts(request);
  return (
    <Facts
      facts={[
        { name: t`Clinic number`, value: request.patient?.clinicNumber ?? "" },
        ...facts,
        { name: t`Reach them at`, value: [request.contact.email, request.contact.phone].filter(Boolean).join(", ") },
      ]}
    />
  );
}

type AnswerFormProps = { request: Asked; problems: Problem[]; onProblems: (problems: Problem[]) => void };

function AnswerForm({ request, problems, onProblems }: AnswerFormProps) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const filters = { locationId: request.location?.id ?? null, practitionerId: request.practitioner?.id ?? null, serviceId: request.service.id };
  const [{ fetching }, send] = useMutation(AnswerAppointmentRequestDocument);
  const [chosen, setChosen] = useState<SlotChoiceFragment[]>([]);
  // Somebody else may have one of the times by now: after a refusal they are read anew.
  const [round, setRound] = useState(0);
  const [note, setNote] = useState("");
  const answer = async (decline: boolean) => {
    const missing: Problem[] = [];
    if (!decline && (chosen.length === 0 || chosen.length > 5)) missing.push({ fieldId: "times", message: t`Choose one to five times` });
    if (decline && !note.trim()) missing.push({ fieldId: "note", message: t`Say why, and what the patient can do instead` });
    onProblems(missing);
    if (missing.length > 0) return;
    const { data: done, error } = await send({ input: { requestId: request.id, slotIds: decline ? [] : chosen.map(({ id }) => id), note: note.trim() || null, decline } });
    if (done) return navigate({ to: "/staff/requests" });
    onProblems([{ fieldId: "times", message: error?.graphQLErrors[0]?.message ?? t`This could not be sent. Try again in a moment.` }]);
    setChosen([]);
    setRound((now) => now + 1);
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void answer(false);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="wide">
        <ErrorSummary problems={problems} />
        <TimesToKeep key={round} filters={filters} chosen={chosen} onChange={setChosen} />
        <TextField id="note" label={t`Note for the patient (needed to decline)`} rows={3} maxLength={2000} value={note} onChange={setNote} error={problems.find((one) => one.fieldId === "note")?.message} autoComplete="off" />
        <Row>
          <Button type="submit" isDisabled={fetching}>{t`Keep these times`}</Button>
          <Button kind="secondary" onPress={() => void answer(true)} isDisabled={fetching}>{t`Decline`}</Button>
        </Row>
      </Stack>
    </form>
  );
}
