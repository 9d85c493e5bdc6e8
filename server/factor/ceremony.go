package factor

import (
	"context"
	"time"

	"patientportal/server/account"
	"patientportal/server/fault"
	"patientportal/server/passkey"
	"patientportal/server/store"
)

// ceremonyLife is how long a challenge waits for its answer.
const ceremonyLife = 5 * time.Minute

// ceremonyKind is what a challenge's answer is good for.
type ceremonyKind string

const (
	toRegister ceremonyKind = "REGISTER" // bound to the account

	toSignIn = ceremonyKind(account.PasskeySignIn)
	toVerify = ceremonyKind(account.PasskeyVerify)
	toStepUp = ceremonyKind(account.PasskeyStepUp)
)

var (
	errNoPasskeys = fault.New(fault.Conflict, "account.passkeys_off",
		"Passkeys need a portal whose address has a name, and this one's has none.")
	errCeremonyOver = fault.New(fault.Expired, "account.ceremony_over",
		"This took too long, or was answered before. Please try again.")
)

// site is where passkeys are good for.
func (s *Service) site() (*passkey.Site, error) {
	if s.passkeys == nil {
		return nil, errNoPasskeys
	}
	return s.passkeys, nil
}

// keepCeremony stores a challenge until it is answered; inside a Tx.
func (s *Service) keepCeremony(ctx context.Context, kind ceremonyKind, boundTo string, ask passkey.Request) (PasskeyCeremony, error) {
	expires := s.clock().Add(ceremonyLife)
	id, err := s.tables.addCeremony(ctx, kind, boundTo, ask.Challenge, store.Micros(expires))
	return PasskeyCeremony{CeremonyID: id, OptionsJSON: ask.Options, ExpiresAt: expires}, err
}

// countedCeremony is keepCeremony for who has not proved anything yet: each is
// counted for their network, and taken back when it is used.
func (s *Service) countedCeremony(ctx context.Context, kind ceremonyKind, boundTo string, ask passkey.Request, from account.Client) (started PasskeyCeremony, err error) {
	if err := s.tries.Look(ctx, "", from); err != nil {
		return PasskeyCeremony{}, err
	}
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		if _, err := s.tries.Count(ctx, "", from); err != nil {
			return err
		}
		started, err = s.keepCeremony(ctx, kind, boundTo, ask)
		return err
	})
	return started, err
}

// takeCeremony uses a challenge up and gives it; EXPIRED when it is not there any
// more, or is not for this. Never inside a Tx: the challenge is gone for good
// before its answer is looked at, so that an answer that comes many times at once
// is looked at once.
func (s *Service) takeCeremony(ctx context.Context, kind ceremonyKind, boundTo, id string) (challenge string, err error) {
	if account.Plain(id) != id {
		return "", errCeremonyOver // PostgreSQL would not even look for it
	}
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		var ok bool
		challenge, ok, err = s.tables.takeCeremony(ctx, kind, boundTo, id, store.Micros(s.clock()))
		if err == nil && !ok {
			return errCeremonyOver
		}
		return err
	})
	return challenge, err
}
