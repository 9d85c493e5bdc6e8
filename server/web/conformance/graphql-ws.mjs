// Drives a running portal with the client of npm graphql-ws:
//
//   node graphql-ws.mjs ws://localhost:8080/graphql [BEARER-TOKEN]
//
// It asks only for what every schema has, so it runs against any of ours.
import assert from "node:assert/strict";
import { createClient } from "graphql-ws";
import WebSocket from "ws";

const [url, token] = process.argv.slice(2);
if (!url) {
  console.error("usage: node graphql-ws.mjs URL [BEARER-TOKEN]");
  process.exit(2);
}

const client = (options = {}) => createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0, ...options });

const once = async (c, payload) => {
  const results = [];
  for await (const r of c.iterate(payload)) results.push(r);
  return results;
};

const closedWith = async (c) => {
  try {
    await once(c, { query: "{ __typename }" });
    return "not closed";
  } catch (err) {
    return err.code;
  }
};

const checks = {
  "a query gives one result and completes": async () => {
    assert.deepEqual(await once(client(), { query: "{ __typename }" }), [{ data: { __typename: "Query" } }]);
  },
  "many operations share one socket": async () => {
    let opened = 0;
    const c = client({ on: { opened: () => opened++ }, lazyCloseTimeout: 1000 });
    const all = await Promise.all(Array.from({ length: 15 }, () => once(c, { query: "{ __typename }" })));
    assert.equal(all.length, 15);
    assert.equal(opened, 1);
    await c.dispose();
  },
  "a document that is not valid ends in errors": async () => {
    await assert.rejects(once(client(), { query: "{ noSuchField }" }), (errors) => {
      assert.equal(errors[0].extensions.code, "INVALID_INPUT");
      return true;
    });
  },
  "the connection stays usable after an error": async () => {
    const c = client({ lazyCloseTimeout: 1000 });
    await assert.rejects(once(c, { query: "{" }));
    assert.equal((await once(c, { query: "{ __typename }" })).length, 1);
    await c.dispose();
  },
  "a token that is no good is forbidden": async () => {
    assert.equal(await closedWith(client({ connectionParams: { authorization: "Bearer no-such-token" } })), 4403);
  },
  "pings of the client are answered": async () => {
    let pongs = 0;
    await new Promise((done, failed) => {
      const timer = setTimeout(() => failed(new Error("no pong")), 5000);
      const c = client({
        lazy: false,
        keepAlive: 20,
        onNonLazyError: failed,
        on: { pong: (received) => received && ++pongs === 3 && (clearTimeout(timer), done(c.dispose())) },
      });
    });
  },
};

if (token) {
  checks["a bearer token signs the socket in"] = async () => {
    assert.equal((await once(client({ connectionParams: { authorization: `Bearer ${token}` } }), { query: "{ __typename }" })).length, 1);
  };
}

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log(`ok     ${name}`);
  } catch (err) {
    failed++;
    console.log(`FAILED ${name}: ${err?.stack ?? JSON.stringify(err)}`);
  }
}
console.log(`${Object.keys(checks).length} checks, ${failed} failed`);
process.exit(failed ? 1 : 0);
