import { useLingui } from "@lingui/react/macro";
import { BackLink } from "@/components/BackLink";
import { Empty } from "@/components/Empty";
import { Page } from "@/components/Page";
import { AppointmentList } from "./AppointmentsPage";

/** Appointments that are over or were cancelled, latest first. */
export function PastAppointmentsPage() {
  const { t } = useLingui();
  return (
    <Page title={t`Past appointments`} before={<BackLink to="/appointments">{t`Back to appointments`}</BackLink>}>
      <AppointmentList when="PAST" empty={<Empty title={t`No past appointments`}><p>{t`Visits that took place or were cancelled will appear here.`}</p></Empty>} />
    </Page>
  );
}
