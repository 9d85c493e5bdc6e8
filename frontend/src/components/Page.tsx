import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect, useRef } from "react";
import { rememberFocus, shouldFocusHeading } from "@/lib/headingFocus";
import { usePath } from "@/lib/usePath";
import styles from "./Page.module.css";

type PageProps = {
  /** The heading, and the document's title. */
  title: string;
  /** The document's title when the heading names a person, whom the browser's history should not keep. */
  documentTitle?: string;
  /** Stands above the heading: where a flow is, or the way back. */
  before?: ReactNode;
  /** One or two sentences under the heading. */
  lead?: ReactNode;
  /** Puts "Error: " before the document's title. */
  hasError?: boolean;
  /** How many columns of text the page needs; only tables need the wide one. */
  children: ReactNode;
};

/** One page: its heading takes focus when the person arrives, and names the document. */
export function Page({ title, documentTitle: quiet = title, before, lead, hasError = false, children }: PageProps) {
  const { t } = useLingui();
  const heading = useRef<HTMLHeadingElement>(null);
  const path = usePath();
  const documentTitle = hasError ? t`Error: ${quiet}` : quiet;

  useEffect(() => {
    document.title = t`${documentTitle} – Patient Portal`;
  }, [documentTitle, t]);

  useEffect(() => {
    if (shouldFocusHeading(path)) heading.current?.focus({ preventScroll: true });
    rememberFocus(path);
  }, [path]);

  return (
    <div className={styles.page}>
      {before}
      <header className={styles.head}>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead ? <div className={styles.lead}>{lead}</div> : null}
      </header>
      {children}
    </div>
  );
}
