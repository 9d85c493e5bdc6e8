import { useLingui } from "@lingui/react/macro";
import { Navigate, useLocation } from "@tanstack/react-router";
import { Button } from "@/components/Button";
import { SkeletonList } from "@/components/Skeleton";
import { BookingDraft } from "@/features/booking/draft";
import { useSession } from "@/lib/session";
import { IdleWarning } from "./IdleWarning";
import { Frame } from "./Layout";
import styles from "./Layout.module.css";
import { LiveEvents } from "./LiveEvents";
import { Menu } from "./Menu";
import { SignedInOutlet } from "./SignedInOutlet";
import { Unreachable } from "./ErrorScreens";

/** Every page behind the sign-in, and the start page: sends others to sign in, and back here afterwards. */
export function SignedInLayout() {
  const session = useSession();
  const href = useLocation({ select: (location) => location.href });
  const path = useLocation({ select: (location) => location.pathname });
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
    return session.reason === "left" ? (
      <Navigate to="/" replace />
    ) : (
      <Navigate to="/sign-in" search={{ to: href }} replace />
    );
  }
  const patient = session.viewer.patients[0];
  return (
    <Frame menu={<Menu />} corner={<WhoIsHere name={session.viewer.account.displayName} />}>
      <IdleWarning />
      <LiveEvents patientId={patient?.id ?? null} />
      <BookingDraft>
        <SignedInOutlet hasRecord={patient !== undefined} />
      </BookingDraft>
    </Frame>
  );
}

function WhoIsHere({ name }: { name: string }) {
  const { t } = useLingui();
  const { end } = useSession();
  return (
    <div className={styles.corner}>
      <span>{name}</span>
      <Button kind="quiet" onPress={() => void end("left")}>{t`Sign out`}</Button>
    </div>
  );
}
