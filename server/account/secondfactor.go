package account

import (
	"context"

	"patientportal/server/actor"
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

// SecondFactors knows by what accounts prove themselves beside their passwords.
// The room that does is to the left; main puts it in. It says whether a proof is
// right; what a right one opens is decided here.
type SecondFactors interface {
	// Methods are the ways that the account has left, the usual one first; none
	// without a second factor.
	Methods(ctx context.Context, accountID string) ([]SecondFactorMethod, error)
	// SpendCode uses a code of the account up, in the context's Tx; false when it
	// is none, or was used. Without a method the code's form says which it is.
	SpendCode(ctx context.Context, accountID string, method SecondFactorMethod, code string) (bool, error)
	// CheckPasskey looks at what a browser brought back when it was asked for a
	// passkey for that purpose; see PasskeyProof. EXPIRED when it was not asked,
	// or answered before. Never inside a Tx.
	CheckPasskey(ctx context.Context, why PasskeyPurpose, boundTo string, answer PasskeyAnswer, from Client) (PasskeyProof, error)
	// Drop takes every second factor off the account, in the context's Tx. What
	// follows from that is the caller's; see FactorsChanged.
	Drop(ctx context.Context, accountID string) error
}

// spending uses a proof up, inside a Tx; false when it is none, or was used.
type spending = func(ctx context.Context) (bool, error)

// AskSecondFactors says who knows the second factors; without, nobody has one. To
// be called before the first sign-in.
func (s *Service) AskSecondFactors(f SecondFactors) { s.factors = f }

// noFactors is a portal without them: who has one set up is not let in.
type noFactors struct{}

func (noFactors) Methods(context.Context, string) ([]SecondFactorMethod, error) { return nil, nil }

func (noFactors) SpendCode(context.Context, string, SecondFactorMethod, string) (bool, error) {
	return false, nil
}

func (noFactors) CheckPasskey(context.Context, PasskeyPurpose, string, PasskeyAnswer, Client) (PasskeyProof, error) {
	return PasskeyProof{}, nil
}

func (noFactors) Drop(context.Context, string) error { return nil }

// Hold keeps the account as it is until the end of the context's Tx, so that two
// who change its second factors come one after the other; false when there is no
// such account, or it is disabled.
func (s *Service) Hold(ctx context.Context, accountID string) (bool, error) {
	return s.tables.holdOpen(ctx, accountID)
}

// Found is an account as staff find it.
type Found struct {
	ID        string
	Role      actor.Role
	PatientID string // whose own account it is; empty for others
}

// Find gives a patient's own account or, where accountID is not empty, the one of
// that id; NOT_FOUND for disabled ones, and for none. Who may ask is decided to
// the left.
func (s *Service) Find(ctx context.Context, patientID, accountID string) (Found, error) {
	if Plain(patientID+accountID) != patientID+accountID {
		return Found{}, fault.ErrNotFound // PostgreSQL would not even look for it
	}
	f, ok, err := s.tables.find(ctx, patientID, accountID)
	if err == nil && !ok {
		err = fault.ErrNotFound
	}
	return f, err
}

// FactorsChanged follows every change of an account's second factors, in its Tx:
// whom the ones before let in is out, but for the session that asks, and the
// owner is told. has tells whether there is one now.
func (s *Service) FactorsChanged(ctx context.Context, who actor.Actor, accountID string, has bool, tell outbox.LetterKind) error {
	if err := s.tables.settleFactor(ctx, accountID, has, store.Micros(s.clock())); err != nil {
		return err
	}
	if err := s.endOthers(ctx, who, accountID, endFactor); err != nil {
		return err
	}
	return s.TellOwner(ctx, accountID, tell)
}

// Challenged tells whose sign-in waits for its second proof; EXPIRED when it is
// over or never was.
func (s *Service) Challenged(ctx context.Context, challengeID string) (accountID string, err error) {
	c, err := s.openChallenge(ctx, challengeID)
	return c.accountID, err
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
