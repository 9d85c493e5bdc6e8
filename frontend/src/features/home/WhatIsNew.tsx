import { Plural, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { HomeQuery } from "@/gql/graphql";
import { date, dateTime } from "@/lib/dates";
import { useNotificationSearch } from "@/lib/record";
import styles from "./home.module.css";

/** What the person has not seen yet: advice first, then notifications. */
export function WhatIsNew({ home }: { home: HomeQuery }) {
  const { t } = useLingui();
  const search = useNotificationSearch();
  const advice = home.patient?.advice?.edges.map((edge) => edge.node) ?? [];
  const isAboutListedAdvice = (link: string) => advice.some((one) => link.endsWith(one.id));
  const notifications = home.notifications.edges
    .map((edge) => edge.node)
    .filter((notification) => !isAboutListedAdvice(notification.link));
  const nothing = advice.length === 0 && notifications.length === 0;
  return (
    <section className={styles.section} aria-labelledby="new">
      <h2 id="new">{t`New for you`}</h2>
      {nothing ? <p>{t`Nothing new since you last looked.`}</p> : null}
      <ul className={nothing ? undefined : styles.lines}>
        {advice.map((one) => (
          <li key={one.id} className={styles.line}>
            <Link to="/advice/$adviceId" params={{ adviceId: one.id }}>
              {one.subject}
            </Link>
            <span className={styles.when}>{t`Advice from ${one.author}, ${date(one.publishedAt)}`}</span>
          </li>
        ))}
        {notifications.map((one) => (
          <li key={one.id} className={styles.line}>
            <Link to={one.link} search={search(one.patientId)}>{one.title}</Link>
            <span>{one.body}</span>
            <span className={styles.when}>{dateTime(one.createdAt)}</span>
          </li>
        ))}
      </ul>
      {home.unreadCount > notifications.length ? (
        <Link to="/notifications" className={styles.more}>
          <Plural value={home.unreadCount} one="See # unread notification" other="See all # unread notifications" />
        </Link>
      ) : null}
    </section>
  );
}
