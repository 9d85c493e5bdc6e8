import { Plural, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";
import { InboxDocument } from "@/gql/graphql";
import { useRole } from "@/lib/session";
import { MenuIcon, type MenuIconName } from "./MenuIcon";
import styles from "./Menu.module.css";

type Place = { to: string; name: string; icon: MenuIconName; count?: number };

/** The places of the app: a side menu on wide screens, a bar at the bottom of phones. */
export function Menu() {
  return useRole() === "PATIENT" ? <PatientMenu /> : <StaffMenu />;
}

function PatientMenu() {
  const { t } = useLingui();
  const [{ data }] = useQuery({ query: InboxDocument, requestPolicy: "cache-first" });
  return (
    <Places
      items={[
        { to: "/appointments", name: t`Appointments`, icon: "calendar" },
        { to: "/records", name: t`Medical records`, icon: "folder" },
        { to: "/advice", name: t`Advice`, icon: "speech" },
        { to: "/notifications", name: t`Notifications`, icon: "bell", count: data?.unreadCount },
        { to: "/account", name: t`Account`, icon: "person" },
      ]}
    />
  );
}

/** Staff have no record of their own here: their menu leads to the patients'. */
function StaffMenu() {
  const { t } = useLingui();
  const role = useRole();
  const requests: Place[] = role === "ADMINISTRATOR" ? [] : [{ to: "/staff/requests", name: t`Requests`, icon: "speech" }];
  const accounts: Place[] = role === "ADMINISTRATOR" ? [{ to: "/staff/accounts", name: t`Staff accounts`, icon: "badge" }] : [];
  return (
    <Places
      items={[
        { to: "/staff/patients", name: t`Patients`, icon: "people" },
        { to: "/staff/day", name: t`The day`, icon: "sheet" },
        ...requests,
        { to: "/staff/schedules", name: t`Schedules`, icon: "calendar" },
        ...accounts,
        { to: "/account", name: t`Account`, icon: "person" },
      ]}
    />
  );
}

function Places({ items }: { items: Place[] }) {
  const { t } = useLingui();
  return (
    <nav className={styles.menu} aria-label={t`Menu`}>
      <ul>
        {items.map((item) => (
          <li key={item.to}>
            <Link to={item.to} className={styles.item} activeProps={{ "aria-current": "page" }}>
              <MenuIcon name={item.icon} />
              <span className={styles.name}>{item.name}</span>
              {item.count ? <Unread count={item.count} /> : null}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Unread({ count }: { count: number }) {
  return (
    <span className={styles.count}>
      <span aria-hidden="true">{count > 99 ? "99+" : count}</span>
      <span className="out-of-sight">
        {" "}
        <Plural value={count} one="# unread" other="# unread" />
      </span>
    </span>
  );
}
