/**
 * When this tab last spoke with the server. The server ends a session that was
 * idle for half an hour; what it counts as activity is a request, so the page
 * counts requests too and not what the socket does by itself.
 */
export type Activity = {
  note: () => void;
  last: () => number;
};

export function trackActivity(now: () => number = Date.now): Activity {
  let last = now();
  return {
    note: () => {
      last = now();
    },
    last: () => last,
  };
}
