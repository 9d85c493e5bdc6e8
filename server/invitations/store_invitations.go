package invitations

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"patientportal/server/booking"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// storedInvitation is an invitation as the table has it.
type storedInvitation struct {
	id, patientID, serviceID   string
	locationID, practitionerID *string
	from, to, reason           string
	role                       booking.Part
	state                      BookingInvitationState
	appointmentID              *string
	createdAt, expiresAt       int64
}

const invitationColumns = `id, patient_id, service_id, location_id, practitioner_id, window_from, window_to,
	reason, invited_role, state, appointment_id, created_at, expires_at`

type invitationStore struct {
	insert, one, open, every, count, taken, answers, booked *store.Statement
	reopening                                               reopeningStatements
}

func newInvitationStore(s *store.Store) invitationStore {
	const read = `SELECT ` + invitationColumns + ` FROM booking_invitations WHERE `
	const end = `UPDATE booking_invitations SET `
	return invitationStore{
		reopening: prepareReopening(s),
		insert: s.Prepare(`INSERT INTO booking_invitations (` + invitationColumns + `, invited_by, ended_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`),
		one:   s.Prepare(read + `id = ?`),
		open:  s.Prepare(read + `patient_id = ? AND state = 'OPEN' AND expires_at > ? ORDER BY expires_at, id LIMIT 100`),
		every: s.Prepare(read + `patient_id = ? ORDER BY expires_at, id LIMIT 100`),
		count: s.Prepare(`SELECT count(*) FROM booking_invitations WHERE patient_id = ? AND state = 'OPEN' AND expires_at > ?`),
		answers: s.Prepare(read + `patient_id = ? AND service_id = (SELECT service_id FROM booking_appointments WHERE id = ?)
			AND state = 'OPEN' AND expires_at > ?
			ORDER BY CASE WHEN practitioner_id = (SELECT practitioner_id FROM booking_appointments WHERE id = ?) THEN 0 ELSE 1 END,
			expires_at, id LIMIT 1`),
		taken:  s.Prepare(end + `state = 'WITHDRAWN', ended_at = ? WHERE id = ? AND state = 'OPEN' AND expires_at > ?`),
		booked: s.Prepare(end + `state = 'BOOKED', appointment_id = ?, ended_at = ? WHERE id = ? AND state = 'OPEN'`),
	}
}

func (v *storedInvitation) dest() []any {
	return []any{
		&v.id, &v.patientID, &v.serviceID, &v.locationID, &v.practitionerID, &v.from, &v.to,
		&v.reason, &v.role, &v.state, &v.appointmentID, &v.createdAt, &v.expiresAt,
	}
}

func (s invitationStore) add(ctx context.Context, v storedInvitation, by string) error {
	_, err := s.insert.Exec(ctx, v.id, v.patientID, v.serviceID, v.locationID, v.practitionerID, v.from, v.to,
		v.reason, string(v.role), string(v.state), v.appointmentID, v.createdAt, v.expiresAt, by)
	if err != nil {
		return fmt.Errorf("adding an invitation: %w", err)
	}
	return nil
}

func (s invitationStore) byID(ctx context.Context, id string) (v storedInvitation, err error) {
	err = s.one.QueryRow(ctx, id).Scan(v.dest()...)
	if errors.Is(err, sql.ErrNoRows) {
		return v, fault.ErrNotFound
	}
	if err != nil {
		return v, fmt.Errorf("reading an invitation: %w", err)
	}
	return v, nil
}

// list gives a patient's, at most 100, the first to end first.
func (s invitationStore) list(ctx context.Context, patientID string, now int64, all bool) (list []storedInvitation, err error) {
	st, args := s.open, []any{patientID, now}
	if all {
		st, args = s.every, args[:1]
	}
	rows, err := st.Query(ctx, args...)
	if err != nil {
		return nil, fmt.Errorf("reading invitations: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var v storedInvitation
		if err := rows.Scan(v.dest()...); err != nil {
			return nil, fmt.Errorf("reading an invitation: %w", err)
		}
		list = append(list, v)
	}
	return list, rows.Err()
}

func (s invitationStore) countOpen(ctx context.Context, patientID string, now int64) (n int, err error) {
	if err := s.count.QueryRow(ctx, patientID, now).Scan(&n); err != nil {
		return 0, fmt.Errorf("counting invitations: %w", err)
	}
	return n, nil
}

// answeredBy is the open invitation that an appointment answers; false when
// there is none.
func (s invitationStore) answeredBy(ctx context.Context, patientID, appointmentID string, now int64) (v storedInvitation, found bool, err error) {
	err = s.answers.QueryRow(ctx, patientID, appointmentID, now, appointmentID).Scan(v.dest()...)
	if errors.Is(err, sql.ErrNoRows) {
		return v, false, nil
	}
	if err != nil {
		return v, false, fmt.Errorf("looking for an invitation: %w", err)
	}
	return v, true, nil
}

// withdraw is false when the invitation has ended.
func (s invitationStore) withdraw(ctx context.Context, id string, now int64) (bool, error) {
	return store.ChangedOne(s.taken.Exec(ctx, now, id, now))
}

// book is false when the invitation has ended.
func (s invitationStore) book(ctx context.Context, id, appointmentID string, now int64) (bool, error) {
	return store.ChangedOne(s.booked.Exec(ctx, appointmentID, now, id))
}
