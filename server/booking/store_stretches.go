package booking

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"patientportal/server/store"
)

// isLong says of a slot that a service can be given from its start: it is for
// that service or for any, and with those that follow without a gap at the same
// place it is long enough, taken or not. A slot that is long enough alone is
// asked no further.
const isLong = `(booking_slots.service_id = '' OR booking_slots.service_id = ?) AND (booking_slots.end_at - booking_slots.start_at >= ? OR ` + long + `)`

const long = `(SELECT SUM(CASE WHEN n.end_at > booking_slots.start_at + ? THEN booking_slots.start_at + ? ELSE n.end_at END - n.start_at)
		FROM booking_slots n WHERE n.practitioner_id = booking_slots.practitioner_id AND n.status <> 'WITHDRAWN'
		AND n.start_at >= booking_slots.start_at AND n.start_at < booking_slots.start_at + ?
		AND n.location_id = booking_slots.location_id AND n.department_id = booking_slots.department_id
		AND (n.service_id = '' OR n.service_id = ?)) >= ?`

// fits says the same, and that everything which the visit and its buffers reach
// into can be had, or is that of the appointment which is to be moved.
const fits = `(booking_slots.service_id = '' OR booking_slots.service_id = ?) AND (booking_slots.end_at - booking_slots.start_at >= ? OR (` + long + ` AND NOT EXISTS (
		SELECT 1 FROM booking_slots n WHERE n.practitioner_id = booking_slots.practitioner_id AND n.status <> 'WITHDRAWN'
		AND n.start_at > booking_slots.start_at - ? AND n.start_at < booking_slots.start_at + ? AND n.end_at > booking_slots.start_at - ?
		AND NOT ((n.status = 'FREE' OR n.status = 'HELD') AND n.held_until <= ?)
		AND NOT (n.status = 'BUSY' AND n.hold_id = ? AND n.hold_id <> ''))))`

func (a asked) appendLong(args []any) []any {
	if a.serviceID == "" {
		return args
	}
	return a.appendSum(append(args, a.serviceID, a.length))
}

func (a asked) appendSum(args []any) []any {
	return append(args, a.length, a.length, a.length, a.serviceID, a.length)
}

func (a asked) appendFits(args []any, now int64, within string) []any {
	if a.serviceID == "" {
		return args
	}
	return append(a.appendSum(append(args, a.serviceID, a.alone())), a.before+longest, a.length+a.after, a.before, now, within)
}

// stretchStatements read and take several slots of one practitioner.
type stretchStatements struct {
	around, own, take, occupy, vacate *store.Statement
}

func prepareStretches(s *store.Store) stretchStatements {
	const those = ` WHERE practitioner_id = ? AND status <> 'WITHDRAWN' AND start_at >= ? AND start_at <= ? AND `
	return stretchStatements{
		around: s.Prepare(`SELECT ` + slotColumns + ` FROM booking_slots
			WHERE practitioner_id = ? AND status <> 'WITHDRAWN' AND start_at > ? AND start_at < ? AND end_at > ? ORDER BY start_at`),
		own: s.Prepare(`SELECT ` + slotColumns + ` FROM booking_slots
			WHERE hold_id = ? AND hold_id <> '' AND status = 'BUSY' ORDER BY start_at`),
		take:   s.Prepare(`UPDATE booking_slots SET status = 'HELD', hold_id = ?, held_until = ?` + those + canBeHad),
		occupy: s.Prepare(`UPDATE booking_slots SET status = 'BUSY', held_until = 0, hold_id = ?` + those + mayBecome),
		vacate: s.Prepare(`UPDATE booking_slots SET status = 'FREE', hold_id = '', held_until = 0
			WHERE hold_id = ? AND hold_id <> '' AND status = 'BUSY' RETURNING id`),
	}
}

// takenBy gives the slots that an appointment has under that id, earliest first.
func (s slotStore) takenBy(ctx context.Context, holdID string) (stretch, error) {
	rows, err := s.whole.own.Query(ctx, holdID)
	if err != nil {
		return nil, fmt.Errorf("reading the slots of a visit: %w", err)
	}
	return scanSlots(rows)
}

