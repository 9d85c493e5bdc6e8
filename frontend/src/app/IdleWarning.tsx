import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import { useClient } from "urql";
import { Banner } from "@/components/Banner";
import { Button } from "@/components/Button";
import { ExtendSessionDocument } from "@/gql/graphql";
import { useAnnounce } from "@/lib/announce";
import { useSession } from "@/lib/session";
import { useNow } from "@/lib/useNow";

/** The server ends a session after thirty minutes without a request; the warning comes two minutes before. */
const idleMs = 30 * 60_000;
const warningMs = 2 * 60_000;
/** Someone who types and reads is there: tell the server so now and then. */
const presenceMs = 5 * 60_000;

/** Warns before the sign-out that idleness brings, and carries it out. */
export function IdleWarning() {
  const { t } = useLingui();
  const { activity, end } = useSession();
  const client = useClient();
  const announce = useAnnounce();
  const now = useNow(1_000);
  const left = activity.last() + idleMs - now;
  const warns = left <= warningMs;
  const ended = useRef(false);

  const stay = () => {
    activity.touch(); // a screen reader presses no key
    void client.mutation(ExtendSessionDocument, {}).toPromise();
  };
  usePresence(stay);

  useEffect(() => {
    if (warns) announce(t`You will be signed out in two minutes. Press Stay signed in to go on.`);
  }, [warns, announce, t]);
  useEffect(() => {
    if (left > 0 || ended.current) return;
    ended.current = true;
    void end("idle");
  }, [left, end]);

  if (!warns) return null;
  const seconds = Math.max(0, Math.ceil(left / 1_000));
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return (
    <Banner title={t`Are you still there?`}>
      <p>{t`To protect your record we sign you out in ${clock}. When you sign in again you go on where you were.`}</p>
      <Button onPress={stay}>{t`Stay signed in`}</Button>
    </Banner>
  );
}

function usePresence(tell: () => void): void {
  const { activity } = useSession();
  const latest = useRef(tell);
  latest.current = tell;
  useEffect(() => {
    const present = () => {
      const quiet = Date.now() - activity.last();
      // Once the warning stands, only its button counts: a passing mouse is no answer.
      if (quiet > presenceMs && quiet < idleMs - warningMs) latest.current();
    };
    window.addEventListener("keydown", present);
    window.addEventListener("pointerdown", present);
    return () => {
      window.removeEventListener("keydown", present);
      window.removeEventListener("pointerdown", present);
    };
  }, [activity]);
}
