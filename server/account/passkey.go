package account

import (
	"context"
	"errors"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
)

// maxCredentialBytes bounds a browser's answer, which has a few kilobytes at most.
const maxCredentialBytes = 16 << 10

// errPasskeyFailed is the one answer to every passkey that opens nothing.
var errPasskeyFailed = fault.New(fault.Unauthenticated, "account.passkey_failed",
	"This passkey opens no account here. Sign in with your username and password.")

// PasskeyPurpose is what a browser was asked for a passkey for.
type PasskeyPurpose string

// The purposes, each bound to what it is for.
const (
	PasskeySignIn PasskeyPurpose = "SIGN_IN" // bound to nothing: nobody is known yet
	PasskeyVerify PasskeyPurpose = "VERIFY"  // bound to a sign-in that waits for its second proof
	PasskeyStepUp PasskeyPurpose = "STEP_UP" // bound to the session
)

// PasskeyAnswer is what a browser brought back.
type PasskeyAnswer struct {
	CeremonyID     string // what it was asked for by
	CredentialJSON string // the credential's toJSON, as text
}

// Check adds what is missing.
func (in PasskeyAnswer) Check(p *fault.Problems) {
	p.Check(in.CeremonyID != "", "ceremonyId", "account.ceremony_missing", "Which ceremony?")
	p.Check(in.CredentialJSON != "", "credentialJson", "account.credential_missing", "What did the browser answer?")
	p.Check(len(in.CredentialJSON) <= maxCredentialBytes, "credentialJson", "account.credential_too_long", "This is longer than any passkey's answer.")
}

// PasskeyProof is what came of looking at an answer.
type PasskeyProof struct {
	PasskeyID string // empty when it is nobody's
	AccountID string // whose it is
	Copied    bool   // its count of uses went back, which stands on the trail already
	// Use notes the use, inside a Tx; false when the passkey is not what was looked
	// at any more. Nil when the answer is not right.
	Use func(ctx context.Context) (bool, error)
}

// FinishPasskeySignInInput is what the browser signed.
type FinishPasskeySignInInput struct {
	PasskeyAnswer
	Client     ClientKind // Browser when empty
	DeviceName *string    // made from the user agent when nil or blank
}

// Validate reports every problem at once, as fault.Invalid.
func (in FinishPasskeySignInInput) Validate() error {
	var p fault.Problems
	in.Check(&p)
	checkDevice(&p, in.Client, in.DeviceName)
	return p.Err()
}

// FinishPasskeySignIn opens a session for the account whose passkey signed. The
// device made sure of its owner, so this is both factors.
//
// A passkey that is unknown, was removed, signed wrongly or belongs to a disabled
// account fails with UNAUTHENTICATED after the same statements, and so does one
// whose count of uses went back; an answer after five minutes, or a second one,
// with EXPIRED; a bad input with INVALID_INPUT. When the context carries an actor
// with a session, the new one takes its place.
func (s *Service) FinishPasskeySignIn(ctx context.Context, in FinishPasskeySignInInput, from Client) (SignInOutcome, error) {
	if err := in.Validate(); err != nil {
		return SignInOutcome{}, err
	}
	proof, err := s.factors.CheckPasskey(ctx, PasskeySignIn, "", in.PasskeyAnswer, from)
	if err != nil {
		return SignInOutcome{}, err
	}
	if proof.Use == nil {
		return SignInOutcome{}, s.refusePasskey(ctx, proof)
	}
	return s.openByPasskey(ctx, in, from, proof)
}

// openByPasskey makes the session that the signature earned.
func (s *Service) openByPasskey(ctx context.Context, in FinishPasskeySignInInput, from Client, proof PasskeyProof) (SignInOutcome, error) {
	var out SignInOutcome
	err := s.store.Tx(ctx, func(ctx context.Context) error {
		open, err := s.tables.holdOpen(ctx, proof.AccountID)
		if err != nil {
			return err
		}
		if !open {
			return errChanged
		}
		used, err := proof.Use(ctx)
		if err != nil {
			return err
		}
		if !used {
			return errChanged
		}
		out, err = s.begin(ctx, entrance{accountID: proof.AccountID, client: in.Client, deviceName: in.DeviceName, from: from})
		return err
	})
	if errors.Is(err, errChanged) {
		return SignInOutcome{}, s.refusePasskey(ctx, proof)
	}
	return out, err
}

// refusePasskey records the failure of a sign-in and gives the one answer.
func (s *Service) refusePasskey(ctx context.Context, proof PasskeyProof) error {
	if proof.Copied {
		return errPasskeyFailed
	}
	err := s.trail.Record(ctx, actor.Actor{}, audit.Event{
		Action: "account.sign_in", SubjectType: "passkey", SubjectID: proof.PasskeyID, Outcome: audit.Denied,
	})
	if err != nil {
		return err
	}
	return errPasskeyFailed
}

// spendPasskey looks at the answer to a question for one of the account's own
// passkeys, and gives what its use comes to; nothing for one that is not right.
// It fails as CheckPasskey does. Never inside a Tx.
func (s *Service) spendPasskey(ctx context.Context, why PasskeyPurpose, boundTo, accountID string, in PasskeyAnswer, from Client) (spending, error) {
	proof, err := s.factors.CheckPasskey(ctx, why, boundTo, in, from)
	if err != nil {
		return nil, err
	}
	if proof.Use == nil || proof.AccountID != accountID {
		return func(context.Context) (bool, error) { return false, nil }, nil
	}
	return proof.Use, nil
}
