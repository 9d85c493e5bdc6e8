package booking

import (
	"context"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/store"
)

// BookForPatientInput is an appointment that the clinic makes for a patient.
type BookForPatientInput struct {
	SlotID     string
	ServiceID  string
	PatientID  string
	Reason     string
	Contact    AppointmentContactInput
	CoverageID *string
	Notes      *string

	TakeHeld       bool    // also when somebody keeps the time, which then loses it
	OverrideReason *string // why a rule, the notice or somebody's hold does not count
	IdempotencyKey *string
}

// Validate reports every problem at once.
func (in BookForPatientInput) Validate() error {
	var p fault.Problems
	checkID(&p, "slotId", in.SlotID)
	checkID(&p, "serviceId", in.ServiceID)
	in.asBooking("none").Check(&p)
	checkNote(&p, "overrideReason", in.OverrideReason)
	p.Check(!in.TakeHeld || in.OverrideReason != nil, "overrideReason", "booking.override_reason",
		"Say why the time is taken from whoever holds it.")
	return p.Err()
}

func (in BookForPatientInput) asBooking(holdID string) BookAppointmentInput {
	return BookAppointmentInput{
		HoldID: holdID, PatientID: in.PatientID, Reason: in.Reason, Contact: in.Contact,
		CoverageID: in.CoverageID, Notes: in.Notes, IdempotencyKey: in.IdempotencyKey,
	}
}

// request is what a repeat is known by.
func (in BookForPatientInput) request() request {
	return request{operation: "bookForPatient", key: in.IdempotencyKey, in: in}
}

// BookForPatient takes a free slot for a patient without keeping it first, for
// members of staff and the program itself: any service. The rules bind members
// of staff too, until they give a reason, which the history and the trail keep:
// referral, limits and, as INVALID_INPUT without one, the notice for booking.
//
// A time that somebody keeps is SlotTaken, and with TakeHeld and a reason it is
// had: in the same transaction the other patient's hold ends, or the waitlist's
// offer, and nothing else of theirs; a time that is booked, or that the clinic
// has proposed to somebody, stays. Otherwise the answers and failures are those
// of HoldSlot and BookAppointment. The same account's idempotency key gives the
// same answer for 48 hours.
func (s *Service) BookForPatient(ctx context.Context, who actor.Actor, in BookForPatientInput) (BookAppointmentResult, error) {
	switch {
	case who.IsZero():
		return nil, fault.ErrUnauthenticated
	case !booksAnything(who):
		return nil, fault.ErrForbidden
	}
	in.OverrideReason = trimmed(in.OverrideReason)
	if err := in.Validate(); err != nil {
		return nil, err
	}
	ctx = actor.NewContext(ctx, who)
	if made, given, err := s.answered(ctx, who, in.request()); err != nil || given {
		return resultOf(made, err)
	}
	slot, service, err := s.askedFor(ctx, HoldSlotInput{SlotID: in.SlotID, ServiceID: in.ServiceID})
	if err != nil {
		return nil, err
	}
	if _, err := s.checkHoldable(ctx, who, in.PatientID, slot, service); err != nil {
		return nil, err
	}
	taking := storedHold{
		id: store.NewID(), patientID: in.PatientID, state: holdActive, slot: slot, service: *service,
	}
	if _, err := in.override(who, slot, service, s.Clock()); err != nil {
		return nil, err
	}
	booking := in.asBooking(taking.id).Normalized()
	asked := in.request()
	booking.as = &asked
	if err := s.checkCoverage(ctx, who, booking); err != nil {
		return nil, err
	}
	return s.book(ctx, who, booking, func(ctx context.Context) (storedHold, error) {
		return s.takingNow(ctx, who, in, taking)
	})
}

// takingNow is what BookForPatient has instead of a hold, in the context's Tx:
// with TakeHeld, after whatever kept the time has ended.
func (s *Service) takingNow(ctx context.Context, who actor.Actor, in BookForPatientInput, taking storedHold) (storedHold, error) {
	slot, err := s.slots.byID(ctx, in.SlotID)
	if err != nil {
		return taking, err
	}
	if taking.over, err = in.override(who, slot, &taking.service, s.Clock()); err != nil {
		return taking, err
	}
	if in.TakeHeld && taking.over != nil {
		ended, err := s.endKeepers(ctx, who, slot, &taking.service)
		if err != nil {
			return taking, err
		}
		taking.over.used = taking.over.used || ended
	}
	taking.slot, err = s.slots.byID(ctx, in.SlotID)
	return taking, err
}
