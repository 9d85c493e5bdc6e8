package account

import (
	"context"
	"time"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/secret"
	"patientportal/server/store"
)

// rememberedFor is how long a device signs in without a second proof.
const rememberedFor = 30 * 24 * time.Hour

// RememberedDevice is a device on which the account signs in by its password
// alone. It is remembered by a token that the device keeps.
type RememberedDevice struct {
	ID           string
	Name         string
	RememberedAt time.Time
	LastUsedAt   time.Time
	ExpiresAt    time.Time
}

// ForgetRememberedDevicesPayload is the account whose devices were forgotten.
type ForgetRememberedDevicesPayload struct{ Account *Account }

// remember gives the device its token; inside the Tx of a sign-in by both
// proofs. A browser keeps one: whoever had it remembered before gives way.
func (s *Service) remember(ctx context.Context, out SignInOutcome, c challenge, name string) (SignInOutcome, error) {
	now := s.clock()
	token, hash := secret.NewToken()
	ends := store.Micros(now.Add(rememberedFor))
	if err := s.tables.addDevice(ctx, c.accountID, hash, name, store.Micros(now), ends); err != nil {
		return SignInOutcome{}, err
	}
	if err := s.record(ctx, out.Who(), "account.remember_device", c.accountID); err != nil {
		return SignInOutcome{}, err
	}
	if c.client == Mobile {
		out.SignedIn.DeviceToken = &token
		return out, nil
	}
	out.DeviceToken, out.DeviceExpires = token, store.FromMicros(ends)
	return out, nil
}

// isRemembered tells whether the device may leave the second proof out; inside
// the Tx of the sign-in.
func (s *Service) isRemembered(ctx context.Context, in SignInInput, from Client, accountID string) (bool, error) {
	token := from.DeviceToken
	if in.DeviceToken != nil {
		token = *in.DeviceToken
	}
	if !secret.IsToken(token) {
		return false, nil
	}
	return s.tables.useDevice(ctx, accountID, secret.HashToken(token), store.Micros(s.clock()))
}

// RememberedDevices lists the devices on which who is asking signs in by the
// password alone, the latest used first, at most 200.
func (s *Service) RememberedDevices(ctx context.Context, who actor.Actor) ([]RememberedDevice, error) {
	if who.AccountID() == "" {
		return nil, fault.ErrUnauthenticated
	}
	return s.tables.rememberedDevices(ctx, who.AccountID(), store.Micros(s.clock()))
}

// ForgetRememberedDevices has every device of who is asking prove itself twice
// again.
func (s *Service) ForgetRememberedDevices(ctx context.Context, who actor.Actor) (ForgetRememberedDevicesPayload, error) {
	if who.AccountID() == "" {
		return ForgetRememberedDevicesPayload{}, fault.ErrUnauthenticated
	}
	err := s.store.Tx(ctx, func(ctx context.Context) error {
		if _, err := s.tables.forgetDevices(ctx, who.AccountID()); err != nil {
			return err
		}
		return s.record(ctx, who, "account.forget_devices", who.AccountID())
	})
	if err != nil {
		return ForgetRememberedDevicesPayload{}, err
	}
	account, err := s.Account(ctx, who)
	return ForgetRememberedDevicesPayload{Account: account}, err
}
