import assert from "node:assert/strict";
import { it } from "node:test";
import { ApolloClient, ApolloLink, CombinedGraphQLErrors, gql, HttpLink, InMemoryCache } from "@apollo/client/core/index.js";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions/index.js";
import { getMainDefinition } from "@apollo/client/utilities/index.js";
import { createClient } from "graphql-ws";
import WebSocket from "ws";
import { agreement, bookDocument, freeSlot, holdDocument, maria, onPhone } from "../people.mjs";

export default function apollo(portal) {
  it("Apollo signs in, searches, holds, books and hears of it", async () => {
    const phone = await onPhone(portal(), maria);
    const authorization = phone.headers.authorization;
    const socket = createClient({ url: portal().socket, webSocketImpl: WebSocket, connectionParams: { authorization } });
    const isSubscription = ({ query }) => getMainDefinition(query).operation === "subscription";
    const client = new ApolloClient({
      cache: new InMemoryCache(),
      link: ApolloLink.split(isSubscription, new GraphQLWsLink(socket), new HttpLink({ uri: portal().graphql, headers: { authorization } })),
    });
    try {
      const { data } = await client.query({ query: gql`query { viewer { account { id username sessions { id current } } patients { id fullName } } }` });
      assert.equal(data.viewer.patients[0].fullName, "Maria Alvarez");

      const heard = new Promise((done, failed) => {
        client.subscribe({
          query: gql`subscription($id: ID!) { appointmentEvents(patientId: $id) { ... on AppointmentConfirmed { id at appointment { id status } } } }`,
          variables: { id: phone.patientId },
        }).subscribe({ next: done, error: failed });
      });
      const ready = new Promise((done) => socket.on("connected", done));
      await ready;
      const slot = await freeSlot(phone, 24);
      const held = await client.mutate({ mutation: gql(holdDocument), variables: { input: { ...slot, patientId: phone.patientId } } });
      const booked = await client.mutate({ mutation: gql(bookDocument), variables: { input: agreement(phone, held.data.holdSlot.hold.id) } });
      const made = booked.data.bookAppointment.appointment;
      const event = (await heard).data.appointmentEvents;
      assert.equal(event.__typename, "AppointmentConfirmed");
      assert.equal(event.appointment.id, made.id);

      await assert.rejects(client.query({ query: gql`query { appointment(appointmentId: "nowhere") { id } }` }), (err) => {
        assert.ok(CombinedGraphQLErrors.is(err), String(err));
        assert.equal(err.errors[0].extensions.code, "NOT_FOUND");
        return true;
      });
    } finally {
      client.stop();
      await socket.dispose();
    }
  });
}
