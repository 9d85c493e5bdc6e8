import { useLingui } from "@lingui/react/macro";
import { useParams } from "@tanstack/react-router";
import { type SyntheticEvent, useState } from "react";
import { useMutation } from "urql";
import { ActionLink } from "@/components/ActionLink";
import { BackLink } from "@/components/BackLink";
import { Button } from "@/components/Button";
import { ConfirmAction } from "@/components/ConfirmAction";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { type Fact, Facts } from "@/components/Facts";
import { Failed } from "@/components/Failed";
import { Notice } from "@/components/Notice";
import { Page } from "@/components/Page";
import { SkeletonList } from "@/components/Skeleton";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { AskForOtherTimesDocument, RequestDetailDocument, type RequestFieldsFragment, WithdrawAppointmentRequestDocument } from "@/gql/graphql";
import { useAsk } from "@/lib/useAsk";
import { ProposedTimes } from "./ProposedTimes";
import { useRequestWords } from "./requestWords";

/** One request at its permanent address: how it stands, and the times to choose from. */
export function RequestPage() {
  const { t } = useLingui();
  const words = useRequestWords();
  const { requestId } = useParams({ from: "/signed-in/appointments/requests/$requestId" });
  const { data, isLoading, isOffline, retry } = useAsk(RequestDetailDocument, { requestId }, "cache-and-network");
  const [problems, setProblems] = useState<Problem[]>([]);
  const request = data?.appointmentRequest;
  const before = <BackLink to="/appointments">{t`Back to appointments`}</BackLink>;
  if (!request) {
    return (
      <Page title={t`A visit you asked for`} before={before}>
        {isLoading ? <SkeletonList rows={2} /> : <Failed what={t`this request`} offline={isOffline} onRetry={retry} />}
      </Page>
    );
  }
  const { title, meaning } = words(request.state);
  const isOpen = request.state === "WAITING" || request.state === "ANSWERED";
  const ranOut = request.state === "ANSWERED" && request.proposals.length === 0;
  return (
    <Page title={title} before={before} lead={<p>{ranOut ? t`The times were kept for a while and are free for others again. Ask for other times.` : meaning}</p>} hasError={problems.length > 0}>
      {request.answer ? <Notice title={t`The front desk writes`}><p>{request.answer}</p></Notice> : null}
      {request.proposals.length > 0 ? <ProposedTimes times={request.proposals} take={t`Take this time`} onGone={retry} /> : null}
      {request.appointmentId ? (
        <Row>
          <ActionLink to="/appointments/$appointmentId" params={{ appointmentId: request.appointmentId }}>{t`Open the appointment`}</ActionLink>
        </Row>
      ) : null}
      {request.state === "ANSWERED" ? <OtherTimes request={request} problems={problems} onProblems={setProblems} /> : null}
      <Facts facts={useRequestFacts(request)} />
      {isOpen ? <Withdraw request={request} /> : null}
    </Page>
  );
}

export function useRequestFacts(request: RequestFieldsFragment): Fact[] {
  const { t } = useLingui();
  return [
    { name: t`Kind of visit`, value: request.service.name },
    { name: t`Where`, value: request.location?.name ?? t`Any location` },
    { name: t`With`, value: request.practitioner?.name ?? t`No preference` },
    { name: t`Reason`, value: request.reason },
    { name: t`When it would suit`, value: request.wishes || t`Any time` },
  ];
}

type OtherTimesProps = { request: RequestFieldsFragment; problems: Problem[]; onProblems: (problems: Problem[]) => void };

function OtherTimes({ request, problems, onProblems }: OtherTimesProps) {
  const { t } = useLingui();
  const [wishes, setWishes] = useState(request.wishes);
  const [{ fetching }, ask] = useMutation(AskForOtherTimesDocument);
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    const missing = wishes.trim() ? [] : [{ fieldId: "wishes", message: t`Say when it would suit` }];
    onProblems(missing);
    if (missing.length > 0) return;
    const { error } = await ask({ input: { requestId: request.id, wishes: wishes.trim() } });
    if (error) onProblems([{ message: t`This could not be sent. Try again in a moment.` }]);
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack>
        <h2>{t`None of these times suits?`}</h2>
        <ErrorSummary problems={problems} />
        <TextField id="wishes" label={t`When would it suit?`} hint={t`Days and times of day. These times are then given back.`} rows={3} maxLength={2000} value={wishes} onChange={setWishes} error={problems.find((one) => one.fieldId === "wishes")?.message} autoComplete="off" />
        <Row>
          <Button type="submit" kind="secondary" isDisabled={fetching}>{t`Ask for other times`}</Button>
        </Row>
      </Stack>
    </form>
  );
}

function Withdraw({ request }: { request: RequestFieldsFragment }) {
  const { t } = useLingui();
  const [{ fetching }, withdraw] = useMutation(WithdrawAppointmentRequestDocument);
  return (
    <ConfirmAction
      label={t`Withdraw the request`}
      name={t`Withdraw the request for ${request.service.name}`}
      question={t`Do you want to withdraw this request? Times that are kept for you are given back.`}
      yes={t`Withdraw`}
      no={t`Keep it`}
      isBusy={fetching}
      onConfirm={() => void withdraw({ input: { requestId: request.id } })}
    />
  );
}
