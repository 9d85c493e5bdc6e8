import { useLingui } from "@lingui/react/macro";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { ActionLink } from "@/components/ActionLink";
import { BackLink } from "@/components/BackLink";
import type { Problem } from "@/components/ErrorSummary";
import { Facts } from "@/components/Facts";
import { Failed } from "@/components/Failed";
import { Page } from "@/components/Page";
import { SkeletonList } from "@/components/Skeleton";
import { Row, Stack } from "@/components/Stack";
import { StaffPatientDocument, StaffVisitDocument, type StaffVisitFieldsFragment } from "@/gql/graphql";
import { dateTime, longDate, time } from "@/lib/dates";
import { useAsk } from "@/lib/useAsk";
import { zoneName } from "@/lib/zones";
import { ChangeVisit } from "./ChangeVisit";
import { useStateWords } from "./dayWords";

/** One visit as staff see it: what it is about, what was answered, what happened, and calling it off. */
export function VisitPage() {
  const { t } = useLingui();
  const { appointmentId } = useParams({ from: "/signed-in/staff/appointments/$appointmentId" });
  const { data, isLoading, isOffline, retry } = useAsk(StaffVisitDocument, { appointmentId }, "cache-and-network");
  const [problems, setProblems] = useState<Problem[]>([]);
  const before = <BackLink to="/staff/day">{t`The day`}</BackLink>;
  if (isLoading) return <Page title={t`Visit`} before={before}><SkeletonList rows={2} /></Page>;
  const visit = data?.appointment;
  if (!visit) return <Page title={t`Visit`} before={before}><Failed what={t`this visit`} offline={isOffline} onRetry={retry} /></Page>;
  return (
    <Page title={visit.service.name} documentTitle={t`Visit`} before={before} hasError={problems.length > 0}>
      <Stack gap="wide">
        <What visit={visit} />
        <Answers answers={visit.checkIn.answers} />
        <Story visit={visit} />
        <ChangeVisit visit={visit} problems={problems} onProblems={setProblems} />
      </Stack>
    </Page>
  );
}

function What({ visit }: { visit: StaffVisitFieldsFragment }) {
  const { t } = useLingui();
  const { start, end, timeZone, patientId } = visit;
  const patient = useAsk(StaffPatientDocument, { patientId }, "cache-first").data?.patient;
  const state = useStateWords({ status: visit.status, arrivedAt: visit.checkIn.arrivedAt, checkedInAt: visit.checkIn.checkedInAt }, timeZone);
  return (
    <Stack>
      <Facts
        facts={[
          { name: t`Patient`, value: patient ? t`${patient.fullName}, ${patient.clinicNumber}` : "…" },
          { name: t`Day`, value: longDate(start, timeZone) },
          { name: t`Time`, value: t`${time(start, timeZone)} to ${time(end, timeZone)}, ${zoneName(timeZone, start)}` },
          { name: t`With`, value: visit.practitioner.name },
          { name: t`Where`, value: visit.location.name },
          { name: t`State`, value: state },
          { name: t`Reason`, value: visit.reason || t`None noted` },
          { name: t`Notes`, value: visit.notes || t`None noted` },
        ]}
      />
      <Row>
        <ActionLink kind="quiet" to="/staff/patients/$patientId" params={{ patientId }}>{t`See the patient`}</ActionLink>
      </Row>
    </Stack>
  );
}

function Answers({ answers }: { answers: StaffVisitFieldsFragment["checkIn"]["answers"] }) {
  const { t } = useLingui();
  if (!answers || answers.length === 0) return null;
  return (
    <Stack as="section" labelledBy="answers">
      <h2 id="answers">{t`Answered at check-in`}</h2>
      <Facts facts={answers.map(({ question, answer }) => ({ name: question, value: answer }))} />
    </Stack>
  );
}

function Story({ visit }: { visit: StaffVisitFieldsFragment }) {
  const { t } = useLingui();
  return (
    <Stack as="section" labelledBy="story" gap="tight">
      <h2 id="story">{t`What happened`}</h2>
      <ul>
        {visit.history.map(({ at, what, by, overrideReason }) => (
          <li key={`${at} ${what}`}>
            {t`${what} by ${by}, ${dateTime(at, visit.timeZone)}`}
            {overrideReason ? <><br />{t`Why all the same: ${overrideReason}`}</> : null}
          </li>
        ))}
      </ul>
    </Stack>
  );
}
