import { useLingui } from "@lingui/react/macro";
import { useNavigate, useParams } from "@tanstack/react-router";
import { type SyntheticEvent, useState } from "react";
import { BackLink } from "@/components/BackLink";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Page } from "@/components/Page";
import { SkeletonList } from "@/components/Skeleton";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { DetailFields } from "@/features/booking/DetailFields";
import { noCoverage } from "@/features/booking/flow";
import { BookingPersonDocument, type BookingPersonQuery, StaffPatientDocument } from "@/gql/graphql";
import { useAsk } from "@/lib/useAsk";
import { VisitChoices } from "../VisitChoices";
import { usePlan } from "./plan";
import { TimeChoice } from "./TimeChoice";
import { useBookProblems } from "./useBookProblems";

const route = "/signed-in/staff/patients/$patientId/book/";

/** A member of staff fills in a visit for a patient: what, with whom, when, why, and how to reach them. */
export function BookPage() {
  const { t } = useLingui();
  const { patientId } = useParams({ from: route });
  const [problems, setProblems] = useState<Problem[]>([]);
  const who = useAsk(StaffPatientDocument, { patientId }, "cache-first");
  const { data, isLoading } = useAsk(BookingPersonDocument, { patientId }, "cache-first");
  const patient = who.data?.patient;
  return (
    <Page
      title={t`Book an appointment`}
      before={<BackLink to="/staff/patients/$patientId" params={{ patientId }}>{t`Back to the patient`}</BackLink>}
      lead={patient ? <p>{t`For ${patient.fullName}, ${patient.clinicNumber}`}</p> : undefined}
      hasError={problems.length > 0}
    >
      {isLoading ? <SkeletonList rows={3} /> : <BookForm patientId={patientId} person={data?.patient ?? null} problems={problems} onProblems={setProblems} />}
    </Page>
  );
}

type BookFormProps = {
  patientId: string;
  /** Null for those who do not see how to reach a patient. */
  person: BookingPersonQuery["patient"] | null;
  problems: Problem[];
  onProblems: (problems: Problem[]) => void;
};

function BookForm({ patientId, person, problems, onProblems }: BookFormProps) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { plan, change } = usePlan();
  const find = useBookProblems();
  const { choices } = plan;
  const details = plan.details ?? {
    email: person?.contact.email ?? "",
    phone: person?.contact.phone ?? "",
    notes: "",
    coverage: person?.coverages[0]?.id ?? noCoverage,
  };
  const errorOf = (fieldId: string) => problems.find((problem) => problem.fieldId === fieldId)?.message;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const found = find({ ...plan, details });
    onProblems(found);
    if (found.length > 0) return;
    change({ details });
    void navigate({ to: "/staff/patients/$patientId/book/check", params: { patientId } });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="wide">
        <ErrorSummary problems={problems} />
        <Stack as="section" labelledBy="what">
          <h2 id="what">{t`What and with whom`}</h2>
          <VisitChoices
            idPrefix="visit"
            choices={choices}
            onChange={(by) => change({ choices: { ...choices, ...by }, time: null })}
            errorOf={errorOf}
            isOffered={() => true}
          />
        </Stack>
        <Stack as="section" labelledBy="when">
          <h2 id="when">{t`When`}</h2>
          {choices.service && choices.location ? (
            <TimeChoice
              choices={choices}
              chosen={plan.time}
              onChange={(time) => change({ time })}
              error={errorOf("time")}
              held={{ isShown: plan.showsHeld, onShow: (showsHeld) => change({ showsHeld }) }}
            />
          ) : (
            <p id="time">{t`Choose the kind of visit and the location to see the times.`}</p>
          )}
        </Stack>
        <Stack as="section" labelledBy="why">
          <h2 id="why">{t`Why, and how to reach the patient`}</h2>
          <TextField id="reason" label={t`Why the patient comes`} value={plan.reason} onChange={(reason) => change({ reason })} error={errorOf("reason")} rows={2} maxLength={1000} autoComplete="off" />
          <DetailFields details={details} coverages={person?.coverages ?? []} onChange={(by) => change({ details: { ...details, ...by } })} errorOf={errorOf} byStaff />
        </Stack>
        <Row>
          <Button type="submit">{t`Continue`}</Button>
        </Row>
      </Stack>
    </form>
  );
}
