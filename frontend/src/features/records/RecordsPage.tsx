import { Plural, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Failed } from "@/components/Failed";
import { type Fact, Facts } from "@/components/Facts";
import { Freshness } from "@/components/Freshness";
import { Page } from "@/components/Page";
import { SkeletonList } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { type RecordList, RecordOverviewDocument, type RecordOverviewQuery } from "@/gql/graphql";
import { partialDate } from "@/lib/dates";
import { useIsOwn, usePatientId } from "@/lib/record";
import { useAsk } from "@/lib/useAsk";
import { type EntryList, entryLists } from "./lists";
import styles from "./record.module.css";

type Overview = NonNullable<RecordOverviewQuery["patient"]>;

/** The record's table of contents, with the person it is about. */
export function RecordsPage() {
  const { t } = useLingui();
  const patientId = usePatientId() ?? "";
  const { data, isLoading, isRefreshing, isOffline, retry } = useAsk(RecordOverviewDocument, { patientId });
  const patient = data?.patient;
  if (isLoading) return <Page title={t`Medical records`}><SkeletonList rows={6} /></Page>;
  if (!patient) {
    return <Page title={t`Medical records`}><Failed what={t`your record`} offline={isOffline} onRetry={retry} /></Page>;
  }
  return (
    <Page title={t`Medical records`}>
      <Freshness isRefreshing={isRefreshing} isOffline={isOffline} />
      <Parts patient={patient} />
      <Person patient={patient} />
    </Page>
  );
}

function Parts({ patient }: { patient: Overview }) {
  const { t, i18n } = useLingui();
  const count = (list: RecordList) => patient.recordSummary.find((line) => line.list === list)?.count ?? 0;
  const parts: { path: "results" | "vitals" | EntryList["path"]; name: string; count: number }[] = [
    { path: "results", name: t`Results`, count: count("RESULTS") },
    { path: "vitals", name: t`Vital signs`, count: count("VITALS") },
    ...entryLists.map((list) => ({ path: list.path, name: i18n._(list.title), count: count(list.summary) })),
  ];
  return (
    <ul className={styles.parts}>
      {parts.map((part) => (
        <li key={part.path}>
          <Link className={styles.part} to={`/records/${part.path}`}>
            <span className={styles.partName}>{part.name}</span>
            <span className={styles.partCount}>
              {part.count === 0 ? t`None noted` : <Plural value={part.count} one="# entry" other="# entries" />}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Person({ patient }: { patient: Overview }) {
  const { t } = useLingui();
  const own = useIsOwn();
  const facts: Fact[] = [
    { name: t`Name`, value: patient.fullName },
    { name: t`Clinic number`, value: patient.clinicNumber },
  ];
  if (patient.dateOfBirth) facts.push({ name: t`Date of birth`, value: partialDate(patient.dateOfBirth) });
  if (patient.sex) facts.push({ name: t`Sex as recorded`, value: patient.sex });
  const team = patient.careTeam.map((member) => ({ name: member.role || member.team, value: member.name }));
  return (
    <Stack gap="wide">
      <section aria-labelledby="about-you">
        <h2 id="about-you">{own ? t`About you` : t`About the patient`}</h2>
        <Facts facts={facts} />
      </section>
      <section aria-labelledby="care-team">
        <h2 id="care-team">{own ? t`Your care team` : t`Care team`}</h2>
        {team.length > 0 ? <CareTeam team={team} /> : <p>{t`None noted`}</p>}
      </section>
    </Stack>
  );
}

function CareTeam({ team }: { team: { name: string; value: string }[] }) {
  return (
    <ul>
      {team.map((member) => (
        <li key={`${member.name} ${member.value}`}>
          {member.value}
          {member.name ? <span className={styles.partCount}> – {member.name}</span> : null}
        </li>
      ))}
    </ul>
  );
}
