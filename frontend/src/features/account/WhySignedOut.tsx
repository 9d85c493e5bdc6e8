import { useLingui } from "@lingui/react/macro";
import { Notice } from "@/components/Notice";
import { useSession } from "@/lib/session";

/** For those who find themselves signed out and did not do it. */
export function WhySignedOut() {
  const { t } = useLingui();
  const session = useSession();
  if (session.state !== "signedOut") return null;
  if (session.reason === "idle") {
    return <Notice><p>{t`You were signed out after 30 minutes without activity. Sign in to go on where you were.`}</p></Notice>;
  }
  if (session.reason === "ended") {
    return <Notice><p>{t`Your session has ended. Sign in to go on where you were.`}</p></Notice>;
  }
  return null;
}
