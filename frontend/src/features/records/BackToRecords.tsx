import { useLingui } from "@lingui/react/macro";
import { BackLink } from "@/components/BackLink";

export function BackToRecords() {
  const { t } = useLingui();
  return <BackLink to="/records">{t`Back to medical records`}</BackLink>;
}