// around gives what stands in a practitioner's time between two instants,
// earliest first.
func (s slotStore) around(ctx context.Context, practitionerID string, from, to int64) ([]storedSlot, error) {
	rows, err := s.whole.around.Query(ctx, practitionerID, from-longest, to, from)
	if err != nil {
		return nil, fmt.Errorf("reading the slots around a visit: %w", err)
	}
	return scanSlots(rows)
}

func scanSlots(rows *sql.Rows) (list []storedSlot, err error) {
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var v storedSlot
		if err := rows.Scan(v.dest()...); err != nil {
			return nil, fmt.Errorf("reading a slot: %w", err)
		}
		list = append(list, v)
	}
	return list, rows.Err()
}

// errTaken undoes a transaction in which somebody else has a part of the time.
var errTaken = errors.New("booking: somebody else has a part of that time")

// hold gives the stretch to a hold, all of it or none: false when someone else
// has it, errTaken when they have a part of it and the transaction must go.
// Nothing is had at once: an appointment that is moved may need no more than it has.
func (s slotStore) hold(ctx context.Context, list stretch, holdID string, until, now int64) (bool, error) {
	if len(list) == 0 {
		return true, nil
	}
	if len(list) == 1 {
		return s.had(ctx, list)(s.take.Exec(ctx, holdID, until, list[0].id, now, holdID))
	}
	return s.had(ctx, list)(s.whole.take.Exec(ctx, holdID, until, list.practitioner(), list.first(), list.last(), now, holdID))
}

// makeBusy gives the stretch to the appointment that a hold becomes or moves:
// the hold's own, what nobody keeps, and what the appointment has already under
// the id within; all of it or none, as hold does.
func (s slotStore) makeBusy(ctx context.Context, list stretch, holdID, within string, now int64) (bool, error) {
	if len(list) == 1 {
		return s.had(ctx, list)(s.occupy.Exec(ctx, holdID, list[0].id, now, holdID, within))
	}
	return s.had(ctx, list)(s.whole.occupy.Exec(ctx, holdID, list.practitioner(), list.first(), list.last(), now, holdID, within))
}

// had tells whether a write took the whole stretch, and lets others hear of it.
func (s slotStore) had(ctx context.Context, list stretch) func(sql.Result, error) (bool, error) {
	return func(result sql.Result, err error) (bool, error) {
		n, err := store.Changed(result, err)
		switch {
		case err != nil || n == 0:
			return false, err
		case n != int64(len(list)):
			return false, errTaken
		}
		s.changed(ctx, list.ids()...)
		return true, nil
	}
}

// keepUntil moves the end of a hold; false when it keeps nothing any more.
func (s slotStore) keepUntil(ctx context.Context, holdID string, until int64) (bool, error) {
	n, err := store.Changed(s.extend.Exec(ctx, until, holdID))
	return n > 0, err
}

// giveBack frees all that the hold still keeps.
func (s slotStore) giveBack(ctx context.Context, holdID string) error {
	return s.freed(ctx, s.free, holdID)
}

// makeFree takes back all that the appointment with this slot had.
func (s slotStore) makeFree(ctx context.Context, slotID string) error {
	return s.freed(ctx, s.vacate, slotID)
}

// vacateOf takes back what an appointment still has under that id.
func (s slotStore) vacateOf(ctx context.Context, holdID string) error {
	return s.freed(ctx, s.whole.vacate, holdID)
}

// freed runs a write that gives the ids of what it freed, and tells of them.
func (s slotStore) freed(ctx context.Context, st *store.Statement, args ...any) error {
	rows, err := st.Query(ctx, args...)
	if err != nil {
		return fmt.Errorf("freeing slots: %w", err)
	}
	ids, err := scanIDs(rows)
	if err != nil {
		return err
	}
	s.changed(ctx, ids...)
	if s.onFreed == nil || len(ids) == 0 {
		return nil
	}
	return s.onFreed(ctx, ids...)
}

func scanIDs(rows *sql.Rows) (ids []string, err error) {
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("reading an id: %w", err)
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}
