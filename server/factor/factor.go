package factor

import (
	"context"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/outbox"
)

// SecondFactor is how an account proves itself beside its password. Recovery
// codes are there to get back in, and none by themselves.
type SecondFactor struct {
	TOTP              bool
	Passkeys          int // how many; see Service.Passkeys
	RecoveryCodesLeft int
	RememberedDevices []account.RememberedDevice // the latest used first, at most 200
}

var errNoSecondFactor = fault.New(fault.Conflict, "account.no_second_factor",
	"This account has no second factor.")

// any tells whether there is a second factor.
func (f factors) any() bool { return f.totp || f.passkeys > 0 }

// methods are the ways that are left, the usual one first; none without a second
// factor.
func (f factors) methods() (list []account.SecondFactorMethod) {
	if f.totp {
		list = append(list, account.MethodTOTP)
	}
	if f.passkeys > 0 {
		list = append(list, account.MethodPasskey)
	}
	if f.any() && f.codesLeft > 0 {
		list = append(list, account.MethodRecoveryCode)
	}
	return list
}

// Methods are the ways that the account has left to give a second proof, the usual
// one first; none without a second factor. For account.
func (s *Service) Methods(ctx context.Context, accountID string) ([]account.SecondFactorMethod, error) {
	f, err := s.tables.factorsOf(ctx, accountID)
	return f.methods(), err
}

// SecondFactor gives how who is asking proves who they are.
func (s *Service) SecondFactor(ctx context.Context, who actor.Actor) (*SecondFactor, error) {
	if who.AccountID() == "" {
		return nil, fault.ErrUnauthenticated
	}
	f, err := s.tables.factorsOf(ctx, who.AccountID())
	if err != nil {
		return nil, err
	}
	devices, err := s.accounts.RememberedDevices(ctx, who)
	return &SecondFactor{TOTP: f.totp, Passkeys: f.passkeys, RecoveryCodesLeft: f.codesLeft, RememberedDevices: devices}, err
}

// changed follows every change of an account's second factors, in its Tx. Without
// a factor there are no recovery codes either.
func (s *Service) changed(ctx context.Context, who actor.Actor, accountID string, tell outbox.LetterKind) error {
	f, err := s.tables.factorsOf(ctx, accountID)
	if err != nil {
		return err
	}
	if !f.any() {
		if err := s.tables.dropRecoveryCodes(ctx, accountID); err != nil {
			return err
		}
	}
	return s.accounts.FactorsChanged(ctx, who, accountID, f.any(), tell)
}

// Drop takes every second factor off the account, in the context's Tx. What
// follows from that is the caller's; see account.FactorsChanged.
func (s *Service) Drop(ctx context.Context, accountID string) error {
	if _, err := s.tables.removeTOTP(ctx, accountID); err != nil {
		return err
	}
	if err := s.tables.dropPasskeys(ctx, accountID); err != nil {
		return err
	}
	return s.tables.dropRecoveryCodes(ctx, accountID)
}
