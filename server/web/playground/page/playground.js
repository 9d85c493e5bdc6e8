// Signs in as a browser does: the session cookie travels by itself and every
// request carries the header that the portal asks of whoever acts by cookie.
// A bearer token can be given instead, under Headers, for both kinds of
// request: {"authorization": "Bearer …"}.
"use strict";

const socket = new URL("/graphql", window.location.href);
socket.protocol = socket.protocol === "https:" ? "wss:" : "ws:";

// GraphiQL opens a socket for each subscription, so one that is started after
// signing in has the session.
const fetcher = GraphiQL.createFetcher({
  url: "/graphql",
  subscriptionUrl: socket.href,
  headers: { "X-Portal-Client": "playground" },
  enableIncrementalDelivery: false,
});

const example = `# Sign in first, then ask as that person:
#
# mutation SignIn {
#   signIn(input: {username: "maria.alvarez", password: "…", client: BROWSER}) {
#     __typename
#   }
# }

query Clinic {
  clinic {
    name
    supportPhone
    supportHours
  }
}
`;

const root = ReactDOM.createRoot(document.getElementById("playground"));
root.render(
  React.createElement(GraphiQL, {
    fetcher,
    defaultQuery: example,
    shouldPersistHeaders: false,
    defaultEditorToolsVisibility: true,
  }),
);
