package account

import (
	"context"
	"errors"

	"patientportal/server/passkey"
)

// StartPasskeySignIn gives what makes a browser offer the passkeys that it has
// for this portal; nobody needs to say who they are. It fails with RATE_LIMITED
// when too many have been asked for and not used, and with CONFLICT when the
// portal can have none.
func (s *Service) StartPasskeySignIn(ctx context.Context, from Client) (StartPasskeySignInPayload, error) {
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
	held, used, err := s.signedBy(ctx, toSignIn, "", in.PasskeyAnswer)
	if err != nil {
		return SignInOutcome{}, s.refusePasskey(ctx, held, err)
	}
	return s.openByPasskey(ctx, in, from, held, used)
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
