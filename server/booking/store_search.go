package booking

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"patientportal/server/store"
)

// shape says which columns a search is narrowed by. Each has a text of its
// own: one text for all would hide from the database which index serves it.
type shape int

const (
	byDepartment shape = 1 << iota
	byLocation
	byPractitioner
	forService
	shapes = 1 << iota
)

func (sh shape) conditions() string {
	var parts []string
	if sh&byDepartment != 0 {
		parts = append(parts, "department_id = ?")
	}
	if sh&byLocation != 0 {
		parts = append(parts, "location_id = ?")
	}
	if sh&byPractitioner != 0 {
		// The second half lets the index on practitioners apply.
		parts = append(parts, "practitioner_id = ? AND status <> 'WITHDRAWN'")
	}
	return strings.Join(append(parts, ""), " AND ")
}

const foundColumns = `id, practitioner_id, location_id, start_at, end_at`

func fromFree(sh shape) string {
	text := ` FROM booking_slots WHERE ` + sh.conditions() + mayBeFree
	if sh&forService != 0 {
		text += ` AND ` + fits
	}
	return text
}

func searchText(sh shape) string {
	return `SELECT ` + foundColumns + fromFree(sh) +
		` AND (start_at, id) > (?, ?) AND start_at < ? ORDER BY start_at, id LIMIT ?`
}

// laidText finds any slot, taken or not, under the filters. It goes by the
// practitioners that have a post there, as no index holds taken slots by place.
func laidText(sh shape) string {
	posts := (sh &^ (byPractitioner | forService)).conditions()
	who := `practitioner_id IN (SELECT practitioner_id FROM clinic_posts WHERE ` + posts + `1 = 1)`
	text := `SELECT 1 FROM booking_slots WHERE ` + sh.conditions() + who + ` AND status <> 'WITHDRAWN' AND status <> 'BLOCKED'`
	if sh&forService != 0 {
		text += ` AND ` + isLong
	}
	return text + ` AND start_at >= ? AND start_at < ? LIMIT 1`
}

// slotQuery is one search for free slots. Instants are in microseconds.
type slotQuery struct {
	departmentID, locationID, practitionerID string // "" for any
	asked                                    asked  // what a service asks of a time
	within                                   string // the id under which an appointment has what is free for this search
	now                                      int64
	from, to                                 int64 // from inclusive, to exclusive
	afterStart                               int64 // with afterID: only slots beyond this one
	afterID                                  string
	limit                                    int
}

func (q slotQuery) shape() (sh shape) {
	if q.departmentID != "" {
		sh |= byDepartment
	}
	if q.locationID != "" {
		sh |= byLocation
	}
	if q.practitionerID != "" {
		sh |= byPractitioner
	}
	if q.asked.serviceID != "" {
		sh |= forService
	}
	return sh
}

// appendPlaces gives the arguments of conditions.
func (q slotQuery) appendPlaces(args []any) []any {
	for _, id := range [...]string{q.departmentID, q.locationID, q.practitionerID} {
		if id != "" {
			args = append(args, id)
		}
	}
	return args
}

// appendFree gives the arguments of fromFree.
func (q slotQuery) appendFree(args []any) []any {
	return q.asked.appendFits(append(q.appendPlaces(args), q.now), q.now, q.within)
}

// slotRow is a slot as a search reads it; the bytes are the driver's until the
// next row.
type slotRow struct {
	id                       string
	practitionerID, location sql.RawBytes
	start, end               int64
}

// begins is the place after which the query looks.
func (q slotQuery) begins() (start int64, id string) {
	if q.afterID != "" && q.afterStart >= q.from {
		return q.afterStart, q.afterID
	}
	return q.from, ""
}

// search gives the free slots after the query's place, earliest first.
func (s slotStore) search(ctx context.Context, q slotQuery, each func(*slotRow) error) error {
	start, id := q.begins()
	var buffer [24]any
	args := append(q.appendFree(buffer[:0]), start, id, q.to, q.limit)
	return s.run(ctx, s.after[q.shape()], args, each)
}

// searchBack gives the free slots before one, latest first.
func (s slotStore) searchBack(ctx context.Context, q slotQuery, each func(*slotRow) error) error {
	var buffer [24]any
	args := append(q.appendFree(buffer[:0]), q.afterStart, q.afterID, q.from, q.limit)
	return s.run(ctx, s.before[q.shape()], args, each)
}

func (s slotStore) run(ctx context.Context, st *store.Statement, args []any, each func(*slotRow) error) (err error) {
	rows, err := st.Query(ctx, args...)
	if err != nil {
		return fmt.Errorf("searching slots: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var row slotRow
	dest := [...]any{&row.id, &row.practitionerID, &row.location, &row.start, &row.end}
	for rows.Next() {
		if err := rows.Scan(dest[:]...); err != nil {
			return fmt.Errorf("reading a slot: %w", err)
		}
		if err := each(&row); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (s slotStore) countFree(ctx context.Context, q slotQuery) (n int, err error) {
	args := append(q.appendFree(nil), q.from, q.to)
	if err := s.count[q.shape()].QueryRow(ctx, args...).Scan(&n); err != nil {
		return 0, fmt.Errorf("counting slots: %w", err)
	}
	return n, nil
}

// anyLaid tells whether there is a slot under the filters, taken or not.
func (s slotStore) anyLaid(ctx context.Context, q slotQuery) (bool, error) {
	args := q.appendPlaces(nil)
	without := q
	without.practitionerID = ""
	args = append(q.asked.appendLong(without.appendPlaces(args)), q.from, q.to)
	var one int
	err := s.laid[q.shape()].QueryRow(ctx, args...).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("looking for any slot: %w", err)
	}
	return true, nil
}
