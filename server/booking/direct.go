package booking

import (
	"context"
	"time"

	"patientportal/server/actor"
	"patientportal/server/clinic"
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

	OverrideReason *string // why the notice for booking is waived, when it has passed
	IdempotencyKey *string
}

// Validate reports every problem at once.
func (in BookForPatientInput) Validate() error {
	var p fault.Problems
	checkID(&p, "slotId", in.SlotID)
	checkID(&p, "serviceId", in.ServiceID)
	in.asBooking("none").check(&p)
	checkNote(&p, "overrideReason", in.OverrideReason)
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

// waives gives why a member of staff books inside the notice for booking, empty
// when they do not; a reason that is missing is a problem of the field.
func (in BookForPatientInput) waives(who actor.Actor, slot storedSlot, service *clinic.HealthcareService, now time.Time) (string, error) {
	if who.IsSystem() || slot.start >= store.Micros(earliest(now, noticeOf(service))) {
		return "", nil
	}
	var p fault.Problems
	p.Check(in.OverrideReason != nil, "overrideReason", "booking.override_reason",
		"The notice for this visit has passed. Say why it is waived.")
	return text(in.OverrideReason), p.Err()
}

// BookForPatient takes a free slot for a patient without keeping it first, for
// members of staff and the program itself: any service; members of staff waive
// the notice for booking with a reason, which the history keeps. A time that
// somebody keeps is not free for staff either. The answers and failures are
// those of HoldSlot and BookAppointment; a waiver without a reason is
// INVALID_INPUT, and the same account's idempotency key gives the same answer
// for 48 hours.
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
	booking := in.asBooking(taking.id).normalized()
	if booking.waived, err = in.waives(who, slot, service, s.Clock()); err != nil {
		return nil, err
	}
	asked := in.request()
	booking.as = &asked
	if err := s.checkCoverage(ctx, who, booking); err != nil {
		return nil, err
	}
	return s.book(ctx, who, booking, func(ctx context.Context) (storedHold, error) {
		var err error
		taking.slot, err = s.slots.byID(ctx, in.SlotID)
		return taking, err
	})
}
