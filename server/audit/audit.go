package audit

import (
	"context"
	"fmt"
	"strings"

	"patientportal/server/actor"
	"patientportal/server/store"
)

// Outcomes of what was tried.
const (
	OK     = "ok"
	Denied = "denied"
)

// Event is one line of the trail. Who and when come from the call.
type Event struct {
	Action      string   // verb with its room first: "booking.book"
	SubjectType string   // "appointment", "session"
	SubjectID   string   // empty when nothing came of it
	PatientID   string   // whose data; empty when nobody's
	Fields      []string // names of what changed or was read, never values
	Outcome     string   // OK unless given
	Reason      string   // why a member of staff did it, in their words; where one is asked for
}

// Trail writes the trail. It is safe for concurrent use.
type Trail struct {
	store  *store.Store
	clock  store.Clock
	insert *store.Statement
	reads  readStatements
}

// New makes the trail of a store; clock says when things happened.
func New(s *store.Store, clock store.Clock) *Trail {
	return &Trail{store: s, clock: clock, insert: s.Prepare(insertText), reads: prepareReads(s)}
}

const insertText = `INSERT INTO audit_events
	(id, at, account_id, role, system_name, session_id, action, subject_type, subject_id, patient_id, fields, outcome, reason, request_id)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

// Record adds the event in the context's Tx, or in one of its own outside any.
// It fails with that write alone, and then so must what it records. A refusal
// is recorded outside the Tx it undoes, else its row goes with it. The zero
// actor is allowed: someone without a session was refused.
func (t *Trail) Record(ctx context.Context, who actor.Actor, e Event) error {
	if e.Outcome == "" {
		e.Outcome = OK
	}
	// The table names patients, and a refused sign-in is nobody's: the trail
	// itself is what touches the row.
	ctx = actor.NewContext(ctx, actor.System("audit"))
	err := t.store.Tx(ctx, func(ctx context.Context) error {
		_, err := t.insert.Exec(ctx, t.row(ctx, who, e)...)
		return err
	})
	if err != nil {
		return fmt.Errorf("recording %s in the audit trail: %w", e.Action, err)
	}
	return nil
}

func (t *Trail) row(ctx context.Context, who actor.Actor, e Event) []any {
	return []any{
		store.NewID(), store.Micros(t.clock()),
		who.AccountID(), string(who.Role()), who.SystemName(), who.SessionID(),
		e.Action, e.SubjectType, e.SubjectID, e.PatientID,
		strings.Join(e.Fields, ","), e.Outcome, e.Reason, requestID(ctx),
	}
}

// ReadByOther records that someone read a part of a patient's data, unless
// they are that patient or a part of the program. what names the part, such as
// "records.results".
func (t *Trail) ReadByOther(ctx context.Context, who actor.Actor, patientID, what string) error {
	if who.IsSystem() || who.IsSelf(patientID) {
		return nil
	}
	return t.Record(ctx, who, Event{
		Action: "read", SubjectType: what, SubjectID: patientID, PatientID: patientID,
	})
}

type requestKey struct{}

// NewContext carries the id of the request, so that the rows of one request
// can be told together with its log lines.
func NewContext(ctx context.Context, requestID string) context.Context {
	return context.WithValue(ctx, requestKey{}, requestID)
}

func requestID(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}
