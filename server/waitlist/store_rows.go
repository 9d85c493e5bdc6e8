package waitlist

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"patientportal/server/fault"
	"patientportal/server/store"
)

// How a wish ended.
const (
	entryMoved = "MOVED"
	entryLeft  = "LEFT"
)

// wish is an entry with whose it is.
type wish struct {
	WaitlistEntry
	accountID, patientID string
	isServed             bool // another time is kept for it, or it had enough offers today
}

// opening is a freed time.
type opening struct {
	slotID  string
	freedAt int64
}

type rowStore struct {
	store                                           *store.Store
	upsert, finish, wishes                          *store.Statement
	add, one, open, ofPatient, lapsed, taken, ended *store.Statement
	note, all, drop, held, rest                     *store.Statement
}

const (
	entryColumns = `e.id, e.appointment_id, e.patient_id, e.account_id, e.windows, e.earliest,
		e.minimum_notice_hours, e.any_practitioner, e.any_location, e.joined_at`
	offerColumns = `id, entry_id, appointment_id, patient_id, slot_id, state, created_at, expires_at`

	// somebodyWaits is for a slot s: nobody looks at openings for nobody.
	somebodyWaits = `EXISTS (SELECT 1 FROM waitlist_entries e JOIN booking_appointments a ON a.id = e.appointment_id
		WHERE e.state = 'WAITING' AND a.department_id = s.department_id
		AND (a.location_id = s.location_id OR e.any_location) AND a.start_at > s.start_at)`
)

// longestWaited is the longest visit, buffers included, for which somebody waits
// in the department of a slot f: one that begins that much before f may need it.
const longestWaited = `COALESCE((SELECT MAX(v.duration_minutes + v.buffer_after_minutes) FROM waitlist_entries e
		JOIN booking_appointments a ON a.id = e.appointment_id JOIN clinic_services v ON v.id = a.service_id
		WHERE e.state = 'WAITING' AND a.department_id = f.department_id), 0) * 60000000`

func newRowStore(s *store.Store) rowStore {
	const readOffer = `SELECT ` + offerColumns + ` FROM waitlist_offers WHERE `
	return rowStore{
		store: s,
		upsert: s.Prepare(`INSERT INTO waitlist_entries (id, appointment_id, patient_id, account_id, windows, earliest,
				minimum_notice_hours, any_practitioner, any_location, state, joined_at, ended_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'WAITING', ?, 0)
			ON CONFLICT (appointment_id) WHERE state = 'WAITING' DO UPDATE SET account_id = excluded.account_id,
				windows = excluded.windows, earliest = excluded.earliest,
				minimum_notice_hours = excluded.minimum_notice_hours, any_practitioner = excluded.any_practitioner,
				any_location = excluded.any_location
			RETURNING id, joined_at`),
		finish: s.Prepare(`UPDATE waitlist_entries SET state = ?, ended_at = ? WHERE appointment_id = ? AND state = 'WAITING'`),
		// Who stays with their own practitioner is first, then who stays at their
		// place, then who has waited longest.
		wishes: s.Prepare(`SELECT ` + entryColumns + `,
				EXISTS (SELECT 1 FROM waitlist_offers o WHERE o.entry_id = e.id AND o.state = 'OPEN')
					OR (SELECT COUNT(*) FROM waitlist_offers o WHERE o.entry_id = e.id AND o.created_at > ?) >= ?
			FROM waitlist_entries e JOIN booking_appointments a ON a.id = e.appointment_id JOIN booking_slots s ON s.id = ?
			WHERE e.state = 'WAITING' AND a.status = 'BOOKED' AND a.start_at > s.start_at
				AND a.department_id = s.department_id AND (a.location_id = s.location_id OR e.any_location)
				AND (a.practitioner_id = s.practitioner_id OR e.any_practitioner)
				AND NOT EXISTS (SELECT 1 FROM waitlist_offers o WHERE o.entry_id = e.id AND o.slot_id = s.id)
			ORDER BY CASE WHEN a.practitioner_id = s.practitioner_id THEN 0 ELSE 1 END,
				CASE WHEN a.location_id = s.location_id THEN 0 ELSE 1 END, e.joined_at, e.id`),
		// The entry is read anew: it may have been taken back a moment ago.
		add: s.Prepare(`INSERT INTO waitlist_offers (` + offerColumns + `, ended_at)
			SELECT CAST(? AS TEXT), id, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), 'OPEN', CAST(? AS BIGINT), CAST(? AS BIGINT), 0 FROM waitlist_entries WHERE id = ? AND state = 'WAITING'`),
		one:       s.Prepare(readOffer + `id = ?`),
		open:      s.Prepare(readOffer + `appointment_id = ? AND state = 'OPEN'`),
		ofPatient: s.Prepare(readOffer + `patient_id = ? AND state = 'OPEN' AND expires_at > ? ORDER BY expires_at, id`),
		lapsed:    s.Prepare(readOffer + `state = 'OPEN' AND expires_at <= ? ORDER BY expires_at`),
		taken: s.Prepare(`UPDATE waitlist_offers SET state = 'ACCEPTED', ended_at = ?
			WHERE id = ? AND state = 'OPEN' AND expires_at > ?`),
		ended: s.Prepare(`UPDATE waitlist_offers SET state = ?, ended_at = ? WHERE id = ? AND state = 'OPEN'`),
		note: s.Prepare(`INSERT INTO waitlist_openings (id, slot_id, freed_at)
			SELECT s.id, s.id, CAST(? AS BIGINT) FROM booking_slots f JOIN booking_slots s ON s.practitioner_id = f.practitioner_id
			WHERE f.id = ? AND s.status = 'FREE' AND s.start_at <= f.start_at AND s.start_at > f.start_at - ` + longestWaited + `
				AND ` + somebodyWaits + ` ON CONFLICT (slot_id) DO NOTHING`),
		all:  s.Prepare(`SELECT slot_id, freed_at FROM waitlist_openings ORDER BY freed_at, slot_id`),
		drop: s.Prepare(`DELETE FROM waitlist_openings WHERE slot_id = ? AND freed_at = ?`),
		rest: s.Prepare(`SELECT DISTINCT o.id FROM booking_slots s JOIN waitlist_offers o ON o.id = s.hold_id
			WHERE s.status = 'HELD' AND o.state <> 'OPEN'`),
		held: s.Prepare(`SELECT s.id FROM booking_slots s
			WHERE s.status = 'HELD' AND s.held_until <= ? AND s.start_at > ? AND ` + somebodyWaits),
	}
}

