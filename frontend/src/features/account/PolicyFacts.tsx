import { useLingui } from "@lingui/react/macro";
import type { PolicyTextFragment } from "@/gql/graphql";
import { date } from "@/lib/dates";
import styles from "./account.module.css";

/** Which version of the policy it is, and of which day. */
export function PolicyFacts({ policy }: { policy: PolicyTextFragment }) {
  const { t } = useLingui();
  // The policy's date is a day, and the server gives it as that day in UTC.
  return <p className={styles.about}>{t`Version ${policy.version} of ${date(policy.publishedAt, "UTC")}`}</p>;
}
