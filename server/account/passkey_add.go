package account

import (
	"context"
	"errors"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/passkey"
	"patientportal/server/store"
)

var (
	errPasskeyNotMade = &fault.Fault{
		Code: fault.InvalidInput, MessageID: "account.passkey_not_made", Field: "credentialJson",
		Message: "The passkey was not added: the device's answer is not what was asked for. Please try again.",
	}
	errTooManyPasskeys = fault.New(fault.Conflict, "account.too_many_passkeys",
		"An account has at most 10 passkeys. Remove one that is not used any more first.")
)

// StartPasskeyRegistration gives what makes a browser create a passkey for who is
// asking, on a device that holds none of theirs. It fails with CONFLICT when they
// have ten, or the portal can have none.
func (s *Service) StartPasskeyRegistration(ctx context.Context, who actor.Actor) (StartPasskeyRegistrationPayload, error) {
	site, owner, err := s.passkeyOwner(ctx, who)
	if err != nil {
		return StartPasskeyRegistrationPayload{}, err
	}
	held, err := s.tables.passkeysOf(ctx, owner.ID)
	if err != nil {
		return StartPasskeyRegistrationPayload{}, err
	}
	if len(held) >= mostPasskeys {
		return StartPasskeyRegistrationPayload{}, errTooManyPasskeys
	}
	ask, err := site.AskToCreate(owner, keysOf(held))
	if err != nil {
		return StartPasskeyRegistrationPayload{}, err
	}
	var started StartPasskeyRegistrationPayload
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		started.PasskeyCeremony, err = s.keepCeremony(ctx, toRegister, owner.ID, ask)
		return err
	})
	return started, err
}

// FinishPasskeyRegistration adds the passkey that a browser created. It fails
// with EXPIRED after five minutes, for a second answer and for somebody else's
// ceremony; with INVALID_INPUT when the answer is not what was asked for; with
// CONFLICT when the account has ten or some account has this one.
func (s *Service) FinishPasskeyRegistration(ctx context.Context, who actor.Actor, in FinishPasskeyRegistrationInput, from Client) (FinishPasskeyRegistrationPayload, error) {
	if err := in.Validate(); err != nil {
		return FinishPasskeyRegistrationPayload{}, err
	}
	site, owner, err := s.passkeyOwner(ctx, who)
	if err != nil {
		return FinishPasskeyRegistrationPayload{}, err
	}
	challenge, err := s.takeCeremony(ctx, toRegister, owner.ID, in.CeremonyID)
	if err != nil {
		return FinishPasskeyRegistrationPayload{}, err
	}
	key, err := site.Created(owner, challenge, in.CredentialJSON)
	if errors.Is(err, passkey.ErrRefused) {
		return FinishPasskeyRegistrationPayload{}, errPasskeyNotMade
	}
	if err != nil {
		return FinishPasskeyRegistrationPayload{}, err
	}
	name := deviceName(in.Name, Browser, from.UserAgent)
	var added *Passkey
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		added, err = s.addPasskey(ctx, who, name, key)
		return err
	})
	if err != nil {
		return FinishPasskeyRegistrationPayload{}, err
	}
	account, err := s.Account(ctx, who)
	return FinishPasskeyRegistrationPayload{Passkey: added, Account: account}, err
}

// addPasskey stores the key, unless there are ten by now; inside a Tx.
func (s *Service) addPasskey(ctx context.Context, who actor.Actor, name string, key passkey.Key) (*Passkey, error) {
	now := store.Micros(s.clock())
	// The account's row is held, so that two who add at once do count each other.
	open, err := s.tables.holdOpen(ctx, who.AccountID())
	if err != nil {
		return nil, err
	}
	if !open {
		return nil, fault.ErrUnauthenticated
	}
	held, err := s.tables.passkeysHeld(ctx, who.AccountID())
	if err != nil {
		return nil, err
	}
	if held >= mostPasskeys {
		return nil, errTooManyPasskeys
	}
	added, err := s.tables.addPasskey(ctx, who.AccountID(), name, key, now)
	if err != nil {
		return nil, err
	}
	err = s.trail.Record(ctx, who, audit.Event{
		Action: "account.add_passkey", SubjectType: "passkey", SubjectID: added.ID,
	})
	if err != nil {
		return nil, err
	}
	return added, s.tellOwner(ctx, who.AccountID(), outbox.LetterPasskeyAdded)
}

// passkeyOwner is who is asking as a device knows them.
func (s *Service) passkeyOwner(ctx context.Context, who actor.Actor) (*passkey.Site, passkey.Owner, error) {
	account, err := s.Account(ctx, who)
	if err != nil {
		return nil, passkey.Owner{}, err
	}
	site, err := s.site()
	return site, passkey.Owner{ID: account.ID, Name: account.Username, DisplayName: account.DisplayName}, err
}

func keysOf(held []heldPasskey) []passkey.Key {
	keys := make([]passkey.Key, len(held))
	for i, h := range held {
		keys[i] = h.key
	}
	return keys
}
