package account

import (
	"context"
	"strings"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/password"
	"patientportal/server/store"
)

var errLastAdministrator = fault.New(fault.Conflict, "account.last_administrator",
	"This is the last administrator: add another one first.")

// AddStaffInput is a new member of staff.
type AddStaffInput struct {
	Username       string
	DisplayName    string
	Email          *string    // nil when none is known
	Role           actor.Role // any but PATIENT
	PractitionerID *string    // for clinicians: how patients see them
}

// input is the account to be, with a password that is drawn at random.
func (in AddStaffInput) input() CreateInput {
	return CreateInput{
		Username: in.Username, DisplayName: in.DisplayName, Email: value(in.Email), Role: in.Role,
		PractitionerID: value(in.PractitionerID), Password: drawnFor(in.Username, in.DisplayName, value(in.Email)),
	}
}

// FirstPassword is told this once; its owner has to choose another at the first
// sign-in.
type FirstPassword struct {
	AccountID string
	Password  string
}

// AddStaff makes an account for a member of staff, who has to choose a password
// and set up a second factor before anything else. The program itself and
// administrators may. It fails with FORBIDDEN, with INVALID_INPUT for every bad
// field, with CONFLICT when the username is taken and with NOT_FOUND when there
// is no such practitioner.
func (s *Service) AddStaff(ctx context.Context, who actor.Actor, in AddStaffInput) (FirstPassword, error) {
	if err := who.Require(actor.RoleAdministrator); err != nil {
		return FirstPassword{}, err
	}
	account := in.input()
	if err := account.Validate(); err != nil {
		return FirstPassword{}, err
	}
	var p fault.Problems
	p.Check(account.Role != actor.RolePatient, "role", "account.role_of_staff", "Staff are CLINICIAN, FRONT_DESK or ADMINISTRATOR.")
	if err := p.Err(); err != nil {
		return FirstPassword{}, err
	}
	id, err := s.create(ctx, who, account, true)
	return FirstPassword{AccountID: id, Password: account.Password}, err
}

// ChangeStaffInput names a member of staff and says why something is done to
// their account; the reason stands on the audit trail.
type ChangeStaffInput struct {
	Username string
	Reason   string // 5 to 500 characters
}

// Validate reports every problem at once, as fault.Invalid.
func (in ChangeStaffInput) Validate() error {
	var p fault.Problems
	p.Check(strings.TrimSpace(in.Username) != "", "username", "account.username_missing", "Enter the username.")
	checkReason(&p, "reason", in.Reason)
	return p.Err()
}

// DisableStaff closes the account of a member of staff: every session ends at
// once, nobody signs in to it any more, and what they did keeps their name. Done
// twice it does nothing. The program itself and administrators may. It fails with
// FORBIDDEN, INVALID_INPUT, with NOT_FOUND for who is no member of staff, and
// with CONFLICT for the last administrator.
func (s *Service) DisableStaff(ctx context.Context, who actor.Actor, in ChangeStaffInput) error {
	return s.changeStaff(ctx, who, in, func(ctx context.Context, o owned) error {
		open, err := s.tables.disable(ctx, o.id, store.Micros(s.clock()))
		if err != nil || !open {
			return err
		}
		if o.role == actor.RoleAdministrator {
			if err := s.keepOneAdministrator(ctx); err != nil {
				return err
			}
		}
		if err := s.endAll(ctx, who, o.id, endDisabled); err != nil {
			return err
		}
		return s.trail.Record(ctx, who, audit.Event{
			Action: "account.disable", SubjectType: "account", SubjectID: o.id, Reason: tidyReason(in.Reason),
		})
	})
}

// ResetStaff gives a member of staff who cannot get in a first password again,
// takes their second factors away and ends every session. An account that was
// disabled is open again. Who may and how it fails are as in DisableStaff.
//
// It hashes for about a tenth of a second, so it is never called inside a Tx.
func (s *Service) ResetStaff(ctx context.Context, who actor.Actor, in ChangeStaffInput) (FirstPassword, error) {
	first := FirstPassword{Password: drawnFor(in.Username)}
	hash, err := s.hash(ctx, first.Password)
	if err != nil {
		return FirstPassword{}, err
	}
	err = s.changeStaff(ctx, who, in, func(ctx context.Context, o owned) error {
		first.AccountID = o.id
		if err := s.tables.reopen(ctx, o.id, hash, store.Micros(s.clock())); err != nil {
			return err
		}
		if err := s.dropFactors(ctx, who, o.id); err != nil {
			return err
		}
		return s.trail.Record(ctx, who, audit.Event{
			Action: "account.reset_staff", SubjectType: "account", SubjectID: o.id,
			Fields: []string{"password", "second_factor"}, Reason: tidyReason(in.Reason),
		})
	})
	if err != nil {
		return FirstPassword{}, err
	}
	return first, nil
}

// changeStaff does something to the account of a member of staff in one Tx.
func (s *Service) changeStaff(ctx context.Context, who actor.Actor, in ChangeStaffInput, do func(context.Context, owned) error) error {
	if err := who.Require(actor.RoleAdministrator); err != nil {
		return err
	}
	if err := in.Validate(); err != nil {
		return err
	}
	return s.store.Tx(ctx, func(ctx context.Context) error {
		o, ok, err := s.tables.staffBy(ctx, foldUsername(in.Username))
		if err != nil {
			return err
		}
		if !ok {
			return fault.ErrNotFound
		}
		return do(ctx, o)
	})
}

// keepOneAdministrator fails when no administrator is left. It holds the others'
// rows, so that two do not close each other out at the same moment.
func (s *Service) keepOneAdministrator(ctx context.Context) error {
	left, err := s.tables.holdAdministrators(ctx)
	if err == nil && left == 0 {
		err = errLastAdministrator
	}
	return err
}

func tidyReason(reason string) string { return strings.TrimSpace(plain(reason)) }

// drawnFor draws a first password in which nothing of its owner stands by chance,
// which happens about once in 50,000 times.
func drawnFor(about ...string) string {
	drawn := newFirstPassword()
	for password.Judge(drawn, about...).Lacks(password.AboutYou) {
		drawn = newFirstPassword()
	}
	return drawn
}
