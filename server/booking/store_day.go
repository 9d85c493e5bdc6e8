package booking

import (
	"context"

	"patientportal/server/store"
)

func prepareStep(s *store.Store) *store.Statement {
	return s.Prepare(`UPDATE booking_appointments SET status = ?, contact_email = ?, contact_phone = ?, coverage_id = ?, updated_at = ?
		WHERE id = ? AND sequence = ? AND status = ?`)
}

// step makes a visit what it is after a step on its day; false when it is no
// longer as it was read.
func (s appointmentStore) step(ctx context.Context, was, is storedAppointment, now int64) (bool, error) {
	return store.ChangedOne(s.stepped.Exec(ctx, string(is.status), is.email, is.phone, is.coverageID, now, was.id, was.sequence, string(was.status)))
}
