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

// signedBy finds whose passkey signed a challenge, and the key as it is to be kept
// once that is taken. It fails with EXPIRED and the challenge's other faults, and
// with passkey.ErrRefused and ErrCopied, then with the passkey where there is one.
// Never inside a Tx: see takeCeremony.
func (s *Service) signedBy(ctx context.Context, kind ceremonyKind, boundTo string, in PasskeyAnswer) (held heldPasskey, used passkey.Key, err error) {
	site, err := s.site()
	if err != nil {
		return held, used, err
	}
	challenge, err := s.takeCeremony(ctx, kind, boundTo, in.CeremonyID)
	if err != nil {
		return held, used, err
	}
	signed, err := passkey.Read(in.CredentialJSON)
	if err != nil {
		return held, used, err
	}
	if held, err = s.tables.passkeyByCredential(ctx, signed.KeyID()); err != nil {
		return held, used, err
	}
	used, err = verifyPasskey(site, signed, challenge, held)
	if err == nil && kind == toSignIn && signed.OwnerID() == "" {
		err = passkey.ErrRefused // every device says whose it is when it was asked for no other
	}
	return held, used, err
}

// verifyPasskey checks against a decoy where there is no such passkey.
func verifyPasskey(site *passkey.Site, signed passkey.Signed, challenge string, held heldPasskey) (passkey.Key, error) {
	if held.ID == "" {
		return site.Verify(signed, challenge, signed.OwnerID(), site.Decoy(signed))
	}
	return site.Verify(signed, challenge, held.accountID, held.key)
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

// spendPasskey checks the answer to a ceremony by which one of the account's own
// passkeys was asked for, and gives what its use comes to; nothing for one that
// is not right. It fails as takeCeremony does. Never inside a Tx.
func (s *Service) spendPasskey(ctx context.Context, kind ceremonyKind, boundTo, accountID string, in PasskeyAnswer, from Client) (spending, error) {
	held, used, err := s.signedBy(ctx, kind, boundTo, in)
	if errors.Is(err, passkey.ErrCopied) {
		if err := s.recordCopied(ctx, held); err != nil {
			return nil, err
		}
	}
	switch {
	case errors.Is(err, passkey.ErrCopied), errors.Is(err, passkey.ErrRefused), err == nil && held.accountID != accountID:
		return func(context.Context) (bool, error) { return false, nil }, nil
	case err != nil:
		return nil, err
	}
	return func(ctx context.Context) (bool, error) {
		ok, err := s.tables.notePasskeyUse(ctx, held.ID, used, store.Micros(s.clock()))
		if err != nil || !ok {
			return false, err
		}
		return true, s.takeBack(ctx, s.attemptByPasskey(networkOf(from.Address)))
	}, nil
}

// refusePasskey records the failure of a sign-in and gives the one answer.
func (s *Service) refusePasskey(ctx context.Context, held heldPasskey, why error) error {
	var err error
	switch {
	case errors.Is(why, passkey.ErrCopied):
		err = s.recordCopied(ctx, held)
	case errors.Is(why, passkey.ErrRefused):
		err = s.recordRefused(ctx, "account.sign_in", held)
	default:
		return why
	}
	if err != nil {
		return err
	}
	return errPasskeyFailed
}

// recordCopied notes a count of uses that went back under a name of its own: the
// clinic may want to know.
func (s *Service) recordCopied(ctx context.Context, held heldPasskey) error {
	return s.recordRefused(ctx, "account.passkey_copied", held)
}

func (s *Service) recordRefused(ctx context.Context, action string, held heldPasskey) error {
	return s.trail.Record(ctx, actor.Actor{}, audit.Event{
		Action: action, SubjectType: "passkey", SubjectID: held.ID, Outcome: audit.Denied,
	})
}
