package web

import (
	"context"
	"errors"
	"io"
	"net/http"

	"github.com/99designs/gqlgen/graphql"
	"github.com/gorilla/websocket"
	"github.com/vektah/gqlparser/v2/ast"

	"patientportal/graph"
	"patientportal/server/actor"
)

// endpoint is /graphql: POST for one operation, a socket for many. There is no
// GET, which would put what people look for into URLs, and no batching.
type endpoint struct {
	gate    *gate
	run     *runner
	sockets *sockets
}

func (e *endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet && websocket.IsWebSocketUpgrade(r) {
		e.sockets.upgrade(w, r)
		return
	}
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", "POST")
		refuse(w, http.StatusMethodNotAllowed, "graphql.post_only", "Send a POST with a JSON body.")
		return
	}
	media, ok := acceptable(r.Header["Accept"])
	if !ok {
		refuse(w, http.StatusNotAcceptable, "graphql.not_acceptable", "Answers are "+typeResponse+" or "+typeJSON+".")
		return
	}
	if !isJSON(r.Header) {
		refuse(w, http.StatusUnsupportedMediaType, "graphql.json_only", "The body must be "+typeJSON+" in UTF-8.")
		return
	}
	e.post(w, r, media)
}

// post does one operation. Whoever acts by cookie must show that a script of
// ours, or one that CORS let through, is asking.
func (e *endpoint) post(w http.ResponseWriter, r *http.Request, media string) {
	c := e.gate.credential(r)
	if c.fromCookie && r.Header.Get(clientHeader) == "" {
		refuseHeader(w)
		return
	}
	in, ok := readRequest(w, r, media)
	if !ok {
		return
	}
	ctx, cancel := context.WithTimeout(graphql.StartOperationTrace(r.Context()), requestTime)
	defer cancel()
	s, err := e.gate.asker(ctx, r, c)
	if err != nil {
		failed(w, err)
		return
	}
	b := e.gate.browserOf(r)
	// A cookie that is no good any more is left alone: it may be the one from
	// before a step-up, sent while its next one was on the way.
	ctx = graph.WithExchange(ctx, e.gate.client(r), b)
	if !s.actor.IsZero() {
		ctx = actor.NewContext(ctx, s.actor)
		note(w).account = s.actor.AccountID()
	}
	e.execute(ctx, w, media, in, b)
}

// readRequest reads the body, or answers why it does not.
func readRequest(w http.ResponseWriter, r *http.Request, media string) (*request, bool) {
	body, err := readBody(w, r)
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		refuse(w, http.StatusRequestEntityTooLarge, "graphql.too_large", "The body is larger than 64 kB.")
		return nil, false
	}
	if err != nil {
		writeErrors(w, http.StatusBadRequest, media, errBody)
		return nil, false
	}
	in, ok := decode(body)
	if !ok {
		writeErrors(w, http.StatusBadRequest, media, errBody)
	}
	return in, ok
}

func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	limited := http.MaxBytesReader(w, r.Body, bodyMost)
	if r.ContentLength <= 0 || r.ContentLength > bodyMost {
		return io.ReadAll(limited)
	}
	body := make([]byte, r.ContentLength)
	_, err := io.ReadFull(limited, body)
	return body, err
}

func (e *endpoint) execute(ctx context.Context, w http.ResponseWriter, media string, in *request, b *browser) {
	p, errs := e.run.prepare(ctx, in)
	if len(errs) == 0 && p.kind == ast.Subscription {
		errs = requestError("graphql.subscription", "Subscriptions need a socket.")
	}
	if len(errs) > 0 {
		writeErrors(w, refusedStatus(media), media, errs)
		return
	}
	note(w).operation = p.operation.Operation.Name
	next, ctx := e.run.results(ctx, p)
	result := next(ctx)
	if result == nil { // the deadline passed before there was one
		refuse(w, http.StatusGatewayTimeout, "internal", "This took too long. Please try again.")
		return
	}
	body, err := appendResult(takeBuffer(), result)
	if err != nil {
		panic(err)
	}
	b.send(w)
	writeBody(w, http.StatusOK, media, body)
	giveBuffer(body)
}

// refusedStatus is the status of a document that was refused. Clients of the
// older media type read errors from a 200 only.
func refusedStatus(media string) int {
	if media == typeResponse {
		return http.StatusBadRequest
	}
	return http.StatusOK
}
