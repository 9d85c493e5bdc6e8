import { useRouter } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { answerOthers, tellGoingAway } from "./holdTabs";
import { useHold } from "./useHold";

/** How long another page that goes away takes to say so to the server. */
const settleMs = 2_000;

/**
 * Frees the kept time when its pages are left: at once within the app; when the
 * page itself goes away, after a minute in which it may come back, as a reload
 * does. A page that is still there keeps it.
 */
export function useLeaving(): void {
  const router = useRouter();
  const hold = useHold();
  const latest = useRef(hold);
  latest.current = hold;
  const holdId = hold.held?.id;

  useEffect(
    () =>
      router.subscribe("onBeforeNavigate", ({ fromLocation, toLocation }) => {
        if (fromLocation && placeOf(fromLocation) !== placeOf(toLocation)) void latest.current.giveBack();
      }),
    [router],
  );

  useEffect(() => {
    if (!holdId) return;
    const goAway = () => {
      tellGoingAway(holdId);
      latest.current.leave(holdId);
    };
    const comeBack = ({ persisted }: PageTransitionEvent) => {
      if (persisted) void latest.current.resume(holdId);
    };
    window.addEventListener("pagehide", goAway);
    window.addEventListener("pageshow", comeBack);
    return () => {
      window.removeEventListener("pagehide", goAway);
      window.removeEventListener("pageshow", comeBack);
    };
  }, [holdId]);

  useEffect(() => {
    if (!holdId) return;
    let timer: ReturnType<typeof setTimeout>;
    const stop = answerOthers(holdId, () => {
      timer = setTimeout(() => void latest.current.resume(holdId), settleMs);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [holdId]);
}

/** For which booking, or which appointment's move, a page is; and whose. */
function placeOf({ pathname, search }: { pathname: string; search: { for?: string } }): string {
  const flow = /^\/appointments\/(new|[^/]+\/reschedule)(?=\/|$)/.exec(pathname)?.[0] ?? "elsewhere";
  return `${flow} ${search.for ?? ""}`;
}
