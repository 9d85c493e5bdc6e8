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
}

// Validate reports every problem at once.
func (in BookForPatientInput) Validate() error {
	var p fault.Problems
	checkID(&p, "slotId", in.SlotID)
	checkID(&p, "serviceId", in.ServiceID)
	in.asBooking("none").check(&p)
	return p.Err()
}

func (in BookForPatientInput) asBooking(holdID string) BookAppointmentInput {
	return BookAppointmentInput{
		HoldID: holdID, PatientID: in.PatientID, Reason: in.Reason, Contact: in.Contact,
		CoverageID: in.CoverageID, Notes: in.Notes,
	}
}

// BookForPatient takes a free slot for a patient without keeping it first, for
// members of staff and the program itself: any service, and no notice. The
// answers and failures are those of HoldSlot and BookAppointment.
func (s *Service) BookForPatient(ctx context.Context, who actor.Actor, in BookForPatientInput) (BookAppointmentResult, error) {
	switch {
	case who.IsZero():
		return nil, fault.ErrUnauthenticated
	case !booksAnything(who):
		return nil, fault.ErrForbidden
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	ctx = actor.NewContext(ctx, who)
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
	if err := s.checkCoverage(ctx, who, booking); err != nil {
		return nil, err
	}
	return s.book(ctx, who, booking, func(ctx context.Context) (storedHold, error) {
		var err error
		taking.slot, err = s.slots.byID(ctx, in.SlotID)
		return taking, err
	})
}
