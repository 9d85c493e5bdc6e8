import { useLingui } from "@lingui/react/macro";
import { type Fact, Facts } from "@/components/Facts";
import { Notice } from "@/components/Notice";
import type { AppointmentDetailQuery } from "@/gql/graphql";
import { time } from "@/lib/dates";
import { zoneName } from "@/lib/zones";
import { isToBe } from "./statusWords";

export type AppointmentDetail = NonNullable<AppointmentDetailQuery["appointment"]>;

/** Until when, with whom, where, why, and how to prepare. What and when it is stands above: see Which. */
export function AppointmentFacts({ appointment }: { appointment: AppointmentDetail }) {
  const { t } = useLingui();
  const { start, end, timeZone, practitioner, location, department, service, contact, coverage, isVideo } = appointment;
  const facts: Fact[] = [
    { name: t`Time`, value: t`${time(start, timeZone)} to ${time(end, timeZone)}, ${zoneName(timeZone, start)}` },
    { name: t`With`, value: [practitioner.name, practitioner.specialty].filter(Boolean).join(", ") },
    { name: t`Department`, value: department.name },
    { name: t`Where`, value: isVideo ? t`By video` : `${location.name}\n${location.address}` },
  ];
  if (location.directions && !isVideo) facts.push({ name: t`How to get there`, value: location.directions });
  if (appointment.reason) facts.push({ name: t`Reason`, value: appointment.reason });
  if (appointment.notes) facts.push({ name: t`Notes`, value: appointment.notes });
  facts.push({ name: t`Insurance`, value: coverage ? [coverage.payer, coverage.plan].filter(Boolean).join(", ") : t`To be settled at the front desk` });
  facts.push({ name: t`We reach you at`, value: [contact.email, contact.phone].filter(Boolean).join("\n") });
  return (
    <>
      <Facts facts={facts} />
      {service.instructions && isToBe(appointment.status) ? (
        <Notice title={t`How to prepare`}>
          <p>{service.instructions}</p>
        </Notice>
      ) : null}
    </>
  );
}
