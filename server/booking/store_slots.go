package booking

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"patientportal/ent/db/bookingslot"
	"patientportal/server/fault"
	"patientportal/server/hours"
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

const mayBeFree = hours.MayBeFree

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

// canBeHad is the condition of every write that takes a slot: nobody has it, a
// hold on it has run out, or it is held by the one that is named.
const canBeHad = `(status = 'FREE' OR status = 'HELD') AND (held_until <= ? OR hold_id = ?)`

const slotColumns = `id, practitioner_id, location_id, department_id, start_at, end_at, status, hold_id, held_until, service_id`

const foundColumns = `id, practitioner_id, location_id, start_at, end_at`

type slotStore struct {
	store                      *store.Store
	after, before, count, laid [shapes]*store.Statement
	changed                    func(ctx context.Context, slotIDs ...string)       // told of each write that took or freed slots
	onFreed                    func(ctx context.Context, slotIDs ...string) error // told of each that freed some, in its Tx
	one, take, free, held      *store.Statement
	extend, occupy, vacate     *store.Statement
	whole                      stretchStatements
	lapse                      *store.Statement
}

func newSlotStore(s *store.Store, changed func(context.Context, ...string)) slotStore {
	st := slotStore{
		store:   s,
		changed: changed,
		whole:   prepareStretches(s),
		held: s.Prepare(`SELECT id, held_until FROM booking_slots
			WHERE (status = 'FREE' OR status = 'HELD') AND held_until > ?`),
		one: s.Prepare(`SELECT ` + slotColumns + ` FROM booking_slots WHERE id = ?`),
		take: s.Prepare(`UPDATE booking_slots SET status = 'HELD', hold_id = ?, held_until = ?
			WHERE id = ? AND ` + canBeHad),
		free: s.Prepare(`UPDATE booking_slots SET status = 'FREE', hold_id = '', held_until = 0
			WHERE hold_id = ? AND hold_id <> '' AND status = 'HELD' RETURNING id`),
		extend: s.Prepare(`UPDATE booking_slots SET held_until = ?
			WHERE hold_id = ? AND hold_id <> '' AND status = 'HELD'`),
		occupy: s.Prepare(`UPDATE booking_slots SET status = 'BUSY', held_until = 0, hold_id = ?
			WHERE id = ? AND ` + canBeHad),
		lapse: s.Prepare(`UPDATE booking_slots SET status = 'FREE', hold_id = '', held_until = 0
			WHERE hold_id = (SELECT of.hold_id FROM booking_slots of WHERE of.id = ?) AND hold_id <> ''
			AND status = 'HELD' AND held_until <= ? RETURNING id`),
		vacate: s.Prepare(`UPDATE booking_slots SET status = 'FREE', hold_id = '', held_until = 0
			WHERE hold_id = (SELECT of.hold_id FROM booking_slots of WHERE of.id = ?) AND hold_id <> '' AND status = 'BUSY' RETURNING id`),
	}
	for sh := range shape(shapes) {
		st.after[sh] = s.Prepare(searchText(sh))
		st.before[sh] = s.Prepare(`SELECT ` + foundColumns + fromFree(sh) +
			` AND (start_at, id) < (?, ?) AND start_at >= ? ORDER BY start_at DESC, id DESC LIMIT ?`)
		st.count[sh] = s.Prepare(`SELECT count(*)` + fromFree(sh) + ` AND start_at >= ? AND start_at < ?`)
		st.laid[sh] = s.Prepare(laidText(sh))
	}
	return st
}

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
	return q.asked.appendFits(append(q.appendPlaces(args), q.now), q.now)
}

// slotRow is a slot as a search reads it; the bytes are the driver's until the
// next row.
type slotRow struct {
	id                       string
	practitionerID, location sql.RawBytes
	start, end               int64
}

// search gives the free slots after the query's place, earliest first.
func (s slotStore) search(ctx context.Context, q slotQuery, each func(*slotRow) error) error {
	start, id := q.from, ""
	if q.afterID != "" && q.afterStart >= q.from {
		start, id = q.afterStart, q.afterID
	}
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

// storedSlot is one slot with how it stands.
type storedSlot struct {
	id, practitionerID, locationID, departmentID string
	start, end                                   int64
	status                                       SlotStatus
	holdID                                       string
	heldUntil                                    int64
	serviceID                                    string // "" for any
}

func (s *storedSlot) dest() []any {
	return []any{
		&s.id, &s.practitionerID, &s.locationID, &s.departmentID, &s.start, &s.end, &s.status, &s.holdID, &s.heldUntil, &s.serviceID,
	}
}

// isFree tells whether the slot can be had at that time: free, or held by a
// hold that has run out.
func (s storedSlot) isFree(now int64) bool {
	return (s.status == SlotStatusFree || s.status == SlotStatusHeld) && s.heldUntil <= now
}

// shown is the status as the contract has it, at that time.
func (s storedSlot) shown(now int64) SlotStatus {
	switch {
	case s.status == slotWithdrawn:
		return SlotStatusBlocked
	case !s.isFree(now):
		return s.status
	case s.start <= now:
		return SlotStatusBlocked
	}
	return SlotStatusFree
}

func (s slotStore) byID(ctx context.Context, id string) (v storedSlot, err error) {
	err = s.one.QueryRow(ctx, id).Scan(v.dest()...)
	if errors.Is(err, sql.ErrNoRows) {
		return v, fault.ErrNotFound
	}
	if err != nil {
		return v, fmt.Errorf("reading a slot: %w", err)
	}
	return v, nil
}

func (s slotStore) byIDs(ctx context.Context, ids []string) (map[string]storedSlot, error) {
	rows, err := s.store.DB(ctx).BookingSlot.Query().Where(bookingslot.IDIn(ids...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading slots: %w", err)
	}
	found := make(map[string]storedSlot, len(rows))
	for _, row := range rows {
		found[row.ID] = storedSlot{
			id: row.ID, practitionerID: row.PractitionerID, locationID: row.LocationID, departmentID: row.DepartmentID,
			start: row.StartAt, end: row.EndAt, status: SlotStatus(row.Status), holdID: row.HoldID, heldUntil: row.HeldUntil,
			serviceID: row.ServiceID,
		}
	}
	return found, nil
}

// freeLapsed frees what the hold on a slot kept, once it has run out.
func (s slotStore) freeLapsed(ctx context.Context, slotID string, now int64) error {
	return s.freed(ctx, s.lapse, slotID, now)
}

// heldNow gives the slots that are held at that time, and until when.
func (s slotStore) heldNow(ctx context.Context, now int64) (until map[string]int64, err error) {
	rows, err := s.held.Query(ctx, now)
	if err != nil {
		return nil, fmt.Errorf("reading held slots: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	until = map[string]int64{}
	for rows.Next() {
		var id string
		var end int64
		if err := rows.Scan(&id, &end); err != nil {
			return nil, fmt.Errorf("reading a held slot: %w", err)
		}
		until[id] = end
	}
	return until, rows.Err()
}
