package audit

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"patientportal/server/actor"
	"patientportal/server/page"
	"patientportal/server/store"
)

// Line is a row of the trail as it is read back.
type Line struct {
	Key         page.Key // its place: when, in microseconds, and its id
	Action      string
	SubjectType string
	Outcome     string
}

type readStatements struct{ deeds, deedsAfter, countDeeds *store.Statement }

func prepareReads(s *store.Store) readStatements {
	const from = ` FROM audit_events WHERE patient_id = ? AND account_id = ?`
	const columns = `SELECT id, at, action, subject_type, outcome` + from
	const order = ` ORDER BY at DESC, id DESC LIMIT ?`
	return readStatements{
		deeds:      s.Prepare(columns + order),
		deedsAfter: s.Prepare(columns + ` AND (at, id) < (?, ?)` + order),
		countDeeds: s.Prepare(`SELECT COUNT(*)` + from),
	}
}

// Deeds lists what an account did with a patient's data, newest first, at most
// limit; from behind that place unless it is the zero Key. Who may read it is
// the rule of the room that asks.
func (t *Trail) Deeds(ctx context.Context, accountID, patientID string, after page.Key, limit int) (list []Line, err error) {
	ctx = actor.NewContext(ctx, actor.System("audit"))
	var rows *sql.Rows
	if after == (page.Key{}) {
		rows, err = t.reads.deeds.Query(ctx, patientID, accountID, limit)
	} else {
		rows, err = t.reads.deedsAfter.Query(ctx, patientID, accountID, after.Micros, after.ID, limit)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the audit trail: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var l Line
		if err := rows.Scan(&l.Key.ID, &l.Key.Micros, &l.Action, &l.SubjectType, &l.Outcome); err != nil {
			return nil, fmt.Errorf("reading the audit trail: %w", err)
		}
		list = append(list, l)
	}
	return list, rows.Err()
}

// CountDeeds is how many lines Deeds has in all.
func (t *Trail) CountDeeds(ctx context.Context, accountID, patientID string) (n int, err error) {
	ctx = actor.NewContext(ctx, actor.System("audit"))
	if err := t.reads.countDeeds.QueryRow(ctx, patientID, accountID).Scan(&n); err != nil {
		return 0, fmt.Errorf("counting in the audit trail: %w", err)
	}
	return n, nil
}
