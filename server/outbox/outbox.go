package outbox

import (
	"context"
	"errors"
	"fmt"

	"patientportal/server/store"
)

// ErrDuplicate says that an event of the same subject, version, kind and lead
// is there already. Nothing was written and no number was used; the
// transaction may go on.
var ErrDuplicate = errors.New("outbox: this has been said already")

// Outbox appends events and reads them back. It is safe for concurrent use
// once its handlers and listeners are registered.
type Outbox struct {
	store    *store.Store
	clock    store.Clock
	sql      statements
	handlers []func(ctx context.Context, e Event) error
	told     []func(Event)
}

// New makes the outbox of a store.
func New(s *store.Store, clock store.Clock) *Outbox {
	return &Outbox{store: s, clock: clock, sql: prepare(s)}
}

// Handle registers fn to run inside the transaction of every event appended
// from now on; its error undoes the transaction. On PostgreSQL the whole may
// run again after a deadlock, so fn keeps to the database. Register before the
// first Append: this is not safe beside it.
func (o *Outbox) Handle(fn func(ctx context.Context, e Event) error) {
	o.handlers = append(o.handlers, fn)
}

// Told registers fn to run after the commit of every event appended from now
// on, on the goroutine that committed: it must not block. Two events of a
// stream may be told in either order; their numbers say which was first.
// Register before the first Append.
func (o *Outbox) Told(fn func(Event)) { o.told = append(o.told, fn) }

// Append writes the event in the context's Tx, runs the handlers, and has the
// listeners told after the commit. It gives the event back with its id and
// number. Outside a Tx it fails with store.ErrNoTx; for an event that is there
// already with ErrDuplicate.
func (o *Outbox) Append(ctx context.Context, e Event) (Event, error) {
	if _, open := store.SQLTx(ctx); !open {
		return Event{}, store.ErrNoTx
	}
	e = o.complete(e)
	if err := o.insert(ctx, &e); err != nil {
		return Event{}, err
	}
	for _, handle := range o.handlers {
		if err := handle(ctx, e); err != nil {
			return Event{}, fmt.Errorf("handling %s: %w", e.Kind, err)
		}
	}
	store.AfterCommit(ctx, func() { o.tell(e) })
	return e, nil
}

func (o *Outbox) complete(e Event) Event {
	if e.ID == "" {
		e.ID = store.NewID()
	}
	if e.Stream == "" {
		e.Stream = PatientStream(e.PatientID)
	}
	if e.At.IsZero() {
		e.At = o.clock()
	}
	// What is told must equal what is read back later, to the microsecond.
	e.At = store.FromMicros(store.Micros(e.At))
	return e
}

func (o *Outbox) tell(e Event) {
	for _, fn := range o.told {
		fn(e)
	}
}

// Retell tells the listeners of events that may not have been told: those the
// relay found by Untold.
func (o *Outbox) Retell(events []Event) {
	for _, e := range events {
		o.tell(e)
	}
}
