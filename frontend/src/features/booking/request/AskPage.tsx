import { useLingui } from "@lingui/react/macro";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type SyntheticEvent, useState } from "react";
import { useMutation } from "urql";
import { BackLink } from "@/components/BackLink";
import { Button } from "@/components/Button";
import { ErrorSummary, type Problem } from "@/components/ErrorSummary";
import { Failed } from "@/components/Failed";
import { Notice } from "@/components/Notice";
import { Page } from "@/components/Page";
import { SelectField } from "@/components/SelectField";
import { SkeletonList } from "@/components/Skeleton";
import { Row, Stack } from "@/components/Stack";
import { TextField } from "@/components/TextField";
import { BookingChoicesDocument, BookingPersonDocument, type BookingPersonQuery, RequestAppointmentDocument } from "@/gql/graphql";
import { fieldProblems } from "@/lib/errors";
import { usePatientId } from "@/lib/record";
import { useAsk } from "@/lib/useAsk";
import { anyDoctor, type Choices } from "../flow";
import { useIdempotencyKey } from "../useIdempotencyKey";

/** Asks the front desk for a visit that it arranges: why, and when it would suit. */
export function AskPage() {
  const { t } = useLingui();
  const search = useSearch({ from: "/signed-in/appointments/request" });
  const patientId = usePatientId() ?? "";
  const choices = useAsk(BookingChoicesDocument, { locationId: search.location ?? null, departmentId: search.department ?? null }, "cache-first");
  const person = useAsk(BookingPersonDocument, { patientId });
  const [problems, setProblems] = useState<Problem[]>([]);
  const ready = choices.data && person.data?.patient;
  return (
    <Page
      title={t`Ask for a visit`}
      before={<BackLink to="/appointments/new/reason" search={search}>{t`Back`}</BackLink>}
      lead={<p>{t`The front desk answers with times. You take the one that suits, and it is booked.`}</p>}
      hasError={problems.length > 0}
    >
      {ready && choices.data && person.data?.patient ? (
        <AskForm clinic={choices.data.clinic} person={person.data.patient} problems={problems} onProblems={setProblems} />
      ) : choices.isLoading || person.isLoading ? (
        <SkeletonList rows={3} />
      ) : (
        <Failed what={t`what can be asked for`} offline={choices.isOffline} onRetry={choices.retry} />
      )}
    </Page>
  );
}

type AskFormProps = {
  clinic: Choices;
  person: NonNullable<BookingPersonQuery["patient"]>;
  problems: Problem[];
  onProblems: (problems: Problem[]) => void;
};

function AskForm({ clinic, person, problems, onProblems }: AskFormProps) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const search = useSearch({ from: "/signed-in/appointments/request" });
  const asked = clinic.services.filter((service) => service.selfBooking === "REQUEST");
  const [said, setSaid] = useState({
    service: asked.find(({ id }) => id === search.service)?.id ?? asked[0]?.id ?? "",
    reason: "", wishes: "", email: person.contact.email ?? "", phone: person.contact.phone ?? "",
  });
  const [{ fetching }, send] = useMutation(RequestAppointmentDocument);
  const keyFor = useIdempotencyKey();
  const set = (change: Partial<typeof said>) => setSaid((now) => ({ ...now, ...change }));
  const errorOf = (fieldId: string) => problems.find((problem) => problem.fieldId === fieldId)?.message;
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    const missing = [
      ...(said.reason.trim() ? [] : [{ fieldId: "reason", message: t`Say in a few words why you need the visit` }]),
      ...(said.email.trim() ? [] : [{ fieldId: "email", message: t`Enter an email address` }]),
    ];
    onProblems(missing);
    if (missing.length > 0) return;
    const wanted = {
      patientId: person.id, serviceId: said.service, locationId: search.location ?? null,
      practitionerId: search.doctor && search.doctor !== anyDoctor ? search.doctor : null,
      reason: said.reason.trim(), wishes: said.wishes.trim() || null,
      contact: { email: said.email.trim(), phone: said.phone.trim() || null },
    };
    const { data, error } = await send({ input: { ...wanted, idempotencyKey: keyFor(wanted) } });
    if (data) return navigate({ to: "/appointments/requests/$requestId", params: { requestId: data.requestAppointment.request.id } });
    const fields = fieldProblems(error).map(({ field, message }) => ({ fieldId: field, message }));
    onProblems(fields.length > 0 ? fields : [{ message: error?.graphQLErrors[0]?.message ?? t`This could not be sent. Try again in a moment.` }]);
  };
  const service = asked.find(({ id }) => id === said.service);
  if (!service) return <Notice title={t`Nothing here is arranged on request`}><p>{t`Go back and choose another department.`}</p></Notice>;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="wide">
        <ErrorSummary problems={problems} />
        <SelectField id="service" label={t`Kind of visit`} value={said.service} options={asked.map(({ id, name }) => ({ value: id, label: name }))} onChange={(next) => set({ service: next })} />
        {service.instructions ? <p>{service.instructions}</p> : null}
        <TextField id="reason" label={t`Reason, in your own words`} rows={4} maxLength={1000} value={said.reason} onChange={(reason) => set({ reason })} error={errorOf("reason")} autoComplete="off" />
        <TextField id="wishes" label={t`When would it suit? (optional)`} hint={t`Days and times of day, and when you cannot come.`} rows={3} maxLength={2000} value={said.wishes} onChange={(wishes) => set({ wishes })} error={errorOf("wishes")} autoComplete="off" />
        <TextField id="email" type="email" label={t`Email address`} value={said.email} onChange={(email) => set({ email })} error={errorOf("email")} autoComplete="email" />
        <TextField id="phone" type="tel" label={t`Phone number (optional)`} value={said.phone} onChange={(phone) => set({ phone })} error={errorOf("phone")} autoComplete="tel" />
        <Row>
          <Button type="submit" isDisabled={fetching}>{t`Ask for times`}</Button>
        </Row>
      </Stack>
    </form>
  );
}
