import assert from "node:assert/strict";
import { it } from "node:test";
import { cacheExchange, Client, fetchExchange, subscriptionExchange } from "@urql/core";
import { createClient } from "graphql-ws";
import WebSocket from "ws";
import { agreement, Asker, bookDocument, freeSlot, holdDocument, maria, onPage, signInDocument } from "../people.mjs";

export default function urql(portal) {
  it("urql signs in by cookie, searches, holds, books and hears of it", async () => {
    const page = new Asker(portal());
    const withCookie = async (url, options) => {
      const response = await fetch(url, { ...options, headers: { ...options.headers, cookie: page.cookie } });
      for (const line of response.headers.getSetCookie()) page.keep(line);
      return response;
    };
    class Socket extends WebSocket {
      constructor(url, protocols) {
        super(url, protocols, { headers: { cookie: page.cookie, origin: portal().url } });
      }
    }
    const socket = createClient({ url: portal().socket, webSocketImpl: Socket });
    const client = new Client({
      url: portal().graphql,
      preferGetMethod: false, // there is no GET
      fetch: withCookie,
      fetchOptions: { headers: { "x-portal-client": "contract" } },
      exchanges: [
        cacheExchange,
        fetchExchange,
        subscriptionExchange({
          forwardSubscription: ({ query, variables }) => ({
            subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables }, sink) }),
          }),
        }),
      ],
    });
    const good = async (running) => {
      const { data, error } = await running.toPromise();
      assert.equal(error, undefined, String(error));
      return data;
    };
    try {
      const asker = await onPage(portal(), maria); // agrees for all pages of hers
      const { patientId } = asker;
      await good(client.mutation(signInDocument, { input: { ...maria, client: "BROWSER" } }));
      const { viewer } = await good(client.query(`{ viewer { account { id username } } }`, {}));
      assert.equal(viewer.account.username, maria.username);

      const ready = new Promise((done) => socket.on("connected", done));
      const heard = new Promise((done) => {
        client.subscription(`subscription { notificationAdded { id kind title body link createdAt readAt } }`, {}).subscribe(done);
      });
      await ready;
      const slot = await freeSlot(asker, 26);
      const { holdSlot } = await good(client.mutation(holdDocument, { input: { ...slot, patientId } }));
      const { bookAppointment } = await good(client.mutation(bookDocument, { input: agreement({ patientId }, holdSlot.hold.id) }));
      const { data } = await heard;
      assert.equal(data.notificationAdded.kind, "APPOINTMENT_CONFIRMED");
      assert.equal(data.notificationAdded.link, `/appointments/${bookAppointment.appointment.id}`);

      const { error } = await client.query(`{ appointment(appointmentId: "nowhere") { id } }`, {}).toPromise();
      assert.equal(error.graphQLErrors[0].extensions.code, "NOT_FOUND");
    } finally {
      await socket.dispose();
    }
  });
}
