package booking

import (
	"context"
	"errors"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// ReturnTime is how long a slot is kept for a page that went away and may come
// back: a page that is loaded anew cannot say that it will.
const ReturnTime = time.Minute

// LeaveHoldInput says which hold the page leaves.
type LeaveHoldInput struct{ HoldID string }

// Validate reports every problem at once.
func (in LeaveHoldInput) Validate() error {
	var p fault.Problems
	checkID(&p, "holdId", in.HoldID)
	return p.Err()
}

// LeaveHoldPayload says until when the slot is kept now, in UTC.
type LeaveHoldPayload struct{ KeptUntil time.Time }

// ResumeHoldInput says which hold the page comes back to.
type ResumeHoldInput struct{ HoldID string }

// Validate reports every problem at once.
func (in ResumeHoldInput) Validate() error {
	var p fault.Problems
	checkID(&p, "holdId", in.HoldID)
	return p.Err()
}

// ResumeHoldPayload is the hold, with the end it had.
type ResumeHoldPayload struct{ Hold Hold }

// LeaveHold keeps the slot for ReturnTime more at most; the hold itself keeps
// its end, so that ResumeHold can give it back. It fails with EXPIRED for a hold
// that has ended or whose slot is another's, and with NOT_FOUND for one of
// another account.
func (s *Service) LeaveHold(ctx context.Context, who actor.Actor, in LeaveHoldInput) (LeaveHoldPayload, error) {
	if err := in.Validate(); err != nil {
		return LeaveHoldPayload{}, err
	}
	until := store.Micros(s.Clock().Add(ReturnTime))
	hold, err := s.moveSlotEnd(ctx, who, in.HoldID, "booking.leave_hold", func(h storedHold) int64 {
		return min(until, h.expiresAt)
	})
	return LeaveHoldPayload{KeptUntil: store.FromMicros(min(until, hold.expiresAt))}, err
}

// ResumeHold keeps the slot until the end that the hold has anyway: it extends
// nothing, as nobody pressed anything. It fails as LeaveHold does.
func (s *Service) ResumeHold(ctx context.Context, who actor.Actor, in ResumeHoldInput) (ResumeHoldPayload, error) {
	if err := in.Validate(); err != nil {
		return ResumeHoldPayload{}, err
	}
	hold, err := s.moveSlotEnd(ctx, who, in.HoldID, "booking.resume_hold", func(h storedHold) int64 { return h.expiresAt })
	if err != nil {
		return ResumeHoldPayload{}, err
	}
	shown, err := s.shownHold(ctx, hold)
	return ResumeHoldPayload{Hold: shown}, err
}

// moveSlotEnd sets until when the slot of a running hold is kept, and lets
// others hear of it; the hold stays as it is.
func (s *Service) moveSlotEnd(ctx context.Context, who actor.Actor, holdID, action string, end func(storedHold) int64) (hold storedHold, err error) {
	if who.IsZero() {
		return hold, fault.ErrUnauthenticated
	}
	err = s.Store.Tx(actor.NewContext(ctx, who), func(ctx context.Context) error {
		// An extension meanwhile would be cut short.
		if err := lockRow(ctx, s.holds.lock, holdID); err != nil {
			return err
		}
		if hold, err = s.holds.byID(ctx, holdID, who.AccountID()); err != nil {
			return err
		}
		if err := mayManage(who, hold.patientID); err != nil {
			return err
		}
		if hold.state != holdActive || hold.expiresAt <= store.Micros(s.Clock()) {
			return errHoldEnded
		}
		until := end(hold)
		if hold.slot.holdID == hold.id && hold.slot.heldUntil == until {
			return nil // such as a page that asks what its hold is
		}
		if err := s.keepWhole(ctx, hold, until); err != nil {
			return err
		}
		return s.Trail.Record(ctx, who, audit.Event{
			Action: action, SubjectType: "hold", SubjectID: hold.id, PatientID: hold.patientID,
		})
	})
	return hold, err
}

// keepWhole keeps all that the visit takes, which for one that was left may
// partly be another's by now: then nothing.
func (s *Service) keepWhole(ctx context.Context, hold storedHold, until int64) error {
	rest, err := s.restOf(ctx, hold)
	if err != nil {
		return err
	}
	kept, err := s.slots.hold(ctx, rest, hold.id, until, store.Micros(s.Clock()))
	if errors.Is(err, errTaken) || err == nil && !kept {
		return errHoldEnded
	}
	return err
}
