import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { type Client, Provider } from "urql";
import { type Role, SignOutDocument, ViewerDocument, type ViewerFieldsFragment } from "@/gql/graphql";
import { type Activity, trackActivity } from "./activity";
import { createPortalClient, socketAddress } from "./client";
import { type Live, openLive } from "./live";

/** Why nobody is signed in any more, when somebody was. */
export type EndReason = "left" | "idle" | "ended";

export type SessionState =
  | { state: "starting" }
  | { state: "unreachable" }
  | { state: "signedOut"; reason?: EndReason }
  | { state: "signedIn"; viewer: ViewerFieldsFragment };

export type Connection = { client: Client; live: Live };

export type Session = SessionState & {
  activity: Activity;
  begin: (viewer: ViewerFieldsFragment) => void;
  end: (reason: EndReason) => Promise<void>;
  /** Asks the server again who is signed in. */
  check: () => void;
  /** A cache and a socket of their own; who asks for them closes the socket. */
  connect: () => Connection;
  /** The account whose unfinished work this tab still holds: whoever is signed in, or was when the session ran out. */
  owner: string | null;
};

/** Nobody is signed in: why is known already when somebody has just left. */
function withoutViewer(now: SessionState): SessionState {
  if (now.state === "signedOut") return now;
  return { state: "signedOut", reason: now.state === "signedIn" ? "ended" : undefined };
}

const SessionContext = createContext<Session | null>(null);

const LiveContext = createContext<Live | null>(null);

/** Documents go by id where the server was built with them; the development server takes texts. */
const byId = import.meta.env.PROD;

export function SessionProvider({ children }: { children: ReactNode }) {
  const [session, setSession] = useState<SessionState>({ state: "starting" });
  const activity = useMemo(() => trackActivity(), []);
  useAttention(activity);
  const checkRef = useRef<() => void>(() => {});

  const connect = useCallback((): Connection => {
    const live = openLive({ url: socketAddress(), onRefused: () => checkRef.current() });
    // A request that was on its way while a step-up changed the cookie is refused
    // too, so the server is asked before anybody is sent out.
    const onSignedOut = () => checkRef.current();
    // The policy has a new version: who is signed in owes something from now on.
    const onConsentOwed = () => checkRef.current();
    return { live, client: createPortalClient({ live, onSignedOut, onConsentOwed, activity, byId }) };
  }, [activity]);
  const [connection, setConnection] = useState(connect);

  useEffect(() => () => connection.live.close(), [connection]);

  const check = useCallback(async () => {
    const { data, error } = await connection.client
      .query(ViewerDocument, {}, { requestPolicy: "network-only" })
      .toPromise();
    if (data?.viewer) setSession({ state: "signedIn", viewer: data.viewer });
    else if (error) setSession((now) => (now.state === "signedIn" ? now : { state: "unreachable" }));
    else setSession(withoutViewer);
  }, [connection]);
  checkRef.current = () => void check();
  const askAgain = useCallback(() => checkRef.current(), []);

  // Only the first connection has to ask; a later one is made because the answer is known.
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    void check();
  }, [check]);

  const begin = useCallback(
    (viewer: ViewerFieldsFragment) => {
      setConnection(connect());
      setSession({ state: "signedIn", viewer });
    },
    [connect],
  );

  const end = useCallback(
    async (reason: EndReason) => {
      await connection.client.mutation(SignOutDocument, {}).toPromise();
      setSession({ state: "signedOut", reason });
      setConnection(connect());
    },
    [connection, connect],
  );

  const owner = useOwner(session);
  const value = useMemo(
    () => ({ ...session, activity, begin, end, connect, check: askAgain, owner }),
    [session, activity, begin, end, connect, askAgain, owner],
  );
  return (
    <SessionContext value={value}>
      <ConnectionProvider connection={connection}>{children}</ConnectionProvider>
    </SessionContext>
  );
}

/** What is inside asks and hears over this connection, and keeps what it learns in its cache. */
export function ConnectionProvider({ connection, children }: { connection: Connection; children: ReactNode }) {
  return (
    <LiveContext value={connection.live}>
      <Provider value={connection.client}>{children}</Provider>
    </LiveContext>
  );
}

/** Leaving gives up what was begun; a session that ran out does not. */
function useOwner(session: SessionState): string | null {
  const last = useRef<string | null>(null);
  if (session.state === "signedIn") last.current = session.viewer.account.id;
  else if (session.state === "signedOut" && session.reason === "left") last.current = null;
  return last.current;
}

/** Notes that somebody is there whenever they press something. */
function useAttention(activity: Activity): void {
  useEffect(() => {
    window.addEventListener("keydown", activity.touch, true);
    window.addEventListener("pointerdown", activity.touch, true);
    return () => {
      window.removeEventListener("keydown", activity.touch, true);
      window.removeEventListener("pointerdown", activity.touch, true);
      activity.close();
    };
  }, [activity]);
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("useSession outside SessionProvider");
  return session;
}

/** The socket of whoever is signed in. */
export function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error("useLive outside SessionProvider");
  return live;
}

/** What the account is in the clinic; a patient's until somebody is signed in. */
export function useRole(): Role {
  const session = useSession();
  return session.state === "signedIn" ? session.viewer.account.role : "PATIENT";
}
