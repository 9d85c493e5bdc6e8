package outbox

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"patientportal/server/fault"
	"patientportal/server/store"
)

type statements struct {
	next, giveBack, insert                  *store.Statement
	head, position, after, untold, markTold *store.Statement
	latest, dropLetters, dropStreams        *store.Statement
}

const columns = `id, stream, number, kind, subject_id, subject_version, lead_minutes, patient_id, at, payload`

func prepare(s *store.Store) statements {
	return statements{
		next: s.Prepare(`INSERT INTO outbox_streams (id, last_number) VALUES (?, 1)
			ON CONFLICT (id) DO UPDATE SET last_number = outbox_streams.last_number + 1
			RETURNING last_number`),
		giveBack: s.Prepare(`UPDATE outbox_streams SET last_number = last_number - 1 WHERE id = ?`),
		insert: s.Prepare(`INSERT INTO outbox_events (` + columns + `, told_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
			ON CONFLICT (subject_id, subject_version, kind, lead_minutes) DO NOTHING`),
		head:     s.Prepare(`SELECT last_number FROM outbox_streams WHERE id = ?`),
		position: s.Prepare(`SELECT number FROM outbox_events WHERE id = ? AND stream = ?`),
		after: s.Prepare(`SELECT ` + columns + ` FROM outbox_events
			WHERE stream = ? AND number > ? ORDER BY number LIMIT ?`),
		untold: s.Prepare(`SELECT ` + columns + ` FROM outbox_events
			WHERE told_at = 0 AND at < ? ORDER BY id LIMIT ?`),
		markTold:    s.Prepare(`UPDATE outbox_events SET told_at = ? WHERE id = ? AND told_at = 0`),
		dropLetters: s.Prepare(`DELETE FROM outbox_events WHERE kind = '` + string(LetterWritten) + `' AND at < ?`),
		dropStreams: s.Prepare(`DELETE FROM outbox_streams WHERE id LIKE 'letter:%'
			AND NOT EXISTS (SELECT 1 FROM outbox_events e WHERE e.stream = outbox_streams.id)`),
		latest: s.Prepare(`SELECT subject_version, kind FROM outbox_events
			WHERE subject_id = ? ORDER BY subject_version DESC, number LIMIT 1`),
	}
}

// Next takes the next number of a stream; the stream stays locked until the
// Tx ends, so numbers become visible in their order. Who takes numbers of
// several streams in one Tx takes them in the order of their names.
func (o *Outbox) Next(ctx context.Context, stream string) (int64, error) {
	if _, open := store.SQLTx(ctx); !open {
		return 0, store.ErrNoTx
	}
	var number int64
	if err := o.sql.next.QueryRow(ctx, stream).Scan(&number); err != nil {
		return 0, fmt.Errorf("numbering a stream: %w", err)
	}
	return number, nil
}

func (o *Outbox) insert(ctx context.Context, e *Event) error {
	number, err := o.Next(ctx, e.Stream)
	if err != nil {
		return err
	}
	e.Number = number
	result, err := o.sql.insert.Exec(ctx, e.ID, e.Stream, e.Number, string(e.Kind), e.SubjectID,
		e.SubjectVersion, e.LeadMinutes, store.NullText(e.PatientID), store.Micros(e.At), string(e.Payload))
	if err != nil {
		return fmt.Errorf("writing %s to the outbox: %w", e.Kind, err)
	}
	added, err := result.RowsAffected()
	if err != nil || added == 1 {
		return err
	}
	// The stream is ours until the commit, so the number can go back.
	if _, err := o.sql.giveBack.Exec(ctx, e.Stream); err != nil {
		return fmt.Errorf("giving a number back: %w", err)
	}
	return ErrDuplicate
}

// Head is the number of the newest event of the stream, 0 when there is none.
func (o *Outbox) Head(ctx context.Context, stream string) (int64, error) {
	var number int64
	err := o.sql.head.QueryRow(ctx, stream).Scan(&number)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("reading the head of a stream: %w", err)
	}
	return number, nil
}