// join adds the wish, or changes the one that waits for the same appointment,
// which keeps its place.
func (s rowStore) join(ctx context.Context, w *wish, now int64) error {
	windows, err := json.Marshal(w.Windows)
	if err != nil {
		return fmt.Errorf("writing windows: %w", err)
	}
	earliest := ""
	if w.Earliest != nil {
		earliest = *w.Earliest
	}
	var joined int64
	err = s.upsert.QueryRow(ctx, w.ID, w.AppointmentID, w.patientID, w.accountID, string(windows), earliest,
		w.MinimumNoticeHours, w.AnyPractitioner, w.AnyLocation, now).Scan(&w.ID, &joined)
	if err != nil {
		return fmt.Errorf("joining the waitlist: %w", err)
	}
	w.JoinedAt = store.FromMicros(joined)
	return nil
}

// endEntry is false when nobody waited.
func (s rowStore) endEntry(ctx context.Context, appointmentID, as string, now int64) (bool, error) {
	return store.ChangedOne(s.finish.Exec(ctx, as, now, appointmentID))
}

func scanWish(row interface{ Scan(...any) error }, more ...any) (w wish, err error) {
	var windows, earliest string
	var joined int64
	err = row.Scan(append([]any{
		&w.ID, &w.AppointmentID, &w.patientID, &w.accountID, &windows, &earliest,
		&w.MinimumNoticeHours, &w.AnyPractitioner, &w.AnyLocation, &joined,
	}, more...)...)
	if err != nil {
		return w, fmt.Errorf("reading a wish: %w", err)
	}
	if earliest != "" {
		w.Earliest = &earliest
	}
	w.JoinedAt = store.FromMicros(joined)
	if err := json.Unmarshal([]byte(windows), &w.Windows); err != nil {
		return w, fmt.Errorf("reading windows: %w", err)
	}
	return w, nil
}

// wishesFor lists those who may want a slot, in their order. Who was offered so
// many times since then has had enough.
func (s rowStore) wishesFor(ctx context.Context, slotID string, since int64, most int) ([]wish, error) {
	rows, err := s.wishes.Query(ctx, since, most, slotID)
	return collect(rows, err, func(rows *sql.Rows) (w wish, err error) {
		var isServed bool
		w, err = scanWish(rows, &isServed)
		w.isServed = isServed
		return w, err
	})
}

func (s rowStore) entriesOf(ctx context.Context, appointmentIDs []string) ([]wish, error) {
	if len(appointmentIDs) == 0 {
		return nil, nil
	}
	text := `SELECT ` + entryColumns + ` FROM waitlist_entries e WHERE e.state = 'WAITING' AND e.appointment_id IN (?` +
		strings.Repeat(", ?", len(appointmentIDs)-1) + `)`
	args := make([]any, len(appointmentIDs))
	for i, id := range appointmentIDs {
		args[i] = id
	}
	rows, err := s.store.Prepare(text).Query(ctx, args...)
	return collect(rows, err, func(rows *sql.Rows) (wish, error) { return scanWish(rows) })
}

