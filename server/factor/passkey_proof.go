package factor

import (
	"context"
	"errors"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/passkey"
	"patientportal/server/store"
)

// CheckPasskey looks at what a browser brought back when it was asked for a
// passkey for that purpose. A proof that is not right has no use, and whose
// passkey it is where that is known; a copy is put on the trail. It fails with
// EXPIRED as takeCeremony does. For account. Never inside a Tx.
func (s *Service) CheckPasskey(ctx context.Context, why account.PasskeyPurpose, boundTo string, answer account.PasskeyAnswer, from account.Client) (account.PasskeyProof, error) {
	held, used, err := s.signedBy(ctx, ceremonyKind(why), boundTo, answer)
	proof := account.PasskeyProof{PasskeyID: held.ID, AccountID: held.accountID}
	switch {
	case errors.Is(err, passkey.ErrCopied):
		proof.Copied = true
		return proof, s.recordCopied(ctx, held)
	case errors.Is(err, passkey.ErrRefused):
		return proof, nil
	case err != nil:
		return account.PasskeyProof{}, err
	}
	proof.Use = func(ctx context.Context) (bool, error) { return s.notePasskeyUse(ctx, held, used, from) }
	return proof, nil
}

// signedBy finds whose passkey signed a challenge, and the key as it is to be kept
// once that is taken. It fails with EXPIRED and the challenge's other faults, and
// with passkey.ErrRefused and ErrCopied, then with the passkey where there is one.
// Never inside a Tx: see takeCeremony.
func (s *Service) signedBy(ctx context.Context, kind ceremonyKind, boundTo string, in account.PasskeyAnswer) (held heldPasskey, used passkey.Key, err error) {
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

// notePasskeyUse keeps the count and takes back what the ceremony's start was
// counted for; false when the passkey is not what was verified any more. Inside a
// Tx.
func (s *Service) notePasskeyUse(ctx context.Context, held heldPasskey, used passkey.Key, from account.Client) (bool, error) {
	ok, err := s.tables.notePasskeyUse(ctx, held.ID, used, store.Micros(s.clock()))
	if err != nil || !ok {
		return false, err
	}
	return true, s.tries.TakeBack(ctx, "", from)
}

// recordCopied notes a count of uses that went back under a name of its own: the
// clinic may want to know.
func (s *Service) recordCopied(ctx context.Context, held heldPasskey) error {
	return s.trail.Record(ctx, actor.Actor{}, audit.Event{
		Action: "account.passkey_copied", SubjectType: "passkey", SubjectID: held.ID, Outcome: audit.Denied,
	})
}
