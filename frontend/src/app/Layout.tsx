import { useLingui } from "@lingui/react/macro";
import { Link, Outlet } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useClinicContact } from "@/features/home/useClinicContact";
import { useOnline } from "@/lib/useOnline";
import styles from "./Layout.module.css";

type FrameProps = {
  /** The menu, for people who are signed in. */
  menu?: ReactNode;
  /** At the end of the header, such as who is signed in. */
  corner?: ReactNode;
  /** A line of its own under the header, such as whose record is open. */
  bar?: ReactNode;
  children?: ReactNode;
};

/** The frame around every page: skip link, clinic, menu, page, phone number. */
export function Frame({ menu, corner, bar, children }: FrameProps) {
  const { t } = useLingui();
  const clinic = useClinicContact();
  const online = useOnline();
  return (
    <div className={menu ? styles.withMenu : styles.plain}>
      <a className={styles.skip} href="#page">{t`Skip to the page`}</a>
      <header className={styles.header}>
        <Link to="/" className={styles.brand}>
          <span className={styles.mark} aria-hidden="true" />
          <span>{clinic?.name ?? t`Patient Portal`}</span>
        </Link>
        {corner}
        {bar}
      </header>
      {menu}
      <main className={styles.main} id="page" tabIndex={-1}>
        {online ? null : (
          <p className={styles.offline} role="status">
            {t`You are offline. You can read what is already on this screen; everything else waits for a connection.`}
          </p>
        )}
        {children ?? <Outlet />}
      </main>
      <footer className={styles.footer}>
        {clinic ? (
          <p>
            {t`Questions? Call ${clinic.supportPhone}. ${clinic.supportHours}`}
            <br />
            {t`In an emergency call your local emergency number.`}
          </p>
        ) : null}
      </footer>
    </div>
  );
}