func scanOffer(row interface{ Scan(...any) error }) (o WaitlistOffer, err error) {
	var created, expires int64
	err = row.Scan(&o.ID, &o.entryID, &o.AppointmentID, &o.PatientID, &o.SlotID, &o.State, &created, &expires)
	o.CreatedAt, o.ExpiresAt = store.FromMicros(created), store.FromMicros(expires)
	return o, err
}

// offer gives one, NOT_FOUND when there is none.
func (s rowStore) offer(ctx context.Context, id string) (WaitlistOffer, error) {
	o, err := scanOffer(s.one.QueryRow(ctx, id))
	if errors.Is(err, sql.ErrNoRows) {
		return o, fault.ErrNotFound
	}
	if err != nil {
		return o, fmt.Errorf("reading an offer: %w", err)
	}
	return o, nil
}

// openOffer is the one for an appointment; false when there is none.
func (s rowStore) openOffer(ctx context.Context, appointmentID string) (WaitlistOffer, bool, error) {
	o, err := scanOffer(s.open.QueryRow(ctx, appointmentID))
	if errors.Is(err, sql.ErrNoRows) {
		return o, false, nil
	}
	if err != nil {
		return o, false, fmt.Errorf("reading an offer: %w", err)
	}
	return o, true, nil
}

func (s rowStore) offersOf(ctx context.Context, patientID string, now int64) ([]WaitlistOffer, error) {
	rows, err := s.ofPatient.Query(ctx, patientID, now)
	return collect(rows, err, func(rows *sql.Rows) (WaitlistOffer, error) { return scanOffer(rows) })
}

func (s rowStore) lapsedOffers(ctx context.Context, now int64) ([]WaitlistOffer, error) {
	rows, err := s.lapsed.Query(ctx, now)
	return collect(rows, err, func(rows *sql.Rows) (WaitlistOffer, error) { return scanOffer(rows) })
}

// addOffer is false when the wish has ended.
func (s rowStore) addOffer(ctx context.Context, o WaitlistOffer) (bool, error) {
	return store.ChangedOne(s.add.Exec(ctx, o.ID, o.AppointmentID, o.PatientID, o.SlotID,
		store.Micros(o.CreatedAt), store.Micros(o.ExpiresAt), o.entryID))
}

// acceptOffer is false when the offer is over.
func (s rowStore) acceptOffer(ctx context.Context, id string, now int64) (bool, error) {
	return store.ChangedOne(s.taken.Exec(ctx, now, id, now))
}

// endOffer is false when the offer has ended.
func (s rowStore) endOffer(ctx context.Context, id string, as WaitlistOfferState, now int64) (bool, error) {
	return store.ChangedOne(s.ended.Exec(ctx, string(as), now, id))
}

// noteOpening notes a freed slot, and those before it from which a longer visit
// would reach into it; false when nobody waits, or they are noted already.
func (s rowStore) noteOpening(ctx context.Context, slotID string, now int64) (bool, error) {
	n, err := store.Changed(s.note.Exec(ctx, now, slotID))
	return n > 0, err
}

func (s rowStore) openings(ctx context.Context) ([]opening, error) {
	rows, err := s.all.Query(ctx)
	return collect(rows, err, func(rows *sql.Rows) (at opening, err error) {
		err = rows.Scan(&at.slotID, &at.freedAt)
		return at, err
	})
}

func (s rowStore) forget(ctx context.Context, at opening) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		if _, err := s.drop.Exec(ctx, at.slotID, at.freedAt); err != nil {
			return fmt.Errorf("forgetting an opening: %w", err)
		}
		return nil
	})
}

// lapsedHolds are the slots whose hold has run out, where somebody waits.
func (s rowStore) lapsedHolds(ctx context.Context, now int64) ([]string, error) {
	rows, err := s.held.Query(ctx, now, now)
	return collect(rows, err, scanID)
}

// endedButKept are the offers that are over and keep slots still.
func (s rowStore) endedButKept(ctx context.Context) ([]string, error) {
	rows, err := s.rest.Query(ctx)
	return collect(rows, err, scanID)
}

func scanID(rows *sql.Rows) (id string, err error) {
	err = rows.Scan(&id)
	return id, err
}

func collect[T any](rows *sql.Rows, err error, read func(*sql.Rows) (T, error)) (list []T, _ error) {
	if err != nil {
		return nil, fmt.Errorf("reading the waitlist: %w", err)
	}
	defer func() { _ = rows.Close() }() // rows.Err says what went wrong
	for rows.Next() {
		v, err := read(rows)
		if err != nil {
			return nil, fmt.Errorf("reading the waitlist: %w", err)
		}
		list = append(list, v)
	}
	return list, rows.Err()
}
