package patient

import (
	"context"
	"fmt"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// mostDraws bounds the search for a free number. With a tenth of all numbers
// given, twenty draws in a row are taken once in 10^20 registrations.
const mostDraws = 20

// Failures of Register.
var (
	// ErrClinicNumberTaken says that the number asked for is another patient's.
	ErrClinicNumberTaken = fault.New(fault.Conflict, "patient.clinic_number_taken", "Another patient has this clinic number.")
	// ErrAlreadyRegistered says that this source's patient is on the books.
	ErrAlreadyRegistered = fault.New(fault.Conflict, "patient.already_registered", "This patient is registered already.")
)

// Register puts a person on the clinic's books, for the front desk,
// administrators and the program itself. It draws a free clinic number unless
// one is given. Inside a caller's transaction it is part of that one.
func (s *Service) Register(ctx context.Context, who actor.Actor, in RegisterInput) (Patient, error) {
	if err := mayRegister(who); err != nil {
		return Patient{}, err
	}
	if err := in.Validate(); err != nil {
		return Patient{}, err
	}
	row := newRow(in.clean(), store.NewID(), store.Micros(s.clock()))
	err := s.tx.Tx(actor.NewContext(ctx, who), func(ctx context.Context) error {
		if err := s.insert(ctx, &row); err != nil {
			return err
		}
		if err := s.store.putNames(ctx, row.ID, row.FullName); err != nil {
			return err
		}
		if err := s.store.addIdentifiers(ctx, row.ID, in.Identifiers); err != nil {
			return err
		}
		return s.trail.Record(ctx, who, audit.Event{
			Action: "patient.register", SubjectType: "patient", SubjectID: row.ID, PatientID: row.ID,
		})
	})
	if err != nil {
		return Patient{}, err
	}
	return row.Patient, nil
}

// insert writes the row under the number it has, or under the first free one
// drawn. The database decides: a row that meets another's number is not there.
func (s *Service) insert(ctx context.Context, row *patientRow) error {
	if row.ClinicNumber != "" {
		done, err := s.store.insert(ctx, *row)
		if err != nil || done {
			return err
		}
		return s.whyTaken(ctx, row, ErrClinicNumberTaken)
	}
	for range mostDraws {
		number, err := drawClinicNumber(s.chance)
		if err != nil {
			return err
		}
		row.ClinicNumber = number
		done, err := s.store.insert(ctx, *row)
		if err != nil || done {
			return err
		}
		if err := s.whyTaken(ctx, row, nil); err != nil {
			return err
		}
	}
	return fmt.Errorf("no free clinic number in %d draws", mostDraws)
}

// whyTaken tells a patient who is registered already from a number that is
// taken; otherwise is the answer for the latter.
func (s *Service) whyTaken(ctx context.Context, row *patientRow, otherwise error) error {
	if row.sourceKey == "" {
		return otherwise
	}
	known, err := s.store.hasSourceKey(ctx, row.sourceKey)
	if err != nil {
		return err
	}
	if known {
		return ErrAlreadyRegistered
	}
	return otherwise
}
