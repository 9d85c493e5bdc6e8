import { useLingui } from "@lingui/react/macro";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Button } from "@/components/Button";
import { SkeletonList } from "@/components/Skeleton";
import { useHold } from "@/features/booking/useHold";
import { useSession } from "@/lib/session";
import { usePath } from "@/lib/usePath";
import { AfterDuties, DutyFirst } from "./DutyFirst";
import { IdleWarning } from "./IdleWarning";
import { Frame } from "./Layout";
import styles from "./Layout.module.css";
import { LastMinutes } from "./LastMinutes";
import { LiveEvents } from "./LiveEvents";
import { Menu } from "./Menu";
import { RecordBar } from "./RecordBar";
import { RecordScope } from "./RecordScope";
import { SignedInOutlet } from "./SignedInOutlet";
import { Unreachable } from "./ErrorScreens";

/** Every page behind the sign-in, and the start page: sends others to sign in, and back here afterwards. */
export function SignedInLayout() {
  const session = useSession();
  const path = usePath();
  if (session.state === "starting") {
    return (
      <Frame>
        <SkeletonList />
      </Frame>
    );
  }
  if (session.state === "unreachable") return <Unreachable onRetry={session.check} />;
  if (session.state === "signedOut" && path === "/") return <Frame />;
  if (session.state === "signedOut") {
    return <WayOut goes={session.reason === "left" ? "home" : "sign-in"} />;
  }
  if (session.viewer.account.owes[0]) return <DutyFirst duty={session.viewer.account.owes[0]} />;
  return (
    <RecordScope viewer={session.viewer}>
      <Frame menu={<Menu />} corner={<WhoIsHere name={session.viewer.account.displayName} />} bar={<RecordBar />}>
        <IdleWarning />
        <LastMinutes endsAt={session.viewer.account.sessionEndsAt} />
        <LiveEvents />
        <AfterDuties>
          <SignedInOutlet />
        </AfterDuties>
      </Frame>
    </RecordScope>
  );
}

/** Leaves once: the address to come back to is the one that stood when it began to leave. */
function WayOut({ goes }: { goes: "home" | "sign-in" }) {
  const navigate = useNavigate();
  const href = useLocation({ select: (location) => location.href });
  const [to] = useState(href);
  useEffect(() => {
    void (goes === "home"
      ? navigate({ to: "/", search: { for: undefined }, replace: true })
      : navigate({ to: "/sign-in", search: { to, for: undefined }, replace: true }));
  }, [goes, to, navigate]);
  return null;
}

function WhoIsHere({ name }: { name: string }) {
  const { t } = useLingui();
  const { end } = useSession();
  const { giveBack } = useHold();
  const leave = () => void giveBack().then(() => end("left"));
  return (
    <div className={styles.corner}>
      <span className={styles.who}>{name}</span>
      <Button kind="quiet" onPress={leave}>{t`Sign out`}</Button>
    </div>
  );
}
