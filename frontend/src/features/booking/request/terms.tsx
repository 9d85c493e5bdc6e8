import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { ActionLink } from "@/components/ActionLink";
import { Notice } from "@/components/Notice";
import { Row } from "@/components/Stack";
import { MyReferralsDocument } from "@/gql/graphql";
import { date } from "@/lib/dates";
import { usePatientId } from "@/lib/record";
import { useAsk } from "@/lib/useAsk";
import { CallTheClinic } from "@/features/home/CallTheClinic";
import type { Answers, Choices } from "../flow";

type Services = Choices["services"];

/** Until when the open record's person is referred to a service; undefined for no referral. */
export function useReferredUntil(): (serviceId: string) => string | undefined {
  const patientId = usePatientId() ?? "";
  const { data } = useAsk(MyReferralsDocument, { patientId }, "cache-and-network");
  const referrals = data?.patient?.referrals ?? [];
  return (serviceId) => referrals.findLast((one) => one.service.id === serviceId)?.expiresAt;
}

/** Beside a kind of visit: how long it takes, and the referral it is booked with. */
export function Terms({ minutes, until }: { minutes: number; until: string | undefined }) {
  const { t } = useLingui();
  const length = plural(minutes, { one: "# minute", other: "# minutes" });
  return <>{until ? t`${length}, with your referral, good until ${date(until)}` : length}</>;
}

/** Visits that the front desk arranges when it is asked. */
export function OnRequest({ services, answers }: { services: Services; answers: Answers }) {
  const { t } = useLingui();
  const asked = services.filter((service) => service.selfBooking === "REQUEST");
  if (asked.length === 0) return null;
  return (
    <Notice title={t`Arranged on request`}>
      <p>{asked.map((service) => service.name).join(", ")}</p>
      <p>{t`Tell us why and when it would suit. The front desk answers with times that you can take.`}</p>
      <Row>
        <ActionLink kind="secondary" to="/appointments/request" search={{ location: answers.location, department: answers.department, doctor: answers.doctor, service: asked[0]?.id }}>
          {t`Ask for a visit`}
        </ActionLink>
      </Row>
    </Notice>
  );
}

/** Visits that cannot be booked without a referral. */
export function NeedsReferral({ services }: { services: Services }) {
  const { t } = useLingui();
  if (services.length === 0) return null;
  return (
    <Notice title={t`Only with a referral`}>
      <p>{services.map((service) => service.name).join(", ")}</p>
      <p>{t`Ask your doctor to refer you. If you have a referral on paper, call us:`}</p>
      <CallTheClinic />
    </Notice>
  );
}
