import { useLingui } from "@lingui/react/macro";
import { ActionLink } from "@/components/ActionLink";
import { Empty } from "@/components/Empty";
import { ListStates } from "@/components/ListStates";
import { Page } from "@/components/Page";
import { Row, Stack } from "@/components/Stack";
import { AppointmentsDocument, type AppointmentWhen } from "@/gql/graphql";
import { usePatientId } from "@/lib/record";
import { usePages } from "@/lib/usePages";
import { AppointmentCard } from "./AppointmentCard";
import { MyRequests } from "./request/MyRequests";
import { SameAsLastTime } from "./SameAsLastTime";

/** Upcoming appointments, earliest first. */
export function AppointmentsPage() {
  const { t } = useLingui();
  return (
    <Page title={t`Appointments`}>
      <Row>
        <ActionLink to="/appointments/new">{t`Schedule an Appointment`}</ActionLink>
      </Row>
      <SameAsLastTime />
      <MyRequests />
      <Stack as="section" labelledBy="upcoming">
        <h2 id="upcoming">{t`Upcoming`}</h2>
        <AppointmentList
          when="UPCOMING"
          empty={
            <Empty title={t`No upcoming appointments`}>
              <p>{t`What you book, here or by phone, will appear here.`}</p>
            </Empty>
          }
        />
      </Stack>
      <Row>
        <ActionLink kind="quiet" to="/appointments/past">{t`Past appointments`}</ActionLink>
      </Row>
    </Page>
  );
}

export function AppointmentList({ when, empty }: { when: AppointmentWhen; empty: React.ReactNode }) {
  const { t } = useLingui();
  const patientId = usePatientId() ?? "";
  const pages = usePages({
    query: AppointmentsDocument,
    variables: { patientId, when, after: null },
    pick: (data) => data.patient?.page,
  });
  return (
    <ListStates
      pages={pages}
      label={when === "UPCOMING" ? t`Upcoming appointments` : t`Past appointments`}
      what={t`your appointments`}
      keyOf={(appointment) => appointment.id}
      render={(appointment) => <AppointmentCard appointment={appointment} upcoming={when === "UPCOMING"} />}
      empty={empty}
    />
  );
}
