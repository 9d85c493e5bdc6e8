import { useLingui } from "@lingui/react/macro";
import { Failed } from "@/components/Failed";
import { Freshness } from "@/components/Freshness";
import { Page } from "@/components/Page";
import { SkeletonList } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { ProveAddress } from "@/features/account/ProveAddress";
import { EarlierTimes } from "@/features/booking/earlier/EarlierTimes";
import { HomeDocument } from "@/gql/graphql";
import { calledName, isOwn, isShared, useRecords } from "@/lib/record";
import { useAsk } from "@/lib/useAsk";
import { HomeResults } from "./HomeResults";
import { Invitations } from "./Invitations";
import { NextAppointments } from "./NextAppointments";
import { WhatIsNew } from "./WhatIsNew";

/** What is new stands first, then what comes next, then the newest results. */
export function HomePage() {
  const { t } = useLingui();
  const { record } = useRecords();
  const { data, isLoading, isRefreshing, isOffline, retry } = useAsk(HomeDocument, {
    patientId: record?.id ?? "",
    appointments: isShared(record, "APPOINTMENTS"),
    advice: isShared(record, "ADVICE"),
    results: isShared(record, "RECORDS"),
  });
  if (isLoading) {
    return (
      <Page title={t`Welcome`}>
        <SkeletonList rows={3} tall />
      </Page>
    );
  }
  if (!data?.patient) {
    return (
      <Page title={t`Welcome`}>
        <Failed what={t`your start page`} offline={isOffline} onRetry={retry} />
      </Page>
    );
  }
  const { patient } = data;
  const name = calledName(patient);
  return (
    <Page title={isOwn(record) ? t`Welcome, ${name}` : t`Looking after ${name}`} documentTitle={t`Welcome`}>
      <Freshness isRefreshing={isRefreshing} isOffline={isOffline} />
      <Stack gap="wide">
        <ProveAddress />
        {isShared(record, "APPOINTMENTS") ? <EarlierTimes /> : null}
        <WhatIsNew home={data} />
        <Invitations invitations={patient.invitations ?? []} />
        <NextAppointments appointments={patient.appointments} />
        <HomeResults results={patient.results} />
      </Stack>
    </Page>
  );
}
