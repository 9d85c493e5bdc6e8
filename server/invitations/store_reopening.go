package invitations

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"patientportal/server/store"
)

// reopeningStatements undo that an appointment answered an invitation.
type reopeningStatements struct{ bookedBy, other, instead, again *store.Statement }

func prepareReopening(s *store.Store) reopeningStatements {
	return reopeningStatements{
		bookedBy: s.Prepare(`SELECT ` + invitationColumns + ` FROM booking_invitations
			WHERE patient_id = (SELECT patient_id FROM booking_appointments WHERE id = ?)
			AND appointment_id = ? AND state = 'BOOKED' AND expires_at > ?`),
		// Who cancels has often booked the other time before.
		other: s.Prepare(`SELECT a.id FROM booking_appointments a
			WHERE a.patient_id = ? AND a.service_id = ? AND a.status = 'BOOKED' AND a.start_at > ? AND a.created_at >= ?
			AND NOT EXISTS (SELECT 1 FROM booking_invitations i WHERE i.patient_id = a.patient_id AND i.appointment_id = a.id AND i.state = 'BOOKED')
			ORDER BY a.start_at, a.id LIMIT 1`),
		instead: s.Prepare(`UPDATE booking_invitations SET appointment_id = ?
			WHERE id = ? AND state = 'BOOKED' AND appointment_id = ?`),
		again: s.Prepare(`UPDATE booking_invitations SET state = 'OPEN', appointment_id = NULL, ended_at = 0
			WHERE id = ? AND state = 'BOOKED' AND appointment_id = ?`),
	}
}

// bookedBy is the invitation that an appointment has answered and whose window
// has not passed; false when there is none.
func (s invitationStore) bookedBy(ctx context.Context, appointmentID string, now int64) (v storedInvitation, found bool, err error) {
	err = s.reopening.bookedBy.QueryRow(ctx, appointmentID, appointmentID, now).Scan(v.dest()...)
	if errors.Is(err, sql.ErrNoRows) {
		return v, false, nil
	}
	if err != nil {
		return v, false, fmt.Errorf("looking for an answered invitation: %w", err)
	}
	return v, true, nil
}

// otherAnswer is another appointment to come that was made since the patient was
// asked and answers no invitation; empty when there is none.
func (s invitationStore) otherAnswer(ctx context.Context, v storedInvitation, now int64) (id string, err error) {
	err = s.reopening.other.QueryRow(ctx, v.patientID, v.serviceID, now, v.createdAt).Scan(&id)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("looking for another answer: %w", err)
	}
	return id, nil
}

func (s invitationStore) answerInstead(ctx context.Context, v storedInvitation, appointmentID string) error {
	if _, err := s.reopening.instead.Exec(ctx, appointmentID, v.id, v.appointmentID); err != nil {
		return fmt.Errorf("changing what answers an invitation: %w", err)
	}
	return nil
}

// reopen is false when the invitation is not answered by that appointment any
// more.
func (s invitationStore) reopen(ctx context.Context, v storedInvitation) (bool, error) {
	return store.ChangedOne(s.reopening.again.Exec(ctx, v.id, v.appointmentID))
}
