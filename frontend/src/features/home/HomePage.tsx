import { useLingui } from "@lingui/react/macro";
import { useQuery } from "urql";
import { Failed } from "@/components/Failed";
import { Freshness } from "@/components/Freshness";
import { Page } from "@/components/Page";
import { SkeletonList } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { HomeDocument } from "@/gql/graphql";
import { errorCode } from "@/lib/errors";
import { usePatientId } from "@/lib/session";
import { HomeResults } from "./HomeResults";
import { NextAppointments } from "./NextAppointments";
import { WhatIsNew } from "./WhatIsNew";

/** What is new stands first, then what comes next, then the newest results. */
export function HomePage() {
  const { t } = useLingui();
  const patientId = usePatientId() ?? "";
  const [{ data, fetching, stale, error }, ask] = useQuery({ query: HomeDocument, variables: { patientId } });
  const offline = errorCode(error) === "OFFLINE";
  if (!data && fetching) {
    return (
      <Page title={t`Welcome`}>
        <SkeletonList rows={3} tall />
      </Page>
    );
  }
  if (!data?.patient) {
    const retry = () => ask({ requestPolicy: "network-only" });
    return (
      <Page title={t`Welcome`}>
        <Failed what={t`your start page`} offline={offline} onRetry={retry} />
      </Page>
    );
  }
  const { patient } = data;
  return (
    <Page title={t`Welcome, ${patient.givenNames}`}>
      <Freshness isRefreshing={fetching || stale} isOffline={offline} />
      <Stack gap="wide">
        <WhatIsNew home={data} />
        <NextAppointments appointments={patient.appointments} />
        <HomeResults results={patient.results} />
      </Stack>
    </Page>
  );
}
