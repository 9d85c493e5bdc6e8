package booking

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"patientportal/ent/db/bookingslot"
	"patientportal/server/fault"
	"patientportal/server/hours"
	"patientportal/server/store"
)

const mayBeFree = hours.MayBeFree

// canBeHad is the condition of every write that takes a slot: nobody has it, a
// hold on it has run out, or it is held by the one that is named.
const canBeHad = `(status = 'FREE' OR status = 'HELD') AND (held_until <= ? OR hold_id = ?)`

// mayBecome is canBeHad, or what the appointment has already that is moved.
const mayBecome = `(` + canBeHad + ` OR status = 'BUSY' AND hold_id = ? AND hold_id <> '')`

const slotColumns = `id, practitioner_id, location_id, department_id, start_at, end_at, status, hold_id, held_until, service_id`

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
			WHERE id = ? AND ` + mayBecome),
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
