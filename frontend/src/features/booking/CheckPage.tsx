import { useLingui } from "@lingui/react/macro";
import { useQuery } from "urql";
import { ActionLink } from "@/components/ActionLink";
import { Button } from "@/components/Button";
import { ErrorSummary } from "@/components/ErrorSummary";
import { Facts } from "@/components/Facts";
import { Notice } from "@/components/Notice";
import { Row, Stack } from "@/components/Stack";
import { BookingPersonDocument } from "@/gql/graphql";
import { usePatientId } from "@/lib/record";
import { FlowPage } from "./FlowPage";
import type { Choices } from "./flow";
import { NearestTimes } from "./NearestTimes";
import { NoticeRule } from "./NoticeRule";
import { useAnswerFacts } from "./answerFacts";
import { type Confirming, useConfirm } from "./useConfirm";
import { type Flow, useFlow } from "./useFlow";

/** Everything the person said, each with a way to change it, and the button that books. */
export function CheckPage() {
  const flow = useFlow("check");
  const confirming = useConfirm(flow);
  return (
    <FlowPage flow={flow} hasError={confirming.problems.length > 0}>
      {(clinic) => <Answered flow={flow} clinic={clinic} confirming={confirming} />}
    </FlowPage>
  );
}

type AnsweredProps = { flow: Flow; clinic: Choices; confirming: Confirming };

function Answered({ flow, clinic, confirming }: AnsweredProps) {
  const { t } = useLingui();
  const patientId = usePatientId() ?? "";
  const [{ data }] = useQuery({ query: BookingPersonDocument, variables: { patientId }, requestPolicy: "cache-first" });
  const facts = useAnswerFacts(flow, clinic, data?.patient?.coverages ?? []);
  const service = clinic.services.find((one) => one.id === flow.answers.service);
  return (
    <Stack gap="wide">
      <ErrorSummary problems={confirming.problems} />
      {confirming.alternatives.length > 0 ? <Nearest flow={flow} confirming={confirming} /> : null}
      <Facts facts={facts} />
      {service?.instructions ? (
        <Notice title={t`How to prepare`}>
          <p>{service.instructions}</p>
        </Notice>
      ) : null}
      {service ? <NoticeRule service={service} /> : null}
      <Row>
        <Button onPress={confirming.confirm} isDisabled={confirming.isBusy}>
          {confirming.isBusy ? t`Confirming…` : t`Confirm appointment`}
        </Button>
      </Row>
    </Stack>
  );
}

function Nearest({ flow, confirming }: { flow: Flow; confirming: Confirming }) {
  const { t } = useLingui();
  const { hold: _, ...answers } = flow.answers;
  return (
    <NearestTimes
      slots={confirming.alternatives}
      serviceId={answers.service}
      onHeld={(hold) => {
        confirming.reset();
        void flow.keep(hold);
      }}
      others={
        <ActionLink kind="quiet" to="/appointments/new/time" search={{ ...answers, change: true }}>
          {t`See all free times`}
        </ActionLink>
      }
    />
  );
}
