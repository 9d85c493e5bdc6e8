package account

import (
	"context"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

// SecondFactorMethod is a way to give the second proof of a sign-in.
type SecondFactorMethod string

// The ways.
const (
	MethodTOTP         SecondFactorMethod = "TOTP"          // a code of an authenticator app
	MethodRecoveryCode SecondFactorMethod = "RECOVERY_CODE" // one of ten, each good once
	MethodPasskey      SecondFactorMethod = "PASSKEY"       // one of the account's passkeys
)

// SecondFactor is how an account proves itself beside its password. Recovery
// codes are there to get back in, and none by themselves.
type SecondFactor struct {
	TOTP              bool
	Passkeys          int // how many; see Service.Passkeys
	RecoveryCodesLeft int
	RememberedDevices []RememberedDevice // the latest used first, at most 200
}

var errNoSecondFactor = fault.New(fault.Conflict, "account.no_second_factor",
	"This account has no second factor.")

// any tells whether there is a second factor.
func (f factors) any() bool { return f.totp || f.passkeys > 0 }

// methods are the ways that are left, the usual one first.
func (f factors) methods() (list []SecondFactorMethod) {
	if f.totp {
		list = append(list, MethodTOTP)
	}
	if f.passkeys > 0 {
		list = append(list, MethodPasskey)
	}
	if f.codesLeft > 0 {
		list = append(list, MethodRecoveryCode)
	}
	return list
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
	devices, err := s.tables.rememberedDevices(ctx, who.AccountID(), store.Micros(s.clock()))
	return &SecondFactor{TOTP: f.totp, Passkeys: f.passkeys, RecoveryCodesLeft: f.codesLeft, RememberedDevices: devices}, err
}

// factorChanged follows every change of an account's second factors, in its Tx:
// whom the ones before let in is out, but for the session that asks, and the
// owner is told. Without a factor there are no recovery codes either.
func (s *Service) factorChanged(ctx context.Context, who actor.Actor, accountID string, tell outbox.LetterKind) error {
	now := store.Micros(s.clock())
	has, err := s.tables.settleFactor(ctx, accountID, now)
	if err != nil {
		return err
	}
	if !has {
		if err := s.tables.dropRecoveryCodes(ctx, accountID); err != nil {
			return err
		}
	}
	if err := s.endOthers(ctx, who, accountID, endFactor); err != nil {
		return err
	}
	return s.tellOwner(ctx, accountID, tell)
}

// forgetProofs forgets what stood in for a part of a sign-in: devices that were
// remembered, and sign-ins that wait for their second proof. It goes with the
// sessions that end because the password or a factor changed.
func (s *Service) forgetProofs(ctx context.Context, accountID string) error {
	if _, err := s.tables.forgetDevices(ctx, accountID); err != nil {
		return err
	}
	return s.tables.endChallenges(ctx, accountID, store.Micros(s.clock()))
}

// record adds a row about the account to the trail.
func (s *Service) record(ctx context.Context, who actor.Actor, action, accountID string) error {
	return s.trail.Record(ctx, who, audit.Event{Action: action, SubjectType: "account", SubjectID: accountID})
}
