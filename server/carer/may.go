package carer

import (
	"context"
	"slices"
	"time"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/fault"
)

// giver is as what somebody decides about a patient's carers, and what they can
// give at most.
type giver struct {
	as   account.Giver
	most []actor.Scope
}

// giverFor tells as what the actor decides about the patient's carers: as the
// patient, as a child's guardian, or for the clinic. Everyone else hears that
// there is no such patient.
func (s *Service) giverFor(ctx context.Context, who actor.Actor, patientID string) (giver, error) {
	switch {
	case who.IsZero():
		return giver{}, fault.ErrUnauthenticated
	case who.IsSelf(patientID):
		return giver{as: account.GivenByPatient, most: actor.AllScopes}, nil
	case who.IsSystem() || who.Is(actor.RoleFrontDesk, actor.RoleAdministrator):
		_, err := s.Patient.Patient(ctx, self, patientID)
		return giver{as: account.GivenByClinic, most: actor.AllScopes}, err
	case who.MayActFor(patientID, actor.ScopeAccount):
		return s.guardian(ctx, who.AccountID(), patientID)
	}
	return giver{}, fault.ErrNotFound
}

// guardian is the giver that an account is as somebody whom the clinic made a
// child's carer; NOT_FOUND when it is none.
func (s *Service) guardian(ctx context.Context, accountID, patientID string) (giver, error) {
	c, err := s.Account.CareBetween(ctx, accountID, patientID)
	if err == nil && !isGuardian(c, s.Clock()) {
		err = fault.ErrNotFound
	}
	return giver{as: account.GivenByGuardian, most: c.Scopes}, err
}

// isGuardian tells whether the carer decides for the child: the clinic let them
// in to everything about the account, and the child is not yet of the age to
// decide alone. Without such an age they do until the child is of age, when
// their access ends.
func isGuardian(c account.Care, now time.Time) bool {
	decides := c.GivenBy == account.GivenByClinic && !c.IsOver(now)
	grown := !c.RecordsUntil.IsZero() && !now.Before(c.RecordsUntil)
	return decides && !grown && slices.Contains(c.Scopes, actor.ScopeAccount)
}

// checkMost refuses what a guardian would give without having it.
func checkMost(p *fault.Problems, g giver, scopes []actor.Scope) {
	for _, scope := range scopes {
		p.Check(slices.Contains(g.most, scope), "scopes", "carer.more_than_held", "You can share only what you may see and do yourself.")
	}
}
