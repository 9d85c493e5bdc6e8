package patient

import (
	"context"
	"fmt"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/store"
)

// This file is what records from elsewhere bring: a newer version of who a
// patient is, their insurance and their care team. Each is keyed by where it
// came from, so that bringing it twice changes nothing.

// TeamMember is one member of an imported care team.
type TeamMember struct {
	Name   string
	Role   string
	Team   string
	Status string // FHIR care-team-status; lists show active ones
}

// Insurance is an imported coverage.
type Insurance struct {
	Payer       string
	Plan        string
	MemberID    string
	GroupNumber string
	Status      string // FHIR fm-status; lists show active ones
	EndedAt     int64  // microseconds since 1970 UTC; 0 while it has no end
}

// UpdateFromSource brings a newer version of an imported patient. Name, birth
// date, sex and death follow the source. Contact details follow it too unless
// they were changed here since: was is what the source said last time.
// Identifiers are added, never taken away.
func (s *Service) UpdateFromSource(ctx context.Context, who actor.Actor, patientID string, was, now RegisterInput) error {
	if err := mayRegister(who); err != nil {
		return err
	}
	if err := now.Validate(); err != nil {
		return err
	}
	return s.put(ctx, who, patientID, "patient.update_from_source", func(ctx context.Context) error {
		if err := s.store.updateFromSource(ctx, patientID, was.clean(), now.clean(), store.Micros(s.clock())); err != nil {
			return err
		}
		return s.store.addNewIdentifiers(ctx, patientID, now.Identifiers)
	})
}

// PutCoverage keeps an imported insurance under its source key.
func (s *Service) PutCoverage(ctx context.Context, who actor.Actor, patientID, sourceKey string, in Insurance) error {
	if err := mayRegister(who); err != nil {
		return err
	}
	return s.put(ctx, who, patientID, "patient.put_coverage", func(ctx context.Context) error {
		return s.store.putCoverage(ctx, patientID, sourceKey, in, store.Micros(s.clock()))
	})
}

// PutCareTeam replaces the members of the team with that source key.
func (s *Service) PutCareTeam(ctx context.Context, who actor.Actor, patientID, sourceKey string, team []TeamMember) error {
	if err := mayRegister(who); err != nil {
		return err
	}
	return s.put(ctx, who, patientID, "patient.put_care_team", func(ctx context.Context) error {
		return s.store.putCareTeam(ctx, patientID, sourceKey, team)
	})
}

// put runs a change with its line on the trail in one transaction.
func (s *Service) put(ctx context.Context, who actor.Actor, patientID, action string, change func(context.Context) error) error {
	return s.tx.Tx(actor.NewContext(ctx, who), func(ctx context.Context) error {
		if err := change(ctx); err != nil {
			return err
		}
		event := audit.Event{Action: action, SubjectType: "patient", SubjectID: patientID, PatientID: patientID}
		if err := s.trail.Record(ctx, who, event); err != nil {
			return fmt.Errorf("noting %s: %w", action, err)
		}
		return nil
	})
}

// Known is who is on the books under a number of another system.
type Known struct {
	PatientID    string
	ClinicNumber string
	FullName     string
	FamilyName   string
	DateOfBirth  string // empty when unknown
}

// ByIdentifier lists the patients that another system knows by this number. It
// is for those who register patients.
func (s *Service) ByIdentifier(ctx context.Context, who actor.Actor, system, value string) ([]Known, error) {
	if err := mayRegister(who); err != nil {
		return nil, err
	}
	return s.store.byIdentifier(actor.NewContext(ctx, who), system, value)
}

// Identity tells who the patient is, for whoever registers patients; unlike
// Patient it leaves no line on the trail, being part of a change that does.
func (s *Service) Identity(ctx context.Context, who actor.Actor, patientID string) (Known, error) {
	if err := mayRegister(who); err != nil {
		return Known{}, err
	}
	found, err := s.store.byID(actor.NewContext(ctx, who), patientID)
	if err != nil {
		return Known{}, err
	}
	return Known{
		PatientID: found.ID, ClinicNumber: found.ClinicNumber, FullName: found.FullName,
		FamilyName: found.FamilyName, DateOfBirth: text(found.DateOfBirth),
	}, nil
}

// HasAny tells whether anybody is on the clinic's books.
func (s *Service) HasAny(ctx context.Context) (bool, error) {
	return s.store.hasAny(actor.NewContext(ctx, actor.System("patient")))
}

// HasClinicNumber tells whether the number is somebody's already.
func (s *Service) HasClinicNumber(ctx context.Context, who actor.Actor, number string) (bool, error) {
	if err := mayRegister(who); err != nil {
		return false, err
	}
	return s.store.hasClinicNumber(actor.NewContext(ctx, who), number)
}

// IsClinicNumber tells whether the text has the form of a clinic number.
func IsClinicNumber(text string) bool { return clinicNumberForm.MatchString(text) }
