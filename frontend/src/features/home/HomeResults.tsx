import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { HomeQuery } from "@/gql/graphql";
import { partialDate } from "@/lib/dates";
import { useIsOwn } from "@/lib/record";
import { quantity } from "@/lib/units";
import styles from "./home.module.css";
import { NotSharedLine } from "./NotSharedLine";

type HomeResultsProps = { results: NonNullable<HomeQuery["patient"]>["results"] };

export function HomeResults({ results }: HomeResultsProps) {
  const { t } = useLingui();
  const own = useIsOwn();
  return (
    <section className={styles.section} aria-labelledby="latest-results">
      <h2 id="latest-results">{own ? t`Your latest results` : t`Latest results`}</h2>
      {results ? <Lines results={results} /> : <NotSharedLine scope="RECORDS" />}
    </section>
  );
}

function Lines({ results }: { results: NonNullable<HomeResultsProps["results"]> }) {
  const { t } = useLingui();
  return (
    <>
      {results.edges.length === 0 ? (
        <p>{t`None noted. Results appear here as soon as they are released.`}</p>
      ) : (
        <ul className={styles.lines}>
          {results.edges.map(({ node }) => (
            <li key={node.id} className={styles.line}>
              <span>{node.name}</span>
              <strong>
                {quantity(node) || t`See the result`}
                {node.interpretation ? ` – ${node.interpretation.text}` : ""}
              </strong>
              {node.takenOn ? <span className={styles.when}>{partialDate(node.takenOn)}</span> : null}
            </li>
          ))}
        </ul>
      )}
      <Link to="/records/results" className={styles.more}>{t`See all results`}</Link>
    </>
  );
}
