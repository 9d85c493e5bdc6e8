import { useLingui } from "@lingui/react/macro";
import { Notice } from "@/components/Notice";
import { CallTheClinic } from "@/features/home/CallTheClinic";
import type { Choices } from "./flow";

/** Visits that are arranged with the front desk. */
export function ByPhoneOnly({ services }: { services: Choices["services"] }) {
  const { t } = useLingui();
  const others = services.filter((service) => service.selfBooking === "VIEW");
  if (others.length === 0) return null;
  return (
    <Notice title={t`Arranged by phone`}>
      <p>{others.map((service) => service.name).join(", ")}</p>
      <CallTheClinic />
    </Notice>
  );
}
