package booking

import (
	"context"
	"fmt"
	"strings"
	"time"

	"entgo.io/ent/dialect"

	"patientportal/server/store"
)

// layingStatements write what laying out changes.
type layingStatements struct {
	existing *store.Statement
	gone     *store.Statement
	inserts  [len(batches)]*store.Statement
	all      *store.Statement // nil where arrays cannot be sent
}

func prepareLaying(s *store.Store) layingStatements {
	st := layingStatements{
		existing: s.Prepare(`SELECT ` + slotColumns + `
			FROM booking_slots WHERE practitioner_id = ? AND start_at > ? AND status <> 'WITHDRAWN' ORDER BY start_at`).Cancellable(),
		gone: s.Prepare(`UPDATE booking_slots SET status = 'WITHDRAWN', hold_id = '', held_until = 0
			WHERE id = ? AND ` + mayBeFree),
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
func (s slotStore) of(ctx context.Context, practitionerID string, now int64) ([]storedSlot, error) {
	begun := now - (maxSlotMinutes * time.Minute).Microseconds()
	rows, err := s.laying.existing.Query(ctx, practitionerID, begun)
	if err != nil {
		return nil, fmt.Errorf("reading a practitioner's slots: %w", err)
	}
	return scanSlots(rows)
}

// withdraw takes back slots that are still free, and counts them.
func (s slotStore) withdraw(ctx context.Context, ids []string, now int64) (n int, err error) {
	for _, id := range ids {
		gone, err := store.ChangedOne(s.laying.gone.Exec(ctx, id, now))
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

// insert adds free slots, and counts those that were not there.
func (s slotStore) insert(ctx context.Context, list []planned) (n int, err error) {
	ids := make([]string, len(list))
	for i := range list {
		ids[i] = store.NewID()
	}
	if s.laying.all != nil {
		n, err = s.insertAll(ctx, ids, list)
	} else {
		n, err = s.insertBatches(ctx, ids, list)
	}
	s.changed(ctx, ids...) // those that were there already are not found under the new ids
	return n, err
}

// insertAll sends each column as one array: PostgreSQL takes thousands of rows
// in one statement so, whose arguments would else be far too many.
func (s slotStore) insertAll(ctx context.Context, ids []string, list []planned) (n int, err error) {
	for from := 0; from < len(list); from += insertAtOnce {
		to := min(from+insertAtOnce, len(list))
		var who, where, ward, what []string
		var start, end []int64
		for _, v := range list[from:to] {
			who, where, ward, what = append(who, v.practitionerID), append(where, v.locationID), append(ward, v.departmentID), append(what, v.serviceID)
			start, end = append(start, v.start), append(end, v.end)
		}
		added, err := store.Changed(s.laying.all.Exec(ctx, ids[from:to], who, where, ward, start, end, what))
		if err != nil {
			return n, fmt.Errorf("adding slots: %w", err)
		}
		n += int(added)
	}
	return n, nil
}

func (s slotStore) insertBatches(ctx context.Context, ids []string, list []planned) (n int, err error) {
	var args []any
	for i, size := range batches {
		for ; len(list) >= size; ids, list = ids[size:], list[size:] {
			args = args[:0]
			for k, v := range list[:size] {
				args = append(args, ids[k], v.practitionerID, v.locationID, v.departmentID, v.start, v.end, v.serviceID)
			}
			added, err := store.Changed(s.laying.inserts[i].Exec(ctx, args...))
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
