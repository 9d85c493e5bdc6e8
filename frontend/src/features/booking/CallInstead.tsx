import { useLingui } from "@lingui/react/macro";
import { Notice } from "@/components/Notice";
import { CallTheClinic } from "@/features/home/CallTheClinic";

/** Nothing can be chosen here: the phone is the way. */
export function CallInstead() {
  const { t } = useLingui();
  return (
    <Notice title={t`Nothing can be booked online here`}>
      <p>{t`Go back and choose differently, or call us and we find a time together.`}</p>
      <CallTheClinic />
    </Notice>
  );
}
