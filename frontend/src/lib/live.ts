import type { SubscriptionForwarder } from "@urql/core";
import { type Client, createClient } from "graphql-ws";

type FetchBody = Parameters<SubscriptionForwarder>[0];

type LiveOptions = {
  url: string;
  /** The server closed the socket for good: the session may be over. */
  onRefused: () => void;
  webSocket?: unknown;
  /** How long to wait before try number n, in milliseconds. */
  wait?: (attempt: number) => number;
};

export type Live = {
  forward: SubscriptionForwarder;
  /**
   * Calls back whenever events may have been missed: the socket has opened, or
   * a subscription that the server ended has begun again. Gives a way to stop that.
   */
  onGap: (listener: () => void) => () => void;
  close: () => void;
};

/** Half a second at first, half a minute at most, and never all pages at the same moment. */
function backOff(attempt: number): number {
  return Math.min(30_000, 500 * 2 ** attempt) * (0.5 + Math.random() / 2);
}

/**
 * The socket for subscriptions. It opens with the first subscription and comes
 * back by itself; a subscription that takes `after` then asks for what came
 * since the last event it saw, so that nothing is missed in between.
 */
export function openLive(options: LiveOptions): Live {
  const wait = options.wait ?? backOff;
  const client: Client = createClient({
    url: options.url,
    webSocketImpl: options.webSocket,
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait: (attempt) => new Promise((resolve) => setTimeout(resolve, wait(attempt))),
    shouldRetry: () => true,
    keepAlive: 25_000,
    on: {
      closed: (event) => {
        if (isClose(event) && refusals.has(event.code)) options.onRefused();
      },
    },
  });
  const gaps = new Set<() => void>();
  const tellGap = () => gaps.forEach((listener) => listener());
  client.on("connected", tellGap);
  let isClosed = false;
  return {
    forward: (body) => ({
      subscribe: (observer) => {
        const payload = continuing(body);
        let isOver = false;
        let end = () => {};
        const begin = () => {
          let isRefused = false;
          end = client.subscribe(payload.request, {
            next: (result) => {
              isRefused = Boolean(result.errors);
              payload.saw(result.data);
              observer.next(result as Parameters<typeof observer.next>[0]);
            },
            error: (problem) => {
              observer.error(problem);
            },
            complete: () => {
              if (isOver || isClosed || isRefused) return observer.complete();
              // The server ends what it could not keep up with: whoever is still here asks again.
              const timer = setTimeout(() => {
                begin();
                tellGap();
              }, wait(0));
              end = () => clearTimeout(timer);
            },
          });
        };
        begin();
        return {
          unsubscribe: () => {
            isOver = true;
            end();
          },
        };
      },
    }),
    onGap: (listener) => {
      gaps.add(listener);
      return () => void gaps.delete(listener);
    },
    close: () => {
      isClosed = true;
      void client.dispose();
    },
  };
}

/**
 * The request is written anew for each connection, so `after` is read at that
 * moment instead of when the subscription began.
 */
function continuing(body: FetchBody) {
  let last: string | undefined;
  const given = body.variables ?? {};
  const variables = "after" in given
    ? { ...given, get after() { return last ?? given.after ?? null; } }
    : given;
  // The library sends nothing that has no text, and tries again for ever: an empty one lets the id through.
  const request = body.documentId
    ? { documentId: body.documentId, query: "", variables }
    : { query: body.query ?? "", operationName: body.operationName, variables };
  return {
    request,
    saw: (data: unknown) => {
      const event = data && Object.values(data)[0];
      if (event && typeof event.id === "string") last = event.id;
    },
  };
}

/** The server's words for "nobody is signed in" and "not any more". */
const refusals = new Set([4401, 4403]);

function isClose(event: unknown): event is { code: number } {
  return typeof event === "object" && event !== null && "code" in event && typeof event.code === "number";
}
