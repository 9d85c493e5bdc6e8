// graphql-transport-ws point by point, with a client that knows no mercy:
// https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
import assert from "node:assert/strict";
import { it } from "node:test";
import { maria, onPhone } from "../people.mjs";
import { dial, follow } from "../sockets.mjs";

const init = { type: "connection_init" };
const ask = (id, query = "{ __typename }", more = {}) => ({ id, type: "subscribe", payload: { query, ...more } });
const forever = "subscription { notificationAdded { id } }";

export default function protocol(portal) {
  let token;
  const signedIn = async () => {
    token ??= (await onPhone(portal(), maria)).signedIn.accessToken;
    const socket = await dial(portal());
    socket.send({ ...init, payload: { authorization: `Bearer ${token}` } });
    assert.deepEqual(await socket.next(), { type: "connection_ack" });
    return socket;
  };
  const closes = async (code, ...messages) => {
    const socket = await signedIn();
    messages.forEach(socket.send);
    let got;
    do got = await socket.next();
    while (got.type !== "closed");
    assert.equal(got.code, code);
  };
  const quiet = async (socket) => {
    socket.send({ type: "ping" });
    assert.deepEqual(await socket.next(), { type: "pong" });
  };

  const points = {
    "another subprotocol is refused with 4406": async () => {
      const socket = await dial(portal(), {}, "graphql-ws");
      assert.equal((await socket.closed).code, 4406);
    },
    "the subprotocol is chosen among others": async () => {
      const socket = await dial(portal(), {}, ["graphql-ws", "graphql-transport-ws"]);
      assert.equal(socket.ws.protocol, "graphql-transport-ws");
      socket.drop();
    },
    "no connection_init in time ends with 4408": async () => {
      const socket = await dial(portal());
      assert.equal((await socket.closed).code, 4408);
    },
    "a second connection_init ends with 4429": () => closes(4429, init),
    "subscribing before the acknowledgement ends with 4401": async () => {
      const socket = await dial(portal());
      socket.send(ask("1"));
      assert.equal((await socket.closed).code, 4401);
    },
    "a token that is no good ends with 4403": async () => {
      const socket = await dial(portal());
      socket.send({ ...init, payload: { authorization: "Bearer no-such-token" } });
      assert.equal((await socket.closed).code, 4403);
    },
    "what is no JSON ends with 4400": () => closes(4400, "{"),
    "an unknown type ends with 4400": () => closes(4400, { type: "start", id: "1", payload: { query: "{ __typename }" } }),
    "subscribe without an id or a query ends with 4400": async () => {
      await closes(4400, { type: "subscribe", payload: { query: "{ __typename }" } });
      await closes(4400, { type: "subscribe", id: "1", payload: {} });
    },
    "the same id twice at a time ends with 4409": () => closes(4409, ask("1", forever), ask("1", forever)),
    "an id can be used again when it is free": async () => {
      const socket = await signedIn();
      for (let i = 0; i < 2; i++) {
        socket.send(ask("1"));
        assert.deepEqual(await socket.next(), { id: "1", type: "next", payload: { data: { __typename: "Query" } } });
        assert.deepEqual(await socket.next(), { id: "1", type: "complete" });
      }
      socket.drop();
    },
    "a ping is answered with its payload, before the acknowledgement too": async () => {
      const socket = await dial(portal());
      socket.send({ type: "ping", payload: { n: 1 } });
      assert.deepEqual(await socket.next(), { type: "pong", payload: { n: 1 } });
      socket.drop();
    },
    "a pong is heard in silence": async () => {
      const socket = await signedIn();
      socket.send({ type: "pong" });
      await quiet(socket);
      socket.drop();
    },
    "a document that is not valid gives error, nothing after it, and leaves the id free": async () => {
      const socket = await signedIn();
      socket.send(ask("1", "{ noSuchField }"));
      const { type, payload } = await socket.next();
      assert.equal(type, "error");
      assert.equal(payload[0].extensions.code, "INVALID_INPUT");
      await quiet(socket);
      socket.send(ask("1"));
      assert.equal((await socket.next()).type, "next");
      socket.drop();
    },
    "complete ends a subscription in silence, and of an unknown id means nothing": async () => {
      const socket = await signedIn();
      socket.send(ask("1", forever));
      socket.send({ type: "complete", id: "1" });
      socket.send({ type: "complete", id: "never-heard-of" });
      await quiet(socket);
      socket.send(ask("1", forever)); // 4409 if it were still at work
      await quiet(socket);
      socket.drop();
    },
  };
  for (const [name, point] of Object.entries(points)) it(name, point);

  it("a page of another origin is refused before the upgrade", async () => {
    await assert.rejects(dial(portal(), { origin: "https://evil.example" }), /403/);
  });

  it("more than 64 kB end the socket", () => closes(1009, ask("1", `{ __typename } #${"x".repeat(70_000)}`)));

  it("a session has ten sockets and no eleventh", async () => {
    const { accessToken } = (await onPhone(portal(), maria)).signedIn;
    const payload = { authorization: `Bearer ${accessToken}` };
    const sockets = [];
    for (let i = 0; i < 10; i++) sockets.push(await follow(portal(), payload));
    const eleventh = await dial(portal());
    eleventh.send({ ...init, payload });
    assert.equal((await eleventh.closed).code, 4403);
    for (const socket of sockets) socket.drop();
  });
}
