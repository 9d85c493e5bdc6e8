package booking

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"entgo.io/ent/dialect"

	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// holdState is how a hold stands. An ACTIVE one whose end has passed has run
// out; nothing has to write that down.
type holdState string

const (
	holdActive    holdState = "ACTIVE"
	holdReleased  holdState = "RELEASED"
	holdReplaced  holdState = "REPLACED"  // the account holds another slot for the patient since
	holdTaken     holdState = "TAKEN"     // the clinic gave its slot to somebody else
	holdConverted holdState = "CONVERTED" // it became an appointment
)

// storedHold is a hold with its slot and what it is for.
type storedHold struct {
	id, patientID, accountID string
	state                    holdState
	expiresAt                int64
	extensionsLeft           int
	appointmentID            string    // what it is to move; of a converted one, what it became or moved
	within                   string    // in a move: the id that the slots of the appointment carry
	byClinic                 bool      // the clinic chose the time: only the slot decides
	over                     *override // a member of staff who is asked why, nil for nobody
	slot                     storedSlot
	service                  clinic.HealthcareService // what it asks of a time and of a patient
}

// heldSlot is an active hold as its account's list has it.
type heldSlot struct{ id, slotID, patientID string }

type holdStore struct {
	one, active, insert, extend, release, convert *store.Statement
	forMove                                       *store.Statement
	knownPatient, lockAccount, lockPatient, lock  *store.Statement
	patient, seize                                *store.Statement
}

func newHoldStore(s *store.Store) holdStore {
	st := holdStore{
		one: s.Prepare(`SELECT h.id, h.patient_id, h.account_id, h.state, h.expires_at, h.extensions_left, COALESCE(h.appointment_id, ''),
				s.id, s.practitioner_id, s.location_id, s.department_id, s.start_at, s.end_at, s.status, s.hold_id, s.held_until, s.service_id,
				v.id, v.department_id, v.duration_minutes, v.self_booking, v.minimum_notice_minutes,
				v.buffer_before_minutes, v.buffer_after_minutes, v.most_a_day, v.needs_referral
			FROM booking_holds h JOIN booking_slots s ON s.id = h.slot_id JOIN clinic_services v ON v.id = h.service_id
			WHERE h.id = ? AND h.account_id = ?`),
		active: s.Prepare(`SELECT id, slot_id, patient_id FROM booking_holds
			WHERE account_id = ? AND state = 'ACTIVE' AND expires_at > ?`),
		insert: s.Prepare(`INSERT INTO booking_holds
			(id, slot_id, patient_id, account_id, service_id, appointment_id, state, expires_at, extensions_left, created_at)
			VALUES (?, ?, ?, ?, ?, ?, 'ACTIVE', ?, ?, ?)`),
		forMove: s.Prepare(`SELECT id FROM booking_holds
			WHERE account_id = ? AND slot_id = ? AND appointment_id = ? AND state = 'ACTIVE' AND expires_at > ?`),
		extend: s.Prepare(`UPDATE booking_holds SET expires_at = ?, extensions_left = extensions_left - 1
			WHERE id = ? AND account_id = ? AND state = 'ACTIVE' AND expires_at > ? AND extensions_left > 0`),
		release:      s.Prepare(`UPDATE booking_holds SET state = ? WHERE id = ? AND account_id = ? AND state IN ('ACTIVE', 'REPLACED', 'TAKEN')`),
		convert:      s.Prepare(`UPDATE booking_holds SET state = 'CONVERTED', appointment_id = ? WHERE id = ? AND state IN ('ACTIVE', 'REPLACED', 'TAKEN')`),
		patient:      s.Prepare(`SELECT patient_id FROM booking_holds WHERE id = ?`),
		seize:        s.Prepare(`UPDATE booking_holds SET state = 'TAKEN' WHERE id = ? AND state IN ('ACTIVE', 'REPLACED')`),
		knownPatient: s.Prepare(`SELECT 1 FROM patients WHERE id = ?`),
	}
	if s.Dialect() == dialect.Postgres {
		st.lockAccount = s.Prepare(`SELECT id FROM accounts WHERE id = ? FOR NO KEY UPDATE`)
		st.lock = s.Prepare(`SELECT id FROM booking_holds WHERE id = ? FOR NO KEY UPDATE`)
		st.lockPatient = s.Prepare(`SELECT id FROM patients WHERE id = ? FOR NO KEY UPDATE`)
	}
	return st
}

