import { useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { time } from "@/lib/dates";
import styles from "./Freshness.module.css";

type FreshnessProps = {
  /** What is shown is being asked for again. */
  isRefreshing: boolean;
  /** The last try to ask again did not reach the clinic. */
  isOffline: boolean;
};

/** How fresh a list is. */
export function Freshness({ isRefreshing, isOffline }: FreshnessProps) {
  const { t } = useLingui();
  const [asOf, setAsOf] = useState<string | null>(null);
  useEffect(() => {
    if (!isRefreshing && !isOffline) setAsOf(time(new Date()));
  }, [isRefreshing, isOffline]);
  if (isOffline && asOf) {
    return <p className={styles.fresh}>{t`No connection. This is how it stood at ${asOf}.`}</p>;
  }
  if (isOffline) return <p className={styles.fresh}>{t`No connection. This may be out of date.`}</p>;
  if (isRefreshing || !asOf) return <p className={styles.fresh}>{t`Checking for changes…`}</p>;
  return <p className={styles.fresh}>{t`Up to date at ${asOf}.`}</p>;
}
