package factor

import (
	"context"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/passkey"
)

// errNoPasskey answers who asks for a passkey of an account that has none.
var errNoPasskey = fault.New(fault.Conflict, "account.no_passkey", "This account has no passkey.")

// StartPasskeyVerificationInput is the sign-in that waits for its second proof.
type StartPasskeyVerificationInput struct{ ChallengeID string }

// Validate refuses a missing id.
func (in StartPasskeyVerificationInput) Validate() error {
	var p fault.Problems
	p.Check(in.ChallengeID != "", "challengeId", "account.challenge_missing", "Which sign-in?")
	return p.Err()
}

// StartPasskeyVerificationPayload is what to give the second proof by.
type StartPasskeyVerificationPayload struct{ PasskeyCeremony }

// StartPasskeyStepUpPayload is what to give a fresh proof by.
type StartPasskeyStepUpPayload struct{ PasskeyCeremony }

// StartPasskeySignIn gives what makes a browser offer the passkeys that it has
// for this portal; nobody needs to say who they are. It fails with RATE_LIMITED
// when too many have been asked for and not used, and with CONFLICT when the
// portal can have none.
func (s *Service) StartPasskeySignIn(ctx context.Context, from account.Client) (StartPasskeySignInPayload, error) {
	site, err := s.site()
	if err != nil {
		return StartPasskeySignInPayload{}, err
	}
	ask, err := site.AskToSign(passkey.Owner{}, nil)
	if err != nil {
		return StartPasskeySignInPayload{}, err
	}
	started, err := s.countedCeremony(ctx, toSignIn, "", ask, from)
	return StartPasskeySignInPayload{started}, err
}

// StartPasskeyVerification gives what makes a browser sign with one of the
// account's passkeys, for the second proof of a sign-in; see account.VerifySecondFactor.
// It fails with EXPIRED when the sign-in is over or never was, with CONFLICT when
// the account has no passkey, and with RATE_LIMITED as StartPasskeySignIn.
func (s *Service) StartPasskeyVerification(ctx context.Context, in StartPasskeyVerificationInput, from account.Client) (StartPasskeyVerificationPayload, error) {
	if err := in.Validate(); err != nil {
		return StartPasskeyVerificationPayload{}, err
	}
	accountID, err := s.accounts.Challenged(ctx, in.ChallengeID)
	if err != nil {
		return StartPasskeyVerificationPayload{}, err
	}
	started, err := s.askForOwn(ctx, toVerify, in.ChallengeID, accountID, from)
	return StartPasskeyVerificationPayload{started}, err
}

// StartPasskeyStepUp is StartPasskeyVerification for a fresh proof of who is
// asking; see account.StepUp.
func (s *Service) StartPasskeyStepUp(ctx context.Context, who actor.Actor, from account.Client) (StartPasskeyStepUpPayload, error) {
	if who.SessionID() == "" {
		return StartPasskeyStepUpPayload{}, fault.ErrUnauthenticated
	}
	started, err := s.askForOwn(ctx, toStepUp, who.SessionID(), who.AccountID(), from)
	return StartPasskeyStepUpPayload{started}, err
}

// askForOwn asks for one of the account's own passkeys.
func (s *Service) askForOwn(ctx context.Context, kind ceremonyKind, boundTo, accountID string, from account.Client) (PasskeyCeremony, error) {
	site, err := s.site()
	if err != nil {
		return PasskeyCeremony{}, err
	}
	held, err := s.tables.passkeysOf(ctx, accountID)
	if err != nil {
		return PasskeyCeremony{}, err
	}
	if len(held) == 0 {
		return PasskeyCeremony{}, errNoPasskey
	}
	ask, err := site.AskToSign(passkey.Owner{ID: accountID}, keysOf(held))
	if err != nil {
		return PasskeyCeremony{}, err
	}
	return s.countedCeremony(ctx, kind, boundTo, ask, from)
}
