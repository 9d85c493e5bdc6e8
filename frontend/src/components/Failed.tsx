import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import { Button } from "./Button";
import styles from "./Empty.module.css";

type FailedProps = {
  /** What is missing because of it, such as "your results". */
  what: string;
  offline: boolean;
  onRetry: () => void;
};

/** Something could not be had: what, whose fault as far as is known, and another try, by itself once there is a network again. */
export function Failed({ what, offline, onRetry }: FailedProps) {
  const { t } = useLingui();
  const latest = useRef(onRetry);
  latest.current = onRetry;
  useEffect(() => {
    if (!offline) return undefined;
    const retry = () => latest.current();
    window.addEventListener("online", retry);
    return () => window.removeEventListener("online", retry);
  }, [offline]);
  return (
    <div className={styles.empty} role="alert">
      <p className={styles.title}>{t`We could not load ${what}`}</p>
      <p>
        {offline
          ? t`There is no connection to the clinic. Check your network, then try again.`
          : t`The fault is ours. Nothing is lost. Try again in a moment, or call the clinic if it goes on.`}
      </p>
      <Button kind="secondary" onPress={onRetry}>{t`Try again`}</Button>
    </div>
  );
}
