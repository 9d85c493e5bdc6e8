package booking

import (
	"context"

	"patientportal/server/actor"
)

// MayManage is nil for whoever may see and make a patient's appointments; for
// everyone else it answers as if there were no such patient.
func (s *Service) MayManage(who actor.Actor, patientID string) error {
	return mayManage(who, patientID)
}

// HasPatient tells whether there is such a patient.
func (s *Service) HasPatient(ctx context.Context, patientID string) (bool, error) {
	return s.holds.hasPatient(ctx, patientID)
}

// LockPatient lets one transaction at a time book, ask and answer for a
// patient, in the context's Tx.
func (s *Service) LockPatient(ctx context.Context, patientID string) error {
	return s.holds.lockForPatient(ctx, patientID)
}
