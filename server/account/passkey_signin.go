package account

import (
	"context"
	"errors"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/passkey"
	"patientportal/server/store"
)

// errPasskeyFailed is the one answer to every passkey that opens nothing.
var errPasskeyFailed = fault.New(fault.Unauthenticated, "account.passkey_failed",
	"This passkey opens no account here. Sign in with your username and password.")

// StartPasskeySignIn gives what makes a browser offer the passkeys that it has
// for this portal; nobody needs to say who they are. It fails with RATE_LIMITED
// when too many have been asked for and not used, and with CONFLICT when the
// portal can have none.
func (s *Service) StartPasskeySignIn(ctx context.Context, from Client) (StartPasskeySignInPayload, error) {
	site, err := s.site()
	if err != nil {
		return StartPasskeySignInPayload{}, err
	}
	try := s.attemptByPasskey(networkOf(from.Address))
	if err := s.lookBefore(ctx, try); err != nil {
		return StartPasskeySignInPayload{}, err
	}
	ask, err := site.AskToSign(passkey.Owner{}, nil)
	if err != nil {
		return StartPasskeySignInPayload{}, err
	}
	var started StartPasskeySignInPayload
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		if err := s.letIn(ctx, try); err != nil {
			return err
		}
		started.PasskeyCeremony, err = s.keepCeremony(ctx, toSignIn, "", ask)
		return err
	})
	return started, err
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
	site, err := s.site()
	if err != nil {
		return SignInOutcome{}, err
	}
	challenge, err := s.takeCeremony(ctx, toSignIn, "", in.CeremonyID)
	if err != nil {
		return SignInOutcome{}, err
	}
	signed, err := passkey.Read(in.CredentialJSON)
	if err != nil {
		return SignInOutcome{}, s.refusePasskey(ctx, heldPasskey{}, err)
	}
	held, err := s.tables.passkeyByCredential(ctx, signed.KeyID())
	if err != nil {
		return SignInOutcome{}, err
	}
	used, err := verifyPasskey(site, signed, challenge, held)
	if err != nil {
		return SignInOutcome{}, s.refusePasskey(ctx, held, err)
	}
	return s.openByPasskey(ctx, in, from, held, used)
}

// verifyPasskey checks against a decoy where there is no such passkey, and wants
// the device to say whose it is, as every one does that was asked for no other.
func verifyPasskey(site *passkey.Site, signed passkey.Signed, challenge string, held heldPasskey) (passkey.Key, error) {
	key, owner := held.key, held.accountID
	if held.ID == "" {
		key, owner = site.Decoy(signed), signed.OwnerID()
	}
	used, err := site.Verify(signed, challenge, owner, key)
	if err == nil && signed.OwnerID() == "" {
		err = passkey.ErrRefused
	}
	return used, err
}

// openByPasskey makes the session that the signature earned.
func (s *Service) openByPasskey(ctx context.Context, in FinishPasskeySignInInput, from Client, held heldPasskey, used passkey.Key) (SignInOutcome, error) {
	var out SignInOutcome
	err := s.store.Tx(ctx, func(ctx context.Context) error {
		if err := s.notePasskeyUse(ctx, held, used); err != nil {
			return err
		}
		if err := s.takeBack(ctx, s.attemptByPasskey(networkOf(from.Address))); err != nil {
			return err
		}
		var err error
		out, err = s.begin(ctx, entrance{accountID: held.accountID, client: in.Client, deviceName: in.DeviceName, from: from})
		return err
	})
	if errors.Is(err, errChanged) {
		return SignInOutcome{}, s.refusePasskey(ctx, held, passkey.ErrRefused)
	}
	return out, err
}

// notePasskeyUse holds the account and keeps the count; errChanged when either is
// not what was verified any more. Inside a Tx.
func (s *Service) notePasskeyUse(ctx context.Context, held heldPasskey, used passkey.Key) error {
	open, err := s.tables.holdOpen(ctx, held.accountID)
	if err != nil {
		return err
	}
	if !open {
		return errChanged
	}
	ok, err := s.tables.notePasskeyUse(ctx, held.ID, used, store.Micros(s.clock()))
	if err == nil && !ok {
		return errChanged
	}
	return err
}

// refusePasskey records the failure and gives the one answer. A count that went
// back is recorded under a name of its own: the clinic may want to know.
func (s *Service) refusePasskey(ctx context.Context, held heldPasskey, why error) error {
	action := "account.sign_in"
	switch {
	case errors.Is(why, passkey.ErrCopied):
		action = "account.passkey_copied"
	case !errors.Is(why, passkey.ErrRefused):
		return why
	}
	err := s.trail.Record(ctx, actor.Actor{}, audit.Event{
		Action: action, SubjectType: "passkey", SubjectID: held.ID, Outcome: audit.Denied,
	})
	if err != nil {
		return err
	}
	return errPasskeyFailed
}
