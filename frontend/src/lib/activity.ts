/**
 * When the server last heard from the person in this browser. It ends a session
 * that was not used for half an hour, and counts every request as use but those
 * that say that nobody caused them: what a page asks again by itself.
 */
export type Activity = {
  /** Somebody pressed a key or a button. */
  touch: () => void;
  /** Whether somebody was there a moment ago, so that what is asked now is theirs. */
  isAttended: () => boolean;
  /** A request was sent for somebody. */
  note: () => void;
  last: () => number;
  /** Listens no more. */
  close: () => void;
};

/** How long after a press what a page asks for is still the answer to it. */
const attendedMs = 60_000;

/** All tabs share the session, so they tell each other; nothing but the time of a request is told. */
export function trackActivity(now: () => number = Date.now, channel = new BroadcastChannel("activity")): Activity {
  let touched = now();
  let last = now();
  channel.addEventListener("message", ({ data }: MessageEvent<number>) => {
    last = Math.max(last, data);
  });
  return {
    touch: () => {
      touched = now();
    },
    isAttended: () => now() - touched <= attendedMs,
    note: () => {
      last = now();
      channel.postMessage(last);
    },
    last: () => last,
    close: () => channel.close(),
  };
}