// Position is the number of an event in its stream. For an event that is not
// in the stream it fails with INVALID_INPUT on "after".
func (o *Outbox) Position(ctx context.Context, stream, eventID string) (int64, error) {
	var number int64
	err := o.sql.position.QueryRow(ctx, eventID, stream).Scan(&number)
	if errors.Is(err, sql.ErrNoRows) {
		var p fault.Problems
		p.Add("after", "outbox.unknown_event", "There is no such event to continue after.")
		return 0, p.Err()
	}
	if err != nil {
		return 0, fmt.Errorf("finding an event: %w", err)
	}
	return number, nil
}

// Since gives at most limit events of the stream after the one with that id,
// oldest first; from the beginning when the id is empty. An id that is not in
// the stream fails as in Position.
func (o *Outbox) Since(ctx context.Context, stream, afterID string, limit int) ([]Event, error) {
	var number int64
	if afterID != "" {
		var err error
		if number, err = o.Position(ctx, stream, afterID); err != nil {
			return nil, err
		}
	}
	return o.After(ctx, stream, number, limit)
}

// After gives at most limit events of the stream with greater numbers, oldest
// first.
func (o *Outbox) After(ctx context.Context, stream string, number int64, limit int) ([]Event, error) {
	rows, err := o.sql.after.Query(ctx, stream, number, limit)
	return collect(rows, err)
}

// Untold gives at most limit events that happened before that time and are not
// marked as told, oldest first.
func (o *Outbox) Untold(ctx context.Context, before time.Time, limit int) ([]Event, error) {
	rows, err := o.sql.untold.Query(ctx, store.Micros(before), limit)
	return collect(rows, err)
}

// MarkTold notes that these events reached the listeners.
func (o *Outbox) MarkTold(ctx context.Context, ids []string) error {
	now := store.Micros(o.clock())
	err := o.store.Tx(ctx, func(ctx context.Context) error {
		for _, id := range ids {
			if _, err := o.sql.markTold.Exec(ctx, now, id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("marking events as told: %w", err)
	}
	return nil
}

// DropLetters forgets letters that were written before that time, with their
// streams, in the context's Tx. Nobody reads them on; what was done is on the
// audit trail.
func (o *Outbox) DropLetters(ctx context.Context, before time.Time) error {
	if _, err := o.sql.dropLetters.Exec(ctx, store.Micros(before)); err != nil {
		return fmt.Errorf("forgetting letters: %w", err)
	}
	if _, err := o.sql.dropStreams.Exec(ctx); err != nil {
		return fmt.Errorf("forgetting letters: %w", err)
	}
	return nil
}

// Latest is the highest version of the subject that an event is about, and what
// made it so; 0 and no kind when there is none.
func (o *Outbox) Latest(ctx context.Context, subjectID string) (version int, kind Kind, err error) {
	err = o.sql.latest.QueryRow(ctx, subjectID).Scan(&version, &kind)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return 0, "", fmt.Errorf("reading the version of a subject: %w", err)
	}
	return version, kind, nil
}

func collect(rows *sql.Rows, err error) (events []Event, _ error) {
	if err != nil {
		return nil, fmt.Errorf("reading the outbox: %w", err)
	}
	defer func() { _ = rows.Close() }() // rows.Err says what went wrong
	for rows.Next() {
		e, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("reading an event: %w", err)
		}
		events = append(events, e)
	}
	return events, rows.Err()
}

func scan(rows *sql.Rows) (Event, error) {
	var e Event
	var at int64
	var payload string
	var patientID sql.NullString
	err := rows.Scan(&e.ID, &e.Stream, &e.Number, &e.Kind, &e.SubjectID,
		&e.SubjectVersion, &e.LeadMinutes, &patientID, &at, &payload)
	e.PatientID = patientID.String
	e.At = store.FromMicros(at)
	if payload != "" {
		e.Payload = json.RawMessage(payload)
	}
	return e, err
}
