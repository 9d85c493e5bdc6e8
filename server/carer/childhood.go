package carer

import (
	"context"
	"fmt"
	"time"

	"patientportal/server/account"
	"patientportal/server/actor"
)

// childhood is what a patient's birth date means for those who act for them.
type childhood struct {
	isKnown   bool
	recordsTo time.Time // from then on records and advice are theirs alone; zero for never
	adultFrom time.Time
}

// childhoodOf reads the birth date, on the clocks of the clinic's places.
func (s *Service) childhoodOf(ctx context.Context, patientID string) (childhood, error) {
	p, err := s.Patient.Patient(ctx, self, patientID)
	if err != nil || p.DateOfBirth == nil {
		return childhood{}, err
	}
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return childhood{}, fmt.Errorf("asking for the clinic's clocks: %w", err)
	}
	var c childhood
	c.adultFrom, c.isKnown = born(*p.DateOfBirth).turns(adultAt, dir.Zones())
	if s.RecordsUntilAge > 0 {
		c.recordsTo, _ = born(*p.DateOfBirth).turns(s.RecordsUntilAge, dir.Zones())
	}
	return c, nil
}

// Childhood tells those who may list a child's carers when that ends what others
// may do: nil for who is of age, and where the birth date is not known.
func (s *Service) Childhood(ctx context.Context, who actor.Actor, patientID string) (*Childhood, error) {
	if _, err := s.giverFor(ctx, who, patientID); err != nil {
		return nil, err
	}
	c, err := s.childhoodOf(ctx, patientID)
	if err != nil || !c.isChild(s.Clock()) {
		return nil, err
	}
	return &Childhood{RecordsUntil: someday(c.recordsTo), OfAge: c.adultFrom}, nil
}

// isChild tells whether others decide who acts for the patient.
func (c childhood) isChild(now time.Time) bool { return c.isKnown && now.Before(c.adultFrom) }

// keepsRecords tells whether the patient's records are theirs alone by now.
func (c childhood) keepsRecords(now time.Time) bool {
	return !c.recordsTo.IsZero() && !now.Before(c.recordsTo)
}

// limit sets the instants at which access that is given, or was given, by g at
// that time ends and loses what is clinical. What the patients themselves give
// after that birthday is their own decision.
func (c childhood) limit(g account.Giver, since, asked time.Time) (expiresAt, recordsUntil time.Time) {
	expiresAt, recordsUntil = asked, c.recordsTo
	if g == account.GivenByPatient {
		if !since.Before(recordsUntil) {
			recordsUntil = time.Time{}
		}
		return expiresAt, recordsUntil
	}
	if c.isKnown && (expiresAt.IsZero() || c.adultFrom.Before(expiresAt)) {
		expiresAt = c.adultFrom
	}
	return expiresAt, recordsUntil
}

// Realign sets those instants anew for every access, for the program itself: a
// birth date was mended, the clinic chose another age or opened in another zone.
// It tells how many it changed.
func (s *Service) Realign(ctx context.Context, who actor.Actor) (changed int, err error) {
	if err := who.Require(); err != nil {
		return 0, err
	}
	for last := ""; ; {
		list, err := s.Account.CareAfter(ctx, last)
		if err != nil || len(list) == 0 {
			return changed, err
		}
		for _, c := range list {
			did, err := s.realign(ctx, c)
			if err != nil {
				return changed, err
			}
			if did {
				changed++
			}
		}
		last = list[len(list)-1].ID
	}
}

// realign never lets an access end later than it would: what was asked for at
// first is not known any more.
func (s *Service) realign(ctx context.Context, c account.Care) (bool, error) {
	child, err := s.childhoodOf(ctx, c.PatientID)
	if err != nil {
		return false, err
	}
	expiresAt, recordsUntil := child.limit(c.GivenBy, c.Since, c.ExpiresAt)
	if expiresAt.Equal(c.ExpiresAt) && recordsUntil.Equal(c.RecordsUntil) {
		return false, nil
	}
	return true, s.Store.Tx(ctx, func(ctx context.Context) error {
		return s.Account.LimitCare(ctx, c.ID, expiresAt, recordsUntil)
	})
}

// withoutClinical leaves what is not a grown child's alone.
func withoutClinical(scopes []actor.Scope) []actor.Scope {
	var list []actor.Scope
	for _, scope := range scopes {
		if !scope.IsClinical() {
			list = append(list, scope)
		}
	}
	return list
}
