package booking

import (
	"context"
	"errors"
	"fmt"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

// BookAppointment turns a hold into an appointment. A hold that ran out is
// good as long as nobody took the slot; a hold that became an appointment
// already gives that appointment again. The answer is SlotTaken when someone
// else has the slot, BookingRefused when a rule forbids it.
//
// The same account and idempotency key give the same appointment for 48 hours;
// with another input they are a CONFLICT. Answers other than an appointment
// write nothing and use no key up: asked again, they are found anew.
//
// It fails with INVALID_INPUT for bad fields and for insurance that is not the
// patient's, and with NOT_FOUND for a hold of another account or patient.
func (s *Service) BookAppointment(ctx context.Context, who actor.Actor, in BookAppointmentInput) (BookAppointmentResult, error) {
	in = in.Normalized()
	if err := mayManage(who, in.PatientID); err != nil {
		return nil, err
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	ctx = actor.NewContext(ctx, who)
	if made, given, err := s.answered(ctx, who, in.request()); err != nil || given {
		return resultOf(made, err)
	}
	hold, err := s.holdFor(ctx, who, in.HoldID, in.PatientID)
	if err != nil {
		return nil, err
	}
	if found := judge(hold, who, s.Clock()); found != good {
		return s.turnedDown(ctx, who, hold, found)
	}
	if err := s.checkCoverage(ctx, who, in); err != nil {
		return nil, err
	}
	return s.book(ctx, who, in, func(ctx context.Context) (storedHold, error) {
		return s.holdFor(ctx, who, in.HoldID, in.PatientID)
	})
}

// book does it in one transaction, with the hold as it stands in there. When the unique index on keys stopped it,
// another call with the same key was first, and its answer is this one's.
func (s *Service) book(ctx context.Context, who actor.Actor, in BookAppointmentInput, holdNow func(context.Context) (storedHold, error)) (BookAppointmentResult, error) {
	dir, err := s.Clinic.Directory(ctx)
	if err != nil {
		return nil, err
	}
	var made Appointment
	var hold storedHold
	var found verdict
	err = s.Store.Tx(ctx, func(ctx context.Context) (err error) {
		if err := s.holds.lockForPatient(ctx, in.PatientID); err != nil {
			return err
		}
		if hold, err = holdNow(ctx); err != nil {
			return err
		}
		if found, err = s.decide(ctx, who, hold, ""); err != nil {
			return err
		}
		if found != good {
			return errRefused
		}
		made, err = s.write(ctx, who, dir, hold, in)
		return err
	})
	switch {
	case errors.Is(err, errTaken):
		found, err = slotGone, nil
	case errors.Is(err, errRefused):
		err = nil
	}
	if store.IsUnique(err) {
		if first, given, again := s.answered(ctx, who, in.request()); again != nil || given {
			return resultOf(first, again)
		}
	}
	if err != nil {
		return nil, err
	}
	if found != good {
		return s.turnedDown(ctx, who, hold, found)
	}
	return AppointmentBooked{Appointment: made}, nil
}

// errRefused undoes what was written before a rule said no, such as the end of
// somebody else's hold.
var errRefused = errors.New("booking: refused")

// holdFor gives the actor's hold for that patient, NOT_FOUND for any other.
func (s *Service) holdFor(ctx context.Context, who actor.Actor, holdID, patientID string) (storedHold, error) {
	hold, err := s.holds.byID(ctx, holdID, who.AccountID())
	if err == nil && hold.patientID != patientID {
		return hold, fault.ErrNotFound
	}
	return hold, err
}

func (s *Service) checkCoverage(ctx context.Context, who actor.Actor, in BookAppointmentInput) error {
	return s.ownsCoverage(ctx, who, in.PatientID, in.CoverageID)
}

// ownsCoverage lets no insurance pass, and the patient's own.
func (s *Service) ownsCoverage(ctx context.Context, who actor.Actor, patientID string, coverageID *string) error {
	var p fault.Problems
	if err := s.CheckCoverage(ctx, who, patientID, coverageID, &p); err != nil {
		return err
	}
	return p.Err()
}

// CheckCoverage adds the problem, at coverageId, of insurance that is not the
// patient's own, for inputs that hold one. None is no problem. It fails only
// when that cannot be looked up.
func (s *Service) CheckCoverage(ctx context.Context, who actor.Actor, patientID string, coverageID *string, p *fault.Problems) error {
	if coverageID == nil {
		return nil
	}
	owned, err := s.Coverages.OwnsCoverage(ctx, who, patientID, *coverageID)
	if err != nil {
		return fmt.Errorf("checking insurance: %w", err)
	}
	p.Check(owned, "coverageId", "booking.coverage", "Choose insurance of the patient that is in force.")
	return nil
}

// decide judges inside the transaction, and takes all that the visit takes when
// all is good; errTaken when others have a part of it and nothing may stay.
// The appointment that is to be moved there, if any, is not in its own way.
func (s *Service) decide(ctx context.Context, who actor.Actor, hold storedHold, movingID string) (verdict, error) {
	now := s.Clock()
	if found := judge(hold, who, now); found != good {
		return found, nil
	}
	if found, err := s.judgeRules(ctx, who, hold, movingID); err != nil || found != good {
		return found, err
	}
	list, fits, err := s.stretchOf(ctx, hold.slot, &hold.service)
	if err != nil {
		return 0, err
	}
	if !fits {
		return holdLost, nil // the hours or the service have changed since
	}
	won, err := s.slots.makeBusy(ctx, list, hold.id, hold.within, store.Micros(now))
	if err != nil {
		return 0, err
	}
	if !won {
		return slotGone, nil
	}
	return good, nil
}

// write keeps what was agreed on, once the slot is the hold's for good.
func (s *Service) write(ctx context.Context, who actor.Actor, dir *clinic.Directory, hold storedHold, in BookAppointmentInput) (made Appointment, err error) {
	now := s.Clock()
	row := storedAppointment{
		id: store.NewID(), patientID: hold.patientID, slotID: hold.slot.id,
		practitionerID: hold.slot.practitionerID, locationID: hold.slot.locationID,
		departmentID: hold.slot.departmentID, serviceID: hold.service.ID,
		status: AppointmentStatusBooked, start: hold.slot.start, end: endOf(hold.slot, &hold.service),
		reason: in.Reason, email: in.Contact.Email, phone: text(in.Contact.Phone),
		coverageID: in.CoverageID, notes: text(in.Notes),
	}
	if err := s.appointments.insert(ctx, row, who.AccountID(), store.Micros(now)); err != nil {
		return made, err
	}
	if _, err := s.holds.become(ctx, hold.id, row.id); err != nil {
		return made, err
	}
	if _, err := s.endDraft(ctx, who, row.patientID, in.FlowID); err != nil {
		return made, err
	}
	line := did(who, row.patientID, whatBooked, now)
	line.overrideReason = hold.over.words()
	if err := s.appointments.note(ctx, row, line); err != nil {
		return made, err
	}
	made, ok := row.shown(dir)
	if !ok {
		// The hold was made a moment ago by another server's directory.
		if made, err = s.shownAppointment(ctx, row); err != nil {
			return made, err
		}
	}
	if err := s.tell(ctx, outbox.AppointmentConfirmed, &made, facts(&made), now); err != nil {
		return made, err
	}
	s.visitsChanged(ctx, row)
	if err := s.remember(ctx, who, in.request(), made.ID, now); err != nil {
		return made, err
	}
	return made, s.Trail.Record(ctx, who, audit.Event{
		Action: "booking.book_appointment", SubjectType: "appointment", SubjectID: made.ID, PatientID: made.PatientID,
		Fields: changedFields(line.overrideReason), Reason: line.overrideReason,
	})
}

// turnedDown answers a verdict other than good.
func (s *Service) turnedDown(ctx context.Context, who actor.Actor, hold storedHold, v verdict) (BookAppointmentResult, error) {
	switch v {
	case alreadyBooked:
		return resultOf(s.becameOf(ctx, hold))
	case slotGone:
		answer, err := s.takenInstead(ctx, who, hold)
		if err != nil {
			return nil, err
		}
		return answer, nil
	}
	return refuseFor(hold.over, v), nil
}

// becameOf is the appointment that a converted hold became, as it stands now.
func (s *Service) becameOf(ctx context.Context, hold storedHold) (Appointment, error) {
	row, err := s.appointments.byID(ctx, hold.appointmentID)
	if err != nil {
		return Appointment{}, err
	}
	return s.shownAppointment(ctx, row)
}

func resultOf(made Appointment, err error) (BookAppointmentResult, error) {
	if err != nil {
		return nil, err
	}
	return AppointmentBooked{Appointment: made}, nil
}
