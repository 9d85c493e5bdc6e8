import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { HomeQuery } from "@/gql/graphql";
import { partialDate } from "@/lib/dates";
import styles from "./home.module.css";

type HomeResultsProps = { results: NonNullable<HomeQuery["patient"]>["results"] };

export function HomeResults({ results }: HomeResultsProps) {
  const { t } = useLingui();
  return (
    <section className={styles.section} aria-labelledby="latest-results">
      <h2 id="latest-results">{t`Your latest results`}</h2>
      {results.edges.length === 0 ? (
        <p>{t`None noted. Results appear here as soon as they are released.`}</p>
      ) : (
        <ul className={styles.lines}>
          {results.edges.map(({ node }) => (
            <li key={node.id} className={styles.line}>
              <span>{node.name}</span>
              <strong>
                {[node.value, node.unit].filter(Boolean).join(" ") || t`See the result`}
                {node.interpretation ? ` – ${node.interpretation.text}` : ""}
              </strong>
              {node.takenOn ? <span className={styles.when}>{partialDate(node.takenOn)}</span> : null}
            </li>
          ))}
        </ul>
      )}
      <Link to="/records/results" className={styles.more}>{t`See all results`}</Link>
    </section>
  );
}