// byID gives a hold of the account, NOT_FOUND for any other.
func (s holdStore) byID(ctx context.Context, holdID, accountID string) (h storedHold, err error) {
	dest := append([]any{&h.id, &h.patientID, &h.accountID, &h.state, &h.expiresAt, &h.extensionsLeft, &h.appointmentID}, h.slot.dest()...)
	dest = append(dest, &h.service.ID, &h.service.DepartmentID, &h.service.DurationMinutes, &h.service.SelfBooking, &h.service.MinimumNoticeMinutes,
		&h.service.BufferBeforeMinutes, &h.service.BufferAfterMinutes, &h.service.MostADay, &h.service.NeedsReferral)
	err = s.one.QueryRow(ctx, holdID, accountID).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return h, fault.ErrNotFound
	}
	if err != nil {
		return h, fmt.Errorf("reading a hold: %w", err)
	}
	return h, nil
}

// ofMove gives the account's running hold on a slot for moving that appointment.
func (s holdStore) ofMove(ctx context.Context, accountID, slotID, appointmentID string, now int64) (h storedHold, found bool, err error) {
	var id string
	err = s.forMove.QueryRow(ctx, accountID, slotID, appointmentID, now).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return h, false, nil
	}
	if err != nil {
		return h, false, fmt.Errorf("looking for a hold: %w", err)
	}
	h, err = s.byID(ctx, id, accountID)
	return h, err == nil, err
}

// ofAccount lists the account's holds that have not run out. It locks the
// account's row, so that two of its calls count one after the other.
func (s holdStore) ofAccount(ctx context.Context, accountID string, now int64) (list []heldSlot, err error) {
	if err := lockRow(ctx, s.lockAccount, accountID); err != nil {
		return nil, err
	}
	rows, err := s.active.Query(ctx, accountID, now)
	if err != nil {
		return nil, fmt.Errorf("reading an account's holds: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var h heldSlot
		if err := rows.Scan(&h.id, &h.slotID, &h.patientID); err != nil {
			return nil, fmt.Errorf("reading a hold: %w", err)
		}
		list = append(list, h)
	}
	return list, rows.Err()
}

func (s holdStore) add(ctx context.Context, h storedHold, now int64) error {
	_, err := s.insert.Exec(ctx, h.id, h.slot.id, h.patientID, h.accountID, h.service.ID,
		store.NullText(h.appointmentID), h.expiresAt, h.extensionsLeft, now)
	if err != nil {
		return fmt.Errorf("adding a hold: %w", err)
	}
	return nil
}

// extendTo is false when the hold has run out, ended, or no extension is left.
func (s holdStore) extendTo(ctx context.Context, holdID, accountID string, until, now int64) (bool, error) {
	return store.ChangedOne(s.extend.Exec(ctx, until, holdID, accountID, now))
}

// end is false when the hold has ended otherwise.
func (s holdStore) end(ctx context.Context, holdID, accountID string, as holdState) (bool, error) {
	return store.ChangedOne(s.release.Exec(ctx, string(as), holdID, accountID))
}

// become is false when the hold has ended otherwise.
func (s holdStore) become(ctx context.Context, holdID, appointmentID string) (bool, error) {
	return store.ChangedOne(s.convert.Exec(ctx, appointmentID, holdID))
}

// patientOf is whose hold it is; false when the id is no hold's.
func (s holdStore) patientOf(ctx context.Context, holdID string) (patientID string, known bool, err error) {
	err = s.patient.QueryRow(ctx, holdID).Scan(&patientID)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	if err != nil {
		return "", false, fmt.Errorf("looking for a hold: %w", err)
	}
	return patientID, true, nil
}

// takeFrom is false when the hold has ended otherwise.
func (s holdStore) takeFrom(ctx context.Context, holdID string) (bool, error) {
	return store.ChangedOne(s.seize.Exec(ctx, holdID))
}

// hasPatient tells whether there is such a patient.
func (s holdStore) hasPatient(ctx context.Context, id string) (bool, error) {
	var one int
	err := s.knownPatient.QueryRow(ctx, id).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("looking for a patient: %w", err)
	}
	return true, nil
}

// lockRow locks the row with the id until the transaction ends.
func lockRow(ctx context.Context, st *store.Statement, id string) error {
	return store.LockRow(ctx, st, id)
}

// lockForPatient lets one transaction at a time book for a patient, so that
// two cannot both find them free.
func (s holdStore) lockForPatient(ctx context.Context, patientID string) error {
	return lockRow(ctx, s.lockPatient, patientID)
}
