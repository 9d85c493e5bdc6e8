import { useLingui } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import { Banner } from "@/components/Banner";
import { Button } from "@/components/Button";
import { useAnnounce } from "@/lib/announce";
import { useSession } from "@/lib/session";
import { useNow } from "@/lib/useNow";

const warningMs = 5 * 60_000;

/**
 * Warns before the end that no use puts off, twelve hours after signing in. The
 * server alone ends the session: this device's clock may be wrong.
 */
export function LastMinutes({ endsAt }: { endsAt: string }) {
  const { t } = useLingui();
  const { end, check } = useSession();
  const announce = useAnnounce();
  const left = Date.parse(endsAt) - useNow(1_000);
  const warns = left > 0 && left <= warningMs;
  const minutes = Math.ceil(left / 60_000);
  const isOver = left <= 0;
  const asked = useRef<string | null>(null);
  useEffect(() => {
    if (warns) announce(t`Your session ends in five minutes and cannot be extended. Finish what you are doing, or sign in again now.`);
  }, [warns, announce, t]);
  useEffect(() => {
    if (!isOver || asked.current === endsAt) return;
    asked.current = endsAt;
    check();
  }, [isOver, endsAt, check]);
  if (!warns) return null;
  return (
    <Banner title={t`Your session is about to end`}>
      <p>{minutes > 1 ? t`You will be signed out in ${minutes} minutes.` : t`You will be signed out within a minute.`}</p>
      <p>{t`Every session ends 12 hours after signing in and cannot be extended. Finish what you are doing, or sign in again now: you come back to this page.`}</p>
      <Button onPress={() => void end("ended")}>{t`Sign in again now`}</Button>
    </Banner>
  );
}
