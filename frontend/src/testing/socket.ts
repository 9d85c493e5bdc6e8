import { ws } from "msw";
import { network } from "./network";

type Sent = { id?: string; type: string; payload?: { query: string; variables: Record<string, unknown> } };
type Open = { send: (data: string) => void; close: (code?: number, reason?: string) => void };

/** The server's end of the app's socket: what was subscribed to, and a way to tell something. */
export function socket() {
  const link = ws.link("ws://localhost:3000/graphql");
  const subscribed: { field: string; variables: Record<string, unknown>; tell: (event: object) => void; drop: () => void }[] = [];
  const hear = (client: Open, { id, type, payload }: Sent) => {
    if (type === "connection_init") client.send(JSON.stringify({ type: "connection_ack" }));
    if (type !== "subscribe" || !payload) return;
    const field = /\{\s*(\w+)\(/.exec(payload.query.slice(payload.query.indexOf("subscription")))?.[1] ?? "";
    subscribed.push({
      field,
      variables: payload.variables,
      tell: (event) => client.send(JSON.stringify({ id, type: "next", payload: { data: { [field]: event } } })),
      drop: () => client.close(1012, "Service Restart"),
    });
  };
  network.use(
    link.addEventListener("connection", ({ client }) => {
      client.addEventListener("message", ({ data }) => hear(client as unknown as Open, JSON.parse(String(data))));
    }),
  );
  return {
    subscribed,
    latest: (field: string) => subscribed.findLast((one) => one.field === field),
  };
}
