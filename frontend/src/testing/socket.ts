import type { DocumentNode } from "graphql";
import { ws } from "msw";
import { documentIdOf } from "@/lib/persisted";
import { network } from "./network";

type Payload = { query: string; documentId?: string; operationName?: string; variables: Record<string, unknown> };
type Sent = { id?: string; type: string; payload?: Payload };
type Open = { send: (data: string) => void; close: (code?: number, reason?: string) => void };

type Subscribed = Payload & {
  /** Sends an event of the subscription's root field. */
  tell: (field: string, event: object) => void;
  drop: (code: number) => void;
};

/** The server's end of the app's socket: what was subscribed to, and a way to tell something. */
export function socket() {
  const link = ws.link("ws://localhost:3000/graphql");
  const subscribed: Subscribed[] = [];
  const hear = (client: Open, { id, type, payload }: Sent) => {
    if (type === "connection_init") client.send(JSON.stringify({ type: "connection_ack" }));
    if (type !== "subscribe" || !payload) return;
    subscribed.push({
      ...payload,
      tell: (field, event) => client.send(JSON.stringify({ id, type: "next", payload: { data: { [field]: event } } })),
      drop: (code) => client.close(code, "ended by the test"),
    });
  };
  network.use(
    link.addEventListener("connection", ({ client }) => {
      client.addEventListener("message", ({ data }) => hear(client as unknown as Open, JSON.parse(String(data))));
    }),
  );
  const isOf = (document: DocumentNode) => (one: Subscribed) =>
    one.documentId === documentIdOf(document) || one.operationName === nameOf(document);
  return { subscribed, latest: (document: DocumentNode) => subscribed.findLast(isOf(document)) };
}

function nameOf(document: DocumentNode): string | undefined {
  const [first] = document.definitions;
  return first?.kind === "OperationDefinition" ? first.name?.value : undefined;
}
