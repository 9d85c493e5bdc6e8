import { useLingui } from "@lingui/react/macro";
import styles from "./Skeleton.module.css";

/** Grey shapes of the size of what is coming, so nothing jumps when it comes. */
export function SkeletonList({ rows = 4, tall = false }: { rows?: number; tall?: boolean }) {
  const { t } = useLingui();
  return (
    <div className={styles.list} role="status">
      <span className="out-of-sight">{t`Loading`}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={`${styles.row} ${tall ? styles.tall : ""}`} aria-hidden="true">
          <span className={styles.title} />
          <span className={styles.line} />
        </div>
      ))}
    </div>
  );
}
