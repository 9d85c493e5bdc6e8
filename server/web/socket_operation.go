package web

import (
	"context"
	"encoding/json"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/gorilla/websocket"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"patientportal/server/actor"
	"patientportal/server/fault"
)

var tooManyOperations = gqlerror.List{graphQLError(fault.RateLimited, "web.too_many_operations", "Too many operations at once on one socket.")}

// operation is one subscribe message at work.
type operation struct {
	socket *socket
	id     []byte // as a JSON string
	key    string
	ctx    context.Context
	cancel context.CancelFunc
}

func newOperation(s *socket, id string) *operation {
	quoted, err := json.Marshal(id)
	if err != nil {
		panic(err) // any string can be quoted
	}
	ctx, cancel := context.WithCancel(graphql.StartOperationTrace(s.ctx))
	return &operation{socket: s, id: quoted, key: id, ctx: ctx, cancel: cancel}
}

// run executes the operation and sends what it gives.
func (o *operation) run(in *request) {
	defer o.recovered()
	p, errs := o.socket.all.run.prepare(o.ctx, in)
	if len(errs) > 0 {
		o.refuse(errs)
		return
	}
	if !o.asNow() {
		return
	}
	start := time.Now()
	if p.kind == ast.Subscription {
		next, ctx := o.socket.all.run.results(o.ctx, p)
		go o.stream(ctx, next, p.operation.Operation.Name) // on a new stack: this one has grown for good
		return
	}
	ctx, cancel := context.WithTimeout(o.ctx, requestTime)
	defer cancel()
	next, ctx := o.socket.all.run.results(ctx, p)
	if result := next(ctx); result != nil {
		o.next(result)
	}
	o.finish()
	o.log(p.operation.Operation.Name, start, 1)
}

// asNow makes the operation's actor the session as it is now: a socket lives
// longer than what its session was allowed when it opened. Sessions that have
// ended lose the socket, told by another server or not. It gives false when
// there is nothing more to do, whoever was to hear of it having heard.
func (o *operation) asNow() bool {
	s := o.socket
	s.mu.Lock()
	id := s.session.id
	s.mu.Unlock()
	if id == "" {
		return true
	}
	ctx, cancel := context.WithTimeout(o.ctx, requestTime)
	defer cancel()
	who, _, err := s.all.gate.sessions.Current(ctx, id)
	switch {
	case err == nil:
		o.ctx = actor.NewContext(o.ctx, who)
		return true
	case o.ctx.Err() != nil: // completed by the client meanwhile
	case fault.CodeOf(err) == fault.Unauthenticated:
		s.close(closeUnauthorized, "Session ended")
	default:
		s.all.log.Error("session", "request", s.client.RequestID, "error", err)
		o.refuse(gqlerror.List{graphQLError(fault.Internal, "internal", internalMessage)})
	}
	return false
}

// stream passes events on until there are no more or the session ends, which
// is looked at before each: what happened since may not be theirs to hear.
func (o *operation) stream(ctx context.Context, next graphql.ResponseHandler, name string) {
	defer o.recovered()
	start, events := time.Now(), 0
	for {
		result := next(ctx)
		if result == nil || !o.socket.all.stillSignedIn(o.socket) { //nolint:contextcheck // asks for the socket, not for this operation
			break
		}
		o.next(result)
		events++
	}
	o.finish()
	o.log(name, start, events)
}

func (o *operation) log(name string, start time.Time, events int) {
	o.socket.all.log.Info("operation", "request", o.socket.client.RequestID, "operation", name,
		"events", events, "took", time.Since(start))
}

func (o *operation) next(r *graphql.Response) {
	b := make([]byte, 0, len(r.Data)+len(o.id)+2*resultRoom)
	b = append(append(append(b, `{"id":`...), o.id...), `,"type":"next","payload":`...)
	b, err := appendResult(b, r)
	if err != nil {
		panic(err)
	}
	o.sendIfCurrent(append(b, '}'), false)
}

// finish says that nothing follows, unless the client said so first.
func (o *operation) finish() {
	b := append([]byte(`{"id":`), o.id...)
	o.sendIfCurrent(append(b, `,"type":"complete"}`...), true)
	o.cancel()
}

// refuse answers with errors, which end an operation: nothing follows.
func (o *operation) refuse(errs gqlerror.List) {
	o.sendIfCurrent(o.errorMessage(errs), true)
	o.cancel()
}

func (o *operation) errorMessage(errs gqlerror.List) []byte {
	list, err := json.Marshal(errs)
	if err != nil {
		panic(err) // texts and maps of texts only
	}
	b := append([]byte(`{"id":`), o.id...)
	return append(append(append(b, `,"type":"error","payload":`...), list...), '}')
}

// sendIfCurrent sends while the id is still this operation's: after a complete
// from either side nothing is sent, and the id may be another's by then.
func (o *operation) sendIfCurrent(data []byte, last bool) {
	s := o.socket
	s.mu.Lock()
	if s.operations[o.key] != o {
		s.mu.Unlock()
		return
	}
	if last {
		delete(s.operations, o.key)
	}
	s.queueLocked(outgoing{data: data, frame: websocket.TextMessage})
}

// recovered keeps one operation's panic from ending the program.
func (o *operation) recovered() {
	if value := recover(); value != nil {
		err := logPanic(o.socket.all.log)(o.ctx, value)
		o.refuse(gqlerror.List{mask(o.ctx, err)})
	}
}
