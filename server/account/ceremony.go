package account

import (
	"context"
	"time"

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
	toSignIn   ceremonyKind = "SIGN_IN"  // bound to nothing: nobody is known yet
	toVerify   ceremonyKind = "VERIFY"   // bound to a sign-in that waits for its second proof
	toStepUp   ceremonyKind = "STEP_UP"  // bound to the session
)

var (
	errNoPasskeys = fault.New(fault.Conflict, "account.passkeys_off",
		"Passkeys need a portal whose address has a name, and this one's has none.")
	errCeremonyOver = fault.New(fault.Expired, "account.ceremony_over",
		"This took too long, or was answered before. Please try again.")
)

// WithPasskeys lets people have passkeys for the portal at that address, which
// devices call by that name. Without it, and at an address that is an IP address,
// every operation with passkeys fails with CONFLICT.
func WithPasskeys(baseURL, name string) Option {
	return func(s *Service) {
		if site, err := passkey.NewSite(baseURL, name, ceremonyLife); err == nil {
			s.passkeys = site
		}
	}
}

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
func (s *Service) countedCeremony(ctx context.Context, kind ceremonyKind, boundTo string, ask passkey.Request, from Client) (started PasskeyCeremony, err error) {
	try := s.attemptByPasskey(networkOf(from.Address))
	if err := s.lookBefore(ctx, try); err != nil {
		return PasskeyCeremony{}, err
	}
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		if err := s.letIn(ctx, try); err != nil {
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
	if plain(id) != id {
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
