package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"patientportal/graph"
	"patientportal/server/actor"
)

// incoming is a message of graphql-transport-ws as a client sends it.
type incoming struct {
	ID      string          `json:"id"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload"`
}

// handle does what one message asks for, or closes the socket.
func (s *socket) handle(data []byte) {
	var m incoming
	if err := json.Unmarshal(data, &m); err != nil {
		s.close(closeBadMessage, "Invalid message received")
		return
	}
	switch m.Type {
	case "connection_init":
		s.initiate(m.Payload)
	case "ping":
		s.pong(m.Payload)
	case "pong":
	case "subscribe":
		s.subscribe(m)
	case "complete":
		s.complete(m.ID)
	default:
		s.close(closeBadMessage, "Invalid message received")
	}
}

// pong answers a ping with the payload it came with.
func (s *socket) pong(payload json.RawMessage) {
	switch {
	case isEmpty(payload):
		s.send([]byte(`{"type":"pong"}`))
	case payload[0] != '{':
		s.close(closeBadMessage, "Invalid message received")
	default:
		s.send(fmt.Appendf(nil, `{"type":"pong","payload":%s}`, payload))
	}
}

func isEmpty(payload json.RawMessage) bool {
	return len(payload) == 0 || bytes.Equal(payload, []byte("null"))
}

// initiate signs the socket in: with the bearer token of the payload, else
// with the cookie of the upgrade, else as nobody, who may do what is public.
func (s *socket) initiate(payload json.RawMessage) {
	s.mu.Lock()
	again := s.initiated
	s.initiated = true
	s.mu.Unlock()
	if again {
		s.close(closeSecondInit, "Too many initialisation requests")
		return
	}
	c, err := s.credential(payload)
	if err != nil {
		s.close(closeBadMessage, "Invalid message received")
		return
	}
	ctx, cancel := context.WithTimeout(s.ctx, requestTime)
	defer cancel()
	verified, err := s.all.gate.recognize(ctx, c)
	if err != nil {
		s.all.log.Error("session", "request", s.client.RequestID, "error", err)
		s.close(closeInternalError, "Internal server error")
		return
	}
	if !c.fromCookie && c.token != "" && verified.actor.IsZero() {
		s.close(closeForbidden, "Forbidden")
		return
	}
	s.acknowledge(verified)
}

// acknowledge counts the socket to its session and lets operations in.
func (s *socket) acknowledge(verified session) {
	live, ok := s.all.join(s, verified)
	if !ok {
		s.close(closeForbidden, "Too many sockets")
		return
	}
	ctx := graph.WithExchange(s.ctx, s.client, nil)
	if !verified.actor.IsZero() {
		ctx = actor.NewContext(ctx, verified.actor)
	}
	s.mu.Lock()
	s.ctx, s.session, s.ready = ctx, live, true
	s.mu.Unlock()
	s.send([]byte(`{"type":"connection_ack"}`))
}

// credential reads connection_init. A token there is meant; one that is not
// understood is an error and not nobody.
func (s *socket) credential(payload json.RawMessage) (credential, error) {
	if isEmpty(payload) {
		return s.cookie, nil
	}
	var in struct { // keys are matched in any case
		Authorization *string `json:"authorization"`
	}
	if err := json.Unmarshal(payload, &in); err != nil {
		return credential{}, fmt.Errorf("read connection_init: %w", err)
	}
	if in.Authorization == nil {
		return s.cookie, nil
	}
	token, ok := bearer(*in.Authorization)
	if !ok {
		return credential{}, errors.New("read connection_init: not a bearer token")
	}
	return credential{token: token}, nil
}

// subscribe starts an operation of any kind.
func (s *socket) subscribe(m incoming) {
	s.mu.Lock()
	ready, running := s.ready, len(s.operations)
	_, taken := s.operations[m.ID]
	s.mu.Unlock()
	if !ready {
		s.close(closeUnauthorized, "Unauthorized")
		return
	}
	in, ok := decode(m.Payload)
	if !ok || m.ID == "" || len(m.ID) > idMost {
		s.close(closeBadMessage, "Invalid message received")
		return
	}
	if taken {
		s.close(closeSameID, "Subscriber for "+m.ID+" already exists")
		return
	}
	op := newOperation(s, m.ID)
	if running >= operationsMost || !s.mayStart() {
		s.send(op.errorMessage(tooManyOperations))
		op.cancel()
		return
	}
	s.begin(op)
	go op.run(in)
}

// mayStart counts an operation like a request of its own.
func (s *socket) mayStart() bool {
	return s.limiter == nil || s.limiter.AllowN(s.all.clock(), 1)
}

func (s *socket) begin(op *operation) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.operations == nil {
		s.operations = map[string]*operation{}
	}
	s.operations[op.key] = op
}

// complete ends an operation; an id that is not running is none of our concern.
func (s *socket) complete(id string) {
	s.mu.Lock()
	op := s.operations[id]
	delete(s.operations, id)
	s.mu.Unlock()
	if op != nil {
		op.cancel()
	}
}

// liveSession is what a signed-in socket knows of its session.
type liveSession struct {
	id      string // empty: nobody
	ended   <-chan struct{}
	expires time.Time
	checked time.Time
}
