import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useId } from "react";
import styles from "./Banner.module.css";
import { Button } from "./Button";

type BannerProps = { title: string; onDismiss?: () => void; children: ReactNode };

/** News that arrived by itself. It stands above the page, takes no focus and waits to be put away. */
export function Banner({ title, onDismiss, children }: BannerProps) {
  const { t } = useLingui();
  const id = useId();
  return (
    <section className={styles.banner} aria-labelledby={id}>
      <div className={styles.words}>
        <h2 id={id}>{title}</h2>
        {children}
      </div>
      {onDismiss ? <Button kind="quiet" onPress={onDismiss}>{t`Dismiss`}</Button> : null}
    </section>
  );
}
