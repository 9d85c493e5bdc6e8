import styles from "./RichText.module.css";

/** Text with headings and lists, as the server makes it of Markdown: it lets nothing active through. */
export function RichText({ html }: { html: string }) {
  return <div className={styles.text} dangerouslySetInnerHTML={{ __html: html }} />;
}
