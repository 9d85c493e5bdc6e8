import styles from "./Tag.module.css";

/** A status in a word or two; the sentence that explains it stands near. */
export function Tag({ children, strong = false }: { children: string; strong?: boolean }) {
  return <span className={`${styles.tag} ${strong ? styles.strong : ""}`}>{children}</span>;
}
