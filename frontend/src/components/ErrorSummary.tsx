import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import styles from "./ErrorSummary.module.css";

export type Problem = { message: string; fieldId?: string };

/**
 * What is wrong, above everything else, with a way to each field. It takes
 * focus each time the list is a new one, so a second failed try is heard too.
 */
export function ErrorSummary({ problems }: { problems: Problem[] }) {
  const { t } = useLingui();
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (problems.length > 0) box.current?.focus();
  }, [problems]);

  if (problems.length === 0) return null;
  return (
    <div ref={box} className={styles.summary} tabIndex={-1} role="alert" aria-labelledby="error-summary-title">
      <h2 id="error-summary-title">{t`There is a problem`}</h2>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.fieldId} ${problem.message}`}>
            {problem.fieldId ? <FieldLink problem={problem} /> : problem.message}
          </li>
        ))}
      </ul>
    </div>
  );
}

function FieldLink({ problem }: { problem: Problem }) {
  const goThere = (event: { preventDefault: () => void }) => {
    const found = document.getElementById(problem.fieldId ?? "");
    // A group is no stop for the keyboard; its first choice is.
    const field = found?.matches("input, textarea, select") ? found : found?.querySelector("input");
    if (!(field instanceof HTMLElement)) return;
    event.preventDefault();
    field.focus();
  };
  return (
    <a href={`#${problem.fieldId}`} onClick={goThere}>
      {problem.message}
    </a>
  );
}
