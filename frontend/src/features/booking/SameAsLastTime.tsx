import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useQuery } from "urql";
import { Button } from "@/components/Button";
import { Row, Stack } from "@/components/Stack";
import { LastVisitDocument, type LastVisitQuery, type VisitChoicesFragment } from "@/gql/graphql";
import { usePatientId } from "@/lib/record";
import styles from "./booking.module.css";
import { useDraft } from "./draft";
import { choicesFor, wordsFor } from "./draftAnswers";
import { useSaveDraft } from "./savedDraft";

/** Starts booking at the time page, with the choices of the visit before. Nothing is shown for someone who has had none. */
export function SameAsLastTime() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { setWords, setBegun } = useDraft();
  const save = useSaveDraft();
  const patientId = usePatientId() ?? "";
  const [{ data }] = useQuery({ query: LastVisitDocument, variables: { patientId } });
  const visit = lastVisit(data);
  if (!visit) return null;
  const { practitioner, location, department, service, reason } = visit;
  const start = () => {
    const said = { reason: reason || service.name };
    const search = { location: location.id, department: department.id, doctor: practitioner.id, service: service.id };
    setWords(said);
    setBegun(search);
    save({ ...choicesFor(search), ...wordsFor(said) }, "now");
    void navigate({ to: "/appointments/new/time", search });
  };
  return (
    <Stack gap="tight">
      <Row>
        <Button kind="secondary" onPress={start} aria-describedby="same-as">{t`Same as last time`}</Button>
      </Row>
      <p id="same-as" className={styles.quiet}>
        {t`${service.name} with ${practitioner.name}, ${location.name}`}
      </p>
    </Stack>
  );
}

/** The last visit that was not called off, else the next one; only what patients book themselves can be had again. */
function lastVisit(data: LastVisitQuery | undefined): VisitChoicesFragment | undefined {
  const visits = [...(data?.patient?.past.edges ?? []), ...(data?.patient?.next.edges ?? [])].map(({ node }) => node);
  return visits.find(({ status, service }) => status !== "CANCELLED" && service.selfBooking === "BOOK");
}
