package account

import (
	"context"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/store"
)

var (
	errUsernameTaken = &fault.Fault{
		Code: fault.Conflict, MessageID: "account.username_taken", Field: "username",
		Message: "This username is taken. Choose another.",
	}
	errPatientHasAccount = &fault.Fault{
		Code: fault.Conflict, MessageID: "account.patient_has_account", Field: "patientId",
		Message: "This patient already has an account of their own.",
	}
)

// Create makes an account and gives its id. With a PatientID it is that
// patient's own. The program itself and administrators may. It fails with
// FORBIDDEN, with INVALID_INPUT, with CONFLICT when the username is taken or the
// patient has an account, and with NOT_FOUND when there is no such patient or
// practitioner.
//
// It hashes for about a tenth of a second, so it is best not called inside a Tx.
func (s *Service) Create(ctx context.Context, who actor.Actor, in CreateInput) (id string, err error) {
	if !mayCreate(who) {
		return "", fault.ErrForbidden
	}
	if err := in.Validate(); err != nil {
		return "", err
	}
	return s.create(ctx, who, in, false)
}

// CreateForPatient makes a patient's own account with a password that is drawn
// at random, and gives that password: this once, it is not kept. The link that
// proves its address is mailed. Who may and how
// it fails are Create's. email may be empty.
func (s *Service) CreateForPatient(ctx context.Context, who actor.Actor, patientID, username, displayName, email string) (firstPassword string, err error) {
	if !mayCreate(who) {
		return "", fault.ErrForbidden
	}
	if patientID == "" {
		return "", fault.ErrNotFound
	}
	in := CreateInput{
		Username: username, DisplayName: displayName, Email: email,
		Role: actor.RolePatient, PatientID: patientID, Password: drawnFor(username, displayName, email),
	}
	if err := in.Validate(); err != nil {
		return "", err
	}
	if _, err := s.create(ctx, who, in, true); err != nil {
		return "", err
	}
	return in.Password, nil
}

// HasAny tells whether there is any account.
func (s *Service) HasAny(ctx context.Context) (bool, error) { return s.tables.hasAny(ctx) }

// HasDemoAccounts tells whether accounts are there whose passwords are public.
func (s *Service) HasDemoAccounts(ctx context.Context) (bool, error) {
	return s.tables.hasDemo(ctx)
}

// SetDemoPassword gives a demo account its published password again and signs
// it out everywhere. Only the program may, and only for accounts of the demo
// clinic: NOT_FOUND for all others.
func (s *Service) SetDemoPassword(ctx context.Context, who actor.Actor, username, password string) error {
	if !who.IsSystem() {
		return fault.ErrForbidden
	}
	var p fault.Problems
	checkPassword(&p, "password", password, username)
	if err := p.Err(); err != nil {
		return err
	}
	hash, err := s.hash(ctx, password)
	if err != nil {
		return err
	}
	return s.store.Tx(ctx, func(ctx context.Context) error {
		id, err := s.tables.changeDemoPassword(ctx, FoldUsername(username), hash, store.Micros(s.clock()))
		if err != nil {
			return err
		}
		if id == "" {
			return fault.ErrNotFound
		}
		return s.endAll(ctx, who, id, endPassword)
	})
}

func mayCreate(who actor.Actor) bool {
	return who.IsSystem() || who.Is(actor.RoleAdministrator)
}

func (s *Service) create(ctx context.Context, who actor.Actor, in CreateInput, mustChange bool) (id string, err error) {
	if err := s.checkAboutPerson(ctx, in); err != nil {
		return "", err
	}
	hash, err := s.hash(ctx, in.Password)
	if err != nil {
		return "", err
	}
	now := store.Micros(s.clock())
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		id, err = s.tables.addAccount(ctx, newAccount{CreateInput: in, passwordHash: hash, mustChange: mustChange, at: now})
		if err != nil {
			return err
		}
		if in.PatientID != "" {
			if err := s.tables.addSelfGrant(ctx, id, in.PatientID, now); err != nil {
				return err
			}
		}
		if mustChange && in.Email != "" {
			if err := s.SendVerification(ctx, id, in.Email); err != nil {
				return err
			}
		}
		return s.trail.Record(ctx, who, audit.Event{
			Action: "account.create", SubjectType: "account", SubjectID: id, PatientID: in.PatientID,
			Fields: []string{"username", "display_name", "email", "role", "password"},
		})
	})
	if err != nil {
		return "", err
	}
	return id, nil
}

// checkAboutPerson refuses a password that holds what the clinic knows of the
// patient whose account it is.
func (s *Service) checkAboutPerson(ctx context.Context, in CreateInput) error {
	if in.PatientID == "" {
		return nil
	}
	person, err := s.people.Person(ctx, in.PatientID)
	if err != nil {
		return err
	}
	var p fault.Problems
	checkPassword(&p, "password", in.Password, person.Facts()...)
	return p.Err()
}

// hash takes its turn among the sign-ins.
func (s *Service) hash(ctx context.Context, password string) (string, error) {
	kept, err := s.HashAll(ctx, "new password", password)
	if err != nil {
		return "", err
	}
	return kept[0], nil
}
