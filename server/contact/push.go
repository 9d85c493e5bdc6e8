package contact

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/store"
	"patientportal/server/webpush"
)

const (
	pushPurpose = "contact.push"
	// maxDevices is how many browsers an account has; the oldest makes room.
	maxDevices = 10
)

// SavePushDevice lets the browser take pushes for the account. A browser that
// was another account's is this one's from now on. It fails with INVALID_INPUT
// for what no push service known to us gave out.
func (s *Service) SavePushDevice(ctx context.Context, who actor.Actor, in SavePushDeviceInput) (*ContactPointsPayload, error) {
	if who.AccountID() == "" {
		return nil, fault.ErrForbidden
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	if err := s.Pushes.Check(in.subscription()); err != nil {
		return nil, fault.New(fault.InvalidInput, "contact.no_push_service", "This browser's push service is not one that we know.")
	}
	ctx = actor.NewContext(ctx, who)
	d := device{
		PushDevice: PushDevice{ID: store.NewID(), Device: strings.TrimSpace(in.Device), CreatedAt: s.Clock()},
		to:         in.subscription(), keyID: s.Keys.CurrentID(),
	}
	err := s.Store.Tx(ctx, func(ctx context.Context) error {
		if err := s.keepDevice(ctx, who.AccountID(), d); err != nil {
			return err
		}
		return s.record(ctx, who, "contact.save_push_device", audit.OK)
	})
	return s.payload(ctx, who, err)
}

// RemovePushDevice ends pushes to the browser. NOT_FOUND for one that is not
// the account's.
func (s *Service) RemovePushDevice(ctx context.Context, who actor.Actor, in RemovePushDeviceInput) (*ContactPointsPayload, error) {
	if who.AccountID() == "" {
		return nil, fault.ErrForbidden
	}
	ctx = actor.NewContext(ctx, who)
	err := s.Store.Tx(ctx, func(ctx context.Context) error {
		dropped, err := s.dropDevice(ctx, who.AccountID(), in.DeviceID)
		if err != nil {
			return err
		}
		if !dropped {
			return fault.ErrNotFound
		}
		return s.record(ctx, who, "contact.remove_push_device", audit.OK)
	})
	return s.payload(ctx, who, err)
}

// Push sends the message to every device of the account that takes it. It is
// sent when one of them did; the message stays with the push service for as long
// as given. It fails with webpush.ErrGone when no device is left: those that
// have gone are forgotten.
func (s *Service) Push(ctx context.Context, account string, message []byte, keep time.Duration) error {
	devices, err := s.readDevices(ctx, account)
	if err != nil {
		return err
	}
	failed := webpush.ErrGone
	sent := false
	for _, d := range devices {
		err := s.pushTo(ctx, d, message, keep)
		switch {
		case err == nil:
			sent = true
		case errors.Is(err, webpush.ErrGone):
			if err := s.forget(ctx, account, d.ID); err != nil {
				return err
			}
		default:
			failed = err
		}
	}
	if sent {
		return nil
	}
	return failed
}

func (s *Service) pushTo(ctx context.Context, d device, message []byte, keep time.Duration) error {
	key, err := s.pushKey(d.keyID)
	if err != nil {
		return err
	}
	return s.Pushes.Send(ctx, key, d.to, message, keep)
}

func (s *Service) forget(ctx context.Context, account, id string) error {
	return s.Store.Tx(ctx, func(ctx context.Context) error {
		_, err := s.dropDevice(ctx, account, id)
		return err
	})
}

// pushKey is the one that a device was told of.
func (s *Service) pushKey(id string) (webpush.Key, error) {
	bytes, err := s.Keys.DeriveWith(id, pushPurpose)
	if err != nil {
		return webpush.Key{}, fmt.Errorf("finding the key of a device: %w", err)
	}
	return webpush.KeyFrom(bytes)
}
