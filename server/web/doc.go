// Package web is the program's one door: what arrives over HTTP and leaves.
//
// It owns the routes, the session cookie, the address of the caller, the
// headers that keep browsers safe, GraphQL over POST and over a socket, the
// files of the app and the playground, and the access log. It decides nothing
// about patients: it finds out who is asking, puts that actor into the context
// and hands on to package graph.
//
// Words:
//
//   - a credential is what a request carries to prove a session: the cookie of
//     a browser or the bearer token of a native app;
//   - a document is the text of a GraphQL request; a stored one is known by its
//     id from the app's build;
//   - a request error refuses a whole document before anything is executed.
//
// Invariants, each with a test: no body is echoed; a cookie alone never
// changes anything (see origin.go); the log holds routes, never paths or
// variables; everything is marked no-store except files whose name holds
// their hash; a session that ends takes its sockets along within a second.
package web
