package booking

import (
	"context"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// ExtendHold starts HoldTime anew, MaxExtensions times at most. It fails with
// EXPIRED for a hold that has run out or was given back, with CONFLICT when it
// cannot be extended again, and with NOT_FOUND for a hold of another account.
func (s *Service) ExtendHold(ctx context.Context, who actor.Actor, in ExtendHoldInput) (ExtendHoldPayload, error) {
	if who.IsZero() {
		return ExtendHoldPayload{}, fault.ErrUnauthenticated
	}
	if err := in.Validate(); err != nil {
		return ExtendHoldPayload{}, err
	}
	ctx = actor.NewContext(ctx, who)
	var hold storedHold
	err := s.Store.Tx(ctx, func(ctx context.Context) (err error) {
		now := s.Clock()
		until := store.Micros(now.Add(HoldTime))
		extended, err := s.holds.extendTo(ctx, in.HoldID, who.AccountID(), until, store.Micros(now))
		if err != nil {
			return err
		}
		if hold, err = s.holds.byID(ctx, in.HoldID, who.AccountID()); err != nil {
			return err
		}
		if err := mayManage(who, hold.patientID); err != nil {
			return err
		}
		if !extended {
			return whyNotExtended(hold, store.Micros(now))
		}
		still, err := s.slots.keepUntil(ctx, hold.id, until)
		if err == nil && !still && hold.appointmentID != "" {
			still, err = s.keepsNothing(ctx, hold)
		}
		if err != nil {
			return err
		}
		if !still {
			return errHoldEnded
		}
		return s.Trail.Record(ctx, who, audit.Event{
			Action: "booking.extend_hold", SubjectType: "hold", SubjectID: hold.id, PatientID: hold.patientID,
		})
	})
	if err != nil {
		return ExtendHoldPayload{}, err
	}
	shown, err := s.shownHold(ctx, hold)
	return ExtendHoldPayload{Hold: shown}, err
}

var errHoldEnded = fault.New(fault.Expired, "booking.hold_expired", "The time is no longer kept. Choose a time again; what you filled in is kept.")

func whyNotExtended(hold storedHold, now int64) error {
	if hold.state == holdActive && hold.expiresAt > now {
		return fault.New(fault.Conflict, "booking.no_extensions_left", "This time cannot be kept any longer. Please confirm the appointment now.")
	}
	return errHoldEnded
}

// ReleaseHold gives the slot back. A hold that has ended already is no error;
// one of another account is NOT_FOUND.
func (s *Service) ReleaseHold(ctx context.Context, who actor.Actor, in ReleaseHoldInput) (ReleaseHoldPayload, error) {
	if who.IsZero() {
		return ReleaseHoldPayload{}, fault.ErrUnauthenticated
	}
	if err := in.Validate(); err != nil {
		return ReleaseHoldPayload{}, err
	}
	ctx = actor.NewContext(ctx, who)
	hold, err := s.holds.byID(ctx, in.HoldID, who.AccountID())
	if err != nil {
		return ReleaseHoldPayload{}, err
	}
	if hold.state == holdReleased || hold.state == holdConverted {
		return ReleaseHoldPayload{Released: true}, nil
	}
	err = s.Store.Tx(ctx, func(ctx context.Context) error {
		if err := s.giveBack(ctx, hold.id, who.AccountID(), holdReleased); err != nil {
			return err
		}
		return s.Trail.Record(ctx, who, audit.Event{
			Action: "booking.release_hold", SubjectType: "hold", SubjectID: hold.id, PatientID: hold.patientID,
		})
	})
	return ReleaseHoldPayload{Released: err == nil}, err
}
