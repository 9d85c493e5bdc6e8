import { Client, fetchExchange, mapExchange, subscriptionExchange } from "@urql/core";
import type { Activity } from "./activity";
import { emptyCache } from "./cache";
import { hasCode, isRefused } from "./errors";
import type { Live } from "./live";
import { sendDocumentIds } from "./persisted";

type ClientOptions = {
  /** An answer said that nobody is signed in. */
  onSignedOut: () => void;
  /** An answer said that the privacy policy has to be agreed to first. */
  onConsentOwed: () => void;
  activity: Activity;
  live: Live;
  /** Send documents by id, as a built app does. */
  byId: boolean;
};

const sending: RequestInit = {
  credentials: "same-origin",
  headers: { "X-Portal-Client": "web" },
};

/** The context of what is sent while the page goes away: the browser sees it off. */
export const whileLeaving = { fetchOptions: { ...sending, keepalive: true } };

/** One client, and so one cache, for each account that signs in. */
export function createPortalClient({ onSignedOut, onConsentOwed, activity, live, byId }: ClientOptions): Client {
  return new Client({
    // Absolute, because the socket and the tests have no page to be relative to.
    url: new URL("/graphql", window.location.origin).href,
    // A GET would put what is asked for into addresses and their logs.
    preferGetMethod: false,
    requestPolicy: "cache-and-network",
    fetch: (input, init) => {
      if (!activity.isAttended()) return fetch(input, byItself(init));
      activity.note();
      return fetch(input, init);
    },
    fetchOptions: sending,
    exchanges: [
      mapExchange({
        onResult: (result) => {
          if (hasCode(result.error, "UNAUTHENTICATED")) onSignedOut();
          if (isRefused(result.error, "CONSENT_REQUIRED")) onConsentOwed();
        },
      }),
      emptyCache(),
      ...(byId ? [sendDocumentIds] : []),
      fetchExchange,
      subscriptionExchange({ forwardSubscription: live.forward }),
    ],
  });
}

/** Says that nobody caused the request, such as asking again after an event: it keeps no session alive. */
function byItself(init: RequestInit | undefined): RequestInit {
  const headers = new Headers(init?.headers);
  headers.set("X-Portal-Background", "true");
  return { ...init, headers };
}

/** Where the socket is: the same host and path, by the scheme that goes with the page's. */
export function socketAddress(location: Location = window.location): string {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  return `${scheme}//${location.host}/graphql`;
}
