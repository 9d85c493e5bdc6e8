package account

import (
	"context"
	"strings"
	"unicode/utf8"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
)

// Bounds of a reason that staff give, in characters.
const (
	minReason = 5
	maxReason = 500
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
	checkReason(&p, "reason", in.Reason)
	return p.Err()
}

func checkReason(p *fault.Problems, field, reason string) {
	n := utf8.RuneCountInString(strings.TrimSpace(plain(reason)))
	p.Check(n >= minReason, field, "account.reason_missing", "Say why, and how you made sure who is asking.")
	p.Check(n <= maxReason, field, "account.reason_too_long", "A reason has at most 500 characters.")
}

// ResetSecondFactorPayload says that it is done.
type ResetSecondFactorPayload struct{ Reset bool }

// owned is an account as staff find it.
type owned struct {
	id        string
	role      actor.Role
	patientID string // whose own account it is; empty for others
}

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
	whose, err := s.whose(ctx, who, value(in.PatientID), value(in.AccountID))
	if err != nil {
		return ResetSecondFactorPayload{}, err
	}
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		return s.resetFactors(ctx, who, whose, strings.TrimSpace(plain(in.Reason)))
	})
	return ResetSecondFactorPayload{Reset: err == nil}, err
}

// HasSecondFactor tells the front desk and administrators whether a patient's own
// account has a second factor; false when there is no account.
func (s *Service) HasSecondFactor(ctx context.Context, who actor.Actor, patientID string) (bool, error) {
	if err := who.Require(actor.RoleFrontDesk, actor.RoleAdministrator); err != nil {
		return false, err
	}
	o, ok, err := s.tables.owned(ctx, patientID, "")
	if err != nil || !ok {
		return false, err
	}
	f, err := s.tables.factorsOf(ctx, o.id)
	return f.any(), err
}

// whose finds the account that staff mean, if they may change it.
func (s *Service) whose(ctx context.Context, who actor.Actor, patientID, accountID string) (owned, error) {
	if plain(patientID+accountID) != patientID+accountID {
		return owned{}, fault.ErrNotFound // PostgreSQL would not even look for it
	}
	o, ok, err := s.tables.owned(ctx, patientID, accountID)
	if err != nil {
		return owned{}, err
	}
	if !ok || (o.role != actor.RolePatient && !who.Is(actor.RoleAdministrator)) {
		return owned{}, fault.ErrNotFound
	}
	return o, nil
}

func (s *Service) resetFactors(ctx context.Context, who actor.Actor, whose owned, reason string) error {
	open, err := s.tables.holdOpen(ctx, whose.id)
	if err != nil {
		return err
	}
	if !open {
		return fault.ErrNotFound
	}
	f, err := s.tables.factorsOf(ctx, whose.id)
	if err != nil {
		return err
	}
	if !f.any() {
		return errNoSecondFactor
	}
	if err := s.dropFactors(ctx, who, whose.id, outbox.LetterFactorReset); err != nil {
		return err
	}
	return s.trail.Record(ctx, who, audit.Event{
		Action: "account.reset_second_factor", SubjectType: "account", SubjectID: whose.id,
		PatientID: whose.patientID, Reason: reason,
	})
}

// dropFactors takes every second factor off the account, with all that follows
// from it; the owner is told by that letter.
func (s *Service) dropFactors(ctx context.Context, who actor.Actor, accountID string, tell outbox.LetterKind) error {
	if _, err := s.tables.removeTOTP(ctx, accountID); err != nil {
		return err
	}
	if err := s.tables.dropPasskeys(ctx, accountID); err != nil {
		return err
	}
	return s.factorChanged(ctx, who, accountID, tell)
}
