package patient

import (
	"context"
	"fmt"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// Coverages lists the patient's insurance that is in force now, the oldest
// first.
func (s *Service) Coverages(ctx context.Context, who actor.Actor, patientID string) ([]Coverage, error) {
	ctx, err := s.read(ctx, who, patientID, viewReach)
	if err != nil {
		return nil, err
	}
	return s.store.coverages(ctx, patientID, store.Micros(s.clock()))
}

// OwnsCoverage tells whether the insurance is the patient's and in force. It
// tells nothing about a patient the actor may not reach: NOT_FOUND.
func (s *Service) OwnsCoverage(ctx context.Context, who actor.Actor, patientID, coverageID string) (bool, error) {
	if err := may(who, patientID, viewReach); err != nil {
		return false, err
	}
	return s.store.ownsCoverage(actor.NewContext(ctx, who), patientID, coverageID, store.Micros(s.clock()))
}

// CoveragesByID gives the coverages with these ids, in force or ended, for
// what was agreed on when they were. Those the actor may not see are missing
// from the answer like those that do not exist. One statement, plus one audit
// row for each patient that is someone else.
func (s *Service) CoveragesByID(ctx context.Context, who actor.Actor, ids []string) (map[string]Coverage, error) {
	if who.IsZero() {
		return nil, fault.ErrUnauthenticated
	}
	ctx = actor.NewContext(ctx, who)
	rows, err := s.store.coveragesByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	found := make(map[string]Coverage, len(rows))
	noted := map[string]bool{}
	for _, row := range rows {
		if may(who, row.patientID, viewReach) != nil {
			continue
		}
		found[row.ID] = row.Coverage
		if noted[row.patientID] {
			continue
		}
		noted[row.patientID] = true
		if err := s.trail.ReadByOther(ctx, who, row.patientID, viewReach.name()); err != nil {
			return nil, fmt.Errorf("noting a read: %w", err)
		}
	}
	return found, nil
}
