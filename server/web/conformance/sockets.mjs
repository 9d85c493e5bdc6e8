// Sockets without a client's kindness: what is sent is what is written here.
import { once } from "node:events";
import WebSocket from "ws";

/** Opens a socket; messages wait until they are read. */
export async function dial(portal, headers = {}, protocols = "graphql-transport-ws") {
  const ws = new WebSocket(portal.socket, protocols, { headers });
  const messages = [];
  const readers = [];
  const closed = new Promise((done) => ws.on("close", (code, reason) => done({ code, reason: String(reason) })));
  ws.on("message", (data) => {
    const message = JSON.parse(data);
    const reader = readers.shift();
    if (reader) reader(message);
    else messages.push(message);
  });
  await once(ws, "open");
  return {
    ws,
    closed,
    send: (message) => ws.send(typeof message === "string" ? message : JSON.stringify(message)),
    /** The next message, or how the socket was closed. */
    next: () =>
      messages.length > 0
        ? Promise.resolve(messages.shift())
        : Promise.race([new Promise((done) => readers.push(done)), closed.then((how) => ({ type: "closed", ...how }))]),
    drop: () => ws.terminate(),
  };
}

/** A signed-in socket with a subscription at work. */
export async function follow(portal, payload, headers = {}) {
  const socket = await dial(portal, headers);
  socket.send({ type: "connection_init", payload });
  socket.send({ type: "subscribe", id: "1", payload: { query: "subscription { notificationAdded { id } }" } });
  socket.send({ type: "ping" });
  for (const type of ["connection_ack", "pong"]) {
    const got = await socket.next();
    if (got.type !== type) throw new Error(`got ${JSON.stringify(got)}, not ${type}`);
  }
  return socket;
}
