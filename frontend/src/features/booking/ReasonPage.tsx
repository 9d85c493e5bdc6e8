import { useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useState } from "react";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { RadioChoice } from "@/components/RadioChoice";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import styles from "./booking.module.css";
import { ByPhoneOnly } from "./ByPhoneOnly";
import { CallInstead } from "./CallInstead";
import { FlowPage } from "./FlowPage";
import type { Choices } from "./flow";
import { NeedsReferral, OnRequest, Terms, useReferredUntil } from "./request/terms";
import { useFlow } from "./useFlow";

/** The kind of visit, and the reason in the person's own words. */
export function ReasonPage() {
  const flow = useFlow("reason");
  const [problems, setProblems] = useState<Problem[]>([]);
  return (
    <FlowPage flow={flow} hasError={problems.length > 0}>
      {(clinic) => <ReasonForm flow={flow} clinic={clinic} problems={problems} onProblems={setProblems} />}
    </FlowPage>
  );
}

type ReasonFormProps = {
  flow: ReturnType<typeof useFlow>;
  clinic: Choices;
  problems: Problem[];
  onProblems: (problems: Problem[]) => void;
};

function ReasonForm({ flow, clinic, problems, onProblems }: ReasonFormProps) {
  const { t } = useLingui();
  const referredUntil = useReferredUntil();
  const offered = clinic.services.filter((service) => service.selfBooking === "BOOK");
  const bookable = offered.filter((service) => !service.needsReferral || referredUntil(service.id));
  const closed = offered.filter((service) => !bookable.includes(service));
  const [service, setService] = useState(() => bookable.find(({ id }) => id === (flow.chosen ?? flow.answers.service))?.id ?? null);
  const { reason } = { ...flow.words, ...flow.typed };
  const errorOf = (fieldId: string) => problems.find((problem) => problem.fieldId === fieldId)?.message;
  const choose = (id: string) => {
    setService(id);
    flow.choose(id);
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const missing = [
      ...(service ? [] : [{ fieldId: "service", message: t`Choose what kind of visit you need` }]),
      ...(reason.trim() ? [] : [{ fieldId: "reason", message: t`Say in a few words why you are coming` }]),
    ];
    onProblems(missing);
    if (service && missing.length === 0) void flow.give({ service }, { reason: reason.trim() });
  };
  if (bookable.length === 0) {
    return (
      <Stack>
        <OnRequest services={clinic.services} answers={flow.answers} />
        <NeedsReferral services={closed} />
        <CallInstead />
      </Stack>
    );
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="wide">
        <ErrorSummary problems={problems} />
        <RadioChoice
          id="service"
          label={t`Kind of visit`}
          choices={bookable.map(({ id, name, durationMinutes }) => ({
            value: id,
            label: name,
            detail: <Terms minutes={durationMinutes} until={referredUntil(id)} />,
          }))}
          value={service}
          onChange={choose}
          error={errorOf("service")}
        />
        <TextField
          id="reason"
          label={t`Reason, in your own words`}
          hint={t`A sentence is enough. Your care team reads it before the visit.`}
          rows={4}
          maxLength={1000}
          value={reason}
          onChange={(typed) => flow.type({ reason: typed })}
          error={errorOf("reason")}
          autoComplete="off"
        />
        <Row>
          <Button type="submit">{t`Continue`}</Button>
        </Row>
        {clinic.openAppointments > 0 ? <p className={styles.quiet}>{t`You can have up to ${clinic.openAppointments} appointments booked here at a time.`}</p> : null}
        <OnRequest services={clinic.services} answers={flow.answers} />
        <NeedsReferral services={closed} />
        <ByPhoneOnly services={clinic.services} />
      </Stack>
    </form>
  );
}
