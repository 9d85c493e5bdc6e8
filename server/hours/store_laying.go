package hours

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"entgo.io/ent/dialect"

	"patientportal/server/store"
)

// MayBeFree is true of a slot that can be had at a time: free, or held by a hold
// that has run out. It repeats the predicate of the free indexes word for word,
// so that both databases see that they apply. held_until is 0 unless the slot is
// held.
const MayBeFree = `(status = 'FREE' OR status = 'HELD') AND held_until <= ?`

// What this room asks of how a slot stands; booking has the other words.
const (
	statusFree = "FREE"
	statusHeld = "HELD"
)

// laidSlot is a slot that is there, taken or not. Instants are in microseconds.
type laidSlot struct {
	id, practitionerID, locationID, departmentID string
	serviceID                                    string // "" for any
	start, end                                   int64
	status                                       string
	heldUntil                                    int64
}

// isFree says of a row what MayBeFree says in the database.
func (s laidSlot) isFree(now int64) bool {
	return (s.status == statusFree || s.status == statusHeld) && s.heldUntil <= now
}

// slotStore writes what laying out changes.
type slotStore struct {
	existing, gone, holder, held *store.Statement
	inserts                      [len(batches)]*store.Statement
	all                          *store.Statement // nil where arrays cannot be sent
	changed                      func(ctx context.Context, slotIDs ...string)
	seized                       func(ctx context.Context, holdID string) error
}

func newSlotStore(s *store.Store) slotStore {
	st := slotStore{
		changed: func(context.Context, ...string) {},
		seized:  func(context.Context, string) error { return nil },
		holder:  s.Prepare(`SELECT hold_id FROM booking_slots WHERE id = ?`),
		existing: s.Prepare(`SELECT id, practitioner_id, location_id, department_id, service_id, start_at, end_at, status, held_until
			FROM booking_slots WHERE practitioner_id = ? AND start_at > ? AND status <> 'WITHDRAWN' ORDER BY start_at`).Cancellable(),
		gone: s.Prepare(`UPDATE booking_slots SET status = 'WITHDRAWN', hold_id = '', held_until = 0
			WHERE id = ? AND ` + MayBeFree),
		held: s.Prepare(`UPDATE booking_slots SET status = 'WITHDRAWN', hold_id = '', held_until = 0
			WHERE id = ? AND status = 'HELD'`),
	}
	if s.Dialect() == dialect.Postgres {
		st.all = s.Prepare(`INSERT INTO booking_slots (id, practitioner_id, location_id, department_id, start_at, end_at, service_id, status, hold_id, held_until)
			SELECT v.*, 'FREE', '', 0 FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[]) v ON CONFLICT DO NOTHING`)
	}
	for i, n := range batches {
		st.inserts[i] = s.Prepare(insertSlotsText(n))
	}
	return st
}

// of gives the practitioner's slots that are not over, earliest first.
func (s slotStore) of(ctx context.Context, practitionerID string, now int64) (list []laidSlot, err error) {
	begun := now - (MaxSlotMinutes * time.Minute).Microseconds()
	rows, err := s.existing.Query(ctx, practitionerID, begun)
	if err != nil {
		return nil, fmt.Errorf("reading a practitioner's slots: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var v laidSlot
		if err := rows.Scan(&v.id, &v.practitionerID, &v.locationID, &v.departmentID, &v.serviceID, &v.start, &v.end, &v.status, &v.heldUntil); err != nil {
			return nil, fmt.Errorf("reading a slot: %w", err)
		}
		list = append(list, v)
	}
	return list, rows.Err()
}

// withdraw takes back slots that are still free, and counts them.
func (s slotStore) withdraw(ctx context.Context, ids []string, now int64) (n int, err error) {
	for _, id := range ids {
		gone, err := store.ChangedOne(s.gone.Exec(ctx, id, now))
		if err != nil {
			return n, err
		}
		if gone {
			n++
			s.changed(ctx, id)
		}
	}
	return n, nil
}

// seize withdraws a slot that somebody holds, and tells of it; false when it is
// held no more.
func (s slotStore) seize(ctx context.Context, slotID string) (bool, error) {
	var holdID string
	if err := s.holder.QueryRow(ctx, slotID).Scan(&holdID); err != nil {
		return false, fmt.Errorf("reading who holds a slot: %w", err)
	}
	won, err := store.ChangedOne(s.held.Exec(ctx, slotID))
	if err != nil || !won {
		return false, err
	}
	s.changed(ctx, slotID)
	if holdID == "" {
		return true, nil
	}
	return true, s.seized(ctx, holdID)
}

// insert adds free slots, and counts those that were not there.
func (s slotStore) insert(ctx context.Context, list []Time) (n int, err error) {
	ids := make([]string, len(list))
	for i := range list {
		ids[i] = store.NewID()
	}
	if s.all != nil {
		n, err = s.insertAll(ctx, ids, list)
	} else {
		n, err = s.insertBatches(ctx, ids, list)
	}
	s.changed(ctx, ids...) // those that were there already are not found under the new ids
	return n, err
}

// insertAll sends each column as one array: PostgreSQL takes thousands of rows
// in one statement so, whose arguments would else be far too many.
func (s slotStore) insertAll(ctx context.Context, ids []string, list []Time) (n int, err error) {
	for from := 0; from < len(list); from += insertAtOnce {
		to := min(from+insertAtOnce, len(list))
		var who, where, ward, what []string
		var start, end []int64
		for _, v := range list[from:to] {
			who, where, ward, what = append(who, v.PractitionerID), append(where, v.LocationID), append(ward, v.DepartmentID), append(what, v.ServiceID)
			start, end = append(start, v.Start), append(end, v.End)
		}
		added, err := store.Changed(s.all.Exec(ctx, ids[from:to], who, where, ward, start, end, what))
		if err != nil {
			return n, fmt.Errorf("adding slots: %w", err)
		}
		n += int(added)
	}
	return n, nil
}

func (s slotStore) insertBatches(ctx context.Context, ids []string, list []Time) (n int, err error) {
	var args []any
	for i, size := range batches {
		for ; len(list) >= size; ids, list = ids[size:], list[size:] {
			args = args[:0]
			for k, v := range list[:size] {
				args = append(args, ids[k], v.PractitionerID, v.LocationID, v.DepartmentID, v.Start, v.End, v.ServiceID)
			}
			added, err := store.Changed(s.inserts[i].Exec(ctx, args...))
			if err != nil {
				return n, fmt.Errorf("adding slots: %w", err)
			}
			n += int(added)
		}
	}
	return n, nil
}

// insertAtOnce bounds one statement of insertAll.
const insertAtOnce = 5000

// batches are the sizes in which slots are inserted, largest first; each is a
// text of its own, prepared once a connection.
var batches = [...]int{128, 16, 1}

func insertSlotsText(n int) string {
	const row = `(?, ?, ?, ?, ?, ?, ?, 'FREE', '', 0)`
	return `INSERT INTO booking_slots (id, practitioner_id, location_id, department_id, start_at, end_at, service_id, status, hold_id, held_until)
		VALUES ` + strings.Repeat(row+", ", n-1) + row + ` ON CONFLICT DO NOTHING`
}
