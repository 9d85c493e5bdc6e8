package visit

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"patientportal/server/actor"
	"patientportal/server/booking"
	"patientportal/server/fault"
	"patientportal/server/secret"
	"patientportal/server/store"
)

// CheckIn checks in for a visit. Patients and carers do so from two days before
// the start until 15 minutes after it, by confirming contact and insurance,
// which the appointment keeps, and answering the service's questions; checking
// in again changes nothing. Members of staff do so on the day of the visit, by
// the clock of its place, when the patient is here.
//
// It fails with NOT_FOUND for an appointment that is not there or not the
// actor's, with CONFLICT when it is too early or too late, or the visit is over,
// and then with INVALID_INPUT for all that is not confirmed or answered well.
func (s *Service) CheckIn(ctx context.Context, who actor.Actor, in CheckInInput) (CheckInPayload, error) {
	a, err := s.Booking.Appointment(ctx, who, in.AppointmentID)
	if err != nil {
		return CheckInPayload{}, err
	}
	if who.IsStaff() {
		made, err := s.arrive(ctx, who, in)
		return CheckInPayload{made}, err
	}
	came, err := s.tables.checkIn(actor.NewContext(ctx, who), &a)
	if err != nil {
		return CheckInPayload{}, err
	}
	if state := stateOf(&a, came, s.Clock()); state == StateCheckedIn || state == StateArrived {
		return CheckInPayload{a}, nil
	}
	made, err := s.checkInFromHome(ctx, who, &a, in)
	if fault.CodeOf(err) == fault.Conflict {
		// Sent twice at once, the other may have been first.
		if now, again := s.Booking.Appointment(ctx, who, a.ID); again == nil && now.Status == booking.AppointmentStatusCheckedIn {
			return CheckInPayload{now}, nil
		}
	}
	return CheckInPayload{made}, err
}

// checkInFromHome says first that it is not the time, so that nobody mends a
// form in vain.
func (s *Service) checkInFromHome(ctx context.Context, who actor.Actor, a *booking.Appointment, in CheckInInput) (booking.Appointment, error) {
	if err := maySelfCheckIn(a, s.Clock()); err != nil {
		return booking.Appointment{}, err
	}
	answers, err := s.confirmed(ctx, who, a, in)
	if err != nil {
		return booking.Appointment{}, err
	}
	step := booking.TakeStepInput{
		AppointmentID: a.ID, Step: booking.VisitStepCheckIn,
		Confirmed: &booking.ConfirmedDetails{Contact: *in.Contact, CoverageID: in.CoverageID},
	}
	return s.Booking.TakeStep(ctx, who, step, func(ctx context.Context, was booking.Appointment) error {
		if err := maySelfCheckIn(&was, s.Clock()); err != nil {
			return err
		}
		return s.keep(ctx, who, &was, answers)
	})
}

// confirmed reports every bad field at once, and gives the answers in words.
func (s *Service) confirmed(ctx context.Context, who actor.Actor, a *booking.Appointment, in CheckInInput) ([]Answer, error) {
	var p fault.Problems
	if in.Contact == nil {
		p.Add("contact.email", "visit.contact", "Confirm how we reach you.")
	} else {
		in.Contact.Check(&p)
	}
	ctx = actor.NewContext(ctx, who)
	if err := s.Booking.CheckCoverage(ctx, who, a.PatientID, in.CoverageID, &p); err != nil {
		return nil, err
	}
	kinds, err := s.kinds(ctx)
	if err != nil {
		return nil, err
	}
	answers := answered(kinds[a.Service.ID].Questions, in.Answers, &p)
	return answers, p.Err()
}

// maySelfCheckIn tells why a patient may not check in now.
func maySelfCheckIn(a *booking.Appointment, now time.Time) error {
	switch stateOf(a, storedCheckIn{}, now) {
	case StateOpen:
		return nil
	case StateNotYet:
		return fault.New(fault.Conflict, "visit.check_in_early", "You can check in from two days before your visit.")
	}
	return fault.New(fault.Conflict, "visit.check_in_closed", "Checking in here has ended. Please go to the front desk, or call the clinic.")
}

// keep writes a check-in from home, in the context's Tx.
func (s *Service) keep(ctx context.Context, who actor.Actor, a *booking.Appointment, answers []Answer) error {
	came := storedCheckIn{id: store.NewID(), checkedInAt: store.Micros(s.Clock())}
	raw, err := json.Marshal(answers)
	if err != nil {
		return fmt.Errorf("writing answers: %w", err)
	}
	came.answers = s.Keys.Seal(placeOf(came.id), raw)
	return s.tables.add(ctx, a, who, came)
}

// open reads sealed answers.
func (s *Service) open(came storedCheckIn) (answers []Answer, err error) {
	raw, err := s.Keys.Open(placeOf(came.id), came.answers)
	if err != nil {
		return nil, fmt.Errorf("opening answers: %w", err)
	}
	if err := json.Unmarshal(raw, &answers); err != nil {
		return nil, fmt.Errorf("reading answers: %w", err)
	}
	return answers, nil
}

func placeOf(checkInID string) secret.Place {
	return secret.Place{Table: "visit_check_ins", Column: "answers", Row: checkInID}
}
