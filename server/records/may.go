package records

import (
	"context"
	"fmt"

	"patientportal/server/actor"
	"patientportal/server/fault"
)

// may lets the actor read a patient's record, or answers as if there were none.
func may(who actor.Actor, patientID string) error {
	switch {
	case who.IsZero():
		return fault.ErrUnauthenticated
	case who.IsSystem(), who.Is(actor.RoleClinician), who.MayActFor(patientID, actor.ScopeRecords):
		return nil
	}
	return fault.ErrNotFound
}

// read lets the actor read, notes what is read when the patient is someone
// else, and gives the context that the store answers to.
func (s *Service) read(ctx context.Context, who actor.Actor, patientID, what string) (context.Context, error) {
	if err := may(who, patientID); err != nil {
		return nil, err
	}
	ctx = actor.NewContext(ctx, who)
	if err := s.trail.ReadByOther(ctx, who, patientID, "records."+what); err != nil {
		return nil, fmt.Errorf("noting a read: %w", err)
	}
	return ctx, nil
}
