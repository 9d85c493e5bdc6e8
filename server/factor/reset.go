package factor

import (
	"context"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
)

// ResetSecondFactorInput is whose second factor is lost, and how the clinic made
// sure that it is they who ask: one of the two ids.
type ResetSecondFactorInput struct {
	PatientID *string // the patient's own account
	AccountID *string
	Reason    string // stands on the audit trail
}

// Validate reports every problem at once, as fault.Invalid.
func (in ResetSecondFactorInput) Validate() error {
	var p fault.Problems
	one := (value(in.PatientID) == "") != (value(in.AccountID) == "")
	p.Check(one, "patientId", "account.reset_whom", "Name the patient or the account, one of them.")
	account.CheckReason(&p, "reason", in.Reason)
	return p.Err()
}

func value(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}

// ResetSecondFactorPayload says that it is done.
type ResetSecondFactorPayload struct{ Reset bool }

// ResetSecondFactor takes every second factor off the account of somebody who
// has lost theirs: authenticator app, passkeys and recovery codes go, no device is
// remembered, every session ends, and the owner is mailed. The password stays.
// The front desk and administrators may for patients and carers, administrators
// alone for staff: NOT_FOUND for who may not, for no such account, and for a
// patient without one. CONFLICT when there is no second factor.
func (s *Service) ResetSecondFactor(ctx context.Context, who actor.Actor, in ResetSecondFactorInput) (ResetSecondFactorPayload, error) {
	if err := who.Require(actor.RoleFrontDesk, actor.RoleAdministrator); err != nil {
		return ResetSecondFactorPayload{}, err
	}
	if err := in.Validate(); err != nil {
		return ResetSecondFactorPayload{}, err
	}
	whose, err := s.accounts.Find(ctx, value(in.PatientID), value(in.AccountID))
	if err != nil {
		return ResetSecondFactorPayload{}, err
	}
	if whose.Role != actor.RolePatient && !who.Is(actor.RoleAdministrator) {
		return ResetSecondFactorPayload{}, fault.ErrNotFound
	}
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		return s.reset(ctx, who, whose, account.TidyReason(in.Reason))
	})
	return ResetSecondFactorPayload{Reset: err == nil}, err
}

// HasSecondFactor tells the front desk and administrators whether a patient's own
// account has a second factor; false when there is no account.
func (s *Service) HasSecondFactor(ctx context.Context, who actor.Actor, patientID string) (bool, error) {
	if err := who.Require(actor.RoleFrontDesk, actor.RoleAdministrator); err != nil {
		return false, err
	}
	own, err := s.accounts.Find(ctx, patientID, "")
	if fault.CodeOf(err) == fault.NotFound {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	f, err := s.tables.factorsOf(ctx, own.ID)
	return f.any(), err
}

func (s *Service) reset(ctx context.Context, who actor.Actor, whose account.Found, reason string) error {
	open, err := s.accounts.Hold(ctx, whose.ID)
	if err != nil {
		return err
	}
	if !open {
		return fault.ErrNotFound
	}
	f, err := s.tables.factorsOf(ctx, whose.ID)
	if err != nil {
		return err
	}
	if !f.any() {
		return errNoSecondFactor
	}
	if err := s.Drop(ctx, whose.ID); err != nil {
		return err
	}
	if err := s.accounts.FactorsChanged(ctx, who, whose.ID, false, outbox.LetterFactorReset); err != nil {
		return err
	}
	return s.trail.Record(ctx, who, audit.Event{
		Action: "account.reset_second_factor", SubjectType: "account", SubjectID: whose.ID,
		PatientID: whose.PatientID, Reason: reason,
	})
}
