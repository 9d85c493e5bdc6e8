package factor

import (
	"context"
	"errors"

	"patientportal/server/account"
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

// FinishPasskeyRegistration adds the passkey that a browser created, and draws
// ten recovery codes when the account has none left. A passkey is a second factor:
// every other session of the account ends, no device is remembered any more, and
// the owner is mailed. It fails
// with EXPIRED after five minutes, for a second answer and for somebody else's
// ceremony; with INVALID_INPUT when the answer is not what was asked for; with
// CONFLICT when the account has ten or some account has this one.
func (s *Service) FinishPasskeyRegistration(ctx context.Context, who actor.Actor, in FinishPasskeyRegistrationInput, from account.Client) (FinishPasskeyRegistrationPayload, error) {
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
	var payload FinishPasskeyRegistrationPayload
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		payload, err = s.addPasskey(ctx, who, from.Name(in.Name, account.Browser), key)
		return err
	})
	if err != nil {
		return FinishPasskeyRegistrationPayload{}, err
	}
	payload.Account, err = s.accounts.Account(ctx, who)
	return payload, err
}

// addPasskey stores the key, unless there are ten by now; inside a Tx. The
// account's row is held, so that two who add at once do count each other.
func (s *Service) addPasskey(ctx context.Context, who actor.Actor, name string, key passkey.Key) (FinishPasskeyRegistrationPayload, error) {
	var payload FinishPasskeyRegistrationPayload
	if err := s.hold(ctx, who.AccountID()); err != nil {
		return payload, err
	}
	f, err := s.tables.factorsOf(ctx, who.AccountID())
	if err != nil {
		return payload, err
	}
	if f.passkeys >= mostPasskeys {
		return payload, errTooManyPasskeys
	}
	payload.Passkey, err = s.tables.addPasskey(ctx, who.AccountID(), name, key, store.Micros(s.clock()))
	if err != nil {
		return payload, err
	}
	if f.codesLeft == 0 {
		if payload.RecoveryCodes, err = s.drawRecoveryCodes(ctx, who.AccountID()); err != nil {
			return payload, err
		}
	}
	if err := s.changed(ctx, who, who.AccountID(), outbox.LetterPasskeyAdded); err != nil {
		return payload, err
	}
	return payload, s.trail.Record(ctx, who, audit.Event{
		Action: "account.add_passkey", SubjectType: "passkey", SubjectID: payload.Passkey.ID,
	})
}

// passkeyOwner is who is asking as a device knows them.
func (s *Service) passkeyOwner(ctx context.Context, who actor.Actor) (*passkey.Site, passkey.Owner, error) {
	owner, err := s.accounts.Account(ctx, who)
	if err != nil {
		return nil, passkey.Owner{}, err
	}
	site, err := s.site()
	return site, passkey.Owner{ID: owner.ID, Name: owner.Username, DisplayName: owner.DisplayName}, err
}

func keysOf(held []heldPasskey) []passkey.Key {
	keys := make([]passkey.Key, len(held))
	for i, h := range held {
		keys[i] = h.key
	}
	return keys
}
