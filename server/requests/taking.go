package requests

import (
	"context"
	"errors"

	"patientportal/server/actor"
	"patientportal/server/booking"
	"patientportal/server/fault"
)

var errProposalOver = fault.New(fault.Expired, "booking.proposal_over", "This time is no longer kept for you. Ask for other times, or call the clinic.")

// TakeProposedTime books what a patient asked for, or moves an appointment, to
// a time that the clinic keeps for them, and gives the other proposed times
// back. Taken again it gives the same appointment. The clinic chose the time:
// notice, referral and limits do not count, only that nobody is in two places
// at once.
//
// The answers are those of BookAppointment. It fails with NOT_FOUND for a
// proposal that is not the actor's, and with EXPIRED for one that is over.
func (s *Service) TakeProposedTime(ctx context.Context, who actor.Actor, in TakeProposedTimeInput) (booking.BookAppointmentResult, error) {
	if who.IsZero() {
		return nil, fault.ErrUnauthenticated
	}
	ctx = actor.NewContext(ctx, who)
	seen, err := s.requests.proposal(ctx, in.ProposalID)
	if err != nil {
		return nil, err
	}
	if err := s.Booking.MayManage(who, seen.patientID); err != nil {
		return nil, err
	}
	var answer booking.BookAppointmentResult
	err = s.Store.Tx(ctx, func(ctx context.Context) (err error) {
		if err := s.Booking.LockPatient(ctx, seen.patientID); err != nil {
			return err
		}
		if seen, err = s.requests.proposal(ctx, seen.id); err != nil {
			return err
		}
		if seen.requestID != "" {
			answer, err = s.takeForRequest(ctx, who, seen)
		} else {
			answer, err = s.takeForAppointment(ctx, who, seen)
		}
		return err
	})
	if errors.Is(err, booking.ErrPartTaken) {
		return nil, errProposalOver
	}
	return answer, err
}

func (s *Service) takeForRequest(ctx context.Context, who actor.Actor, v storedProposal) (booking.BookAppointmentResult, error) {
	row, err := s.requests.byID(ctx, v.requestID)
	switch {
	case err != nil:
		return nil, err
	case row.appointmentID != "":
		made, err := s.Booking.Appointment(ctx, who, row.appointmentID)
		if err != nil {
			return nil, err
		}
		return booking.AppointmentBooked{Appointment: made}, nil
	case !v.isOpen:
		return nil, errProposalOver
	}
	answer, err := s.Booking.BookProposed(ctx, who, v.proposed(), booking.BookAppointmentInput{
		Reason: row.reason, Contact: booking.AppointmentContactInput{Email: row.email, Phone: trimmed(&row.phone)},
	})
	if err != nil {
		return nil, err
	}
	booked, ok := answer.(booking.AppointmentBooked)
	if !ok {
		return answer, nil
	}
	if was, err := s.requests.become(ctx, row.id, booked.Appointment.ID); err != nil || !was {
		return nil, orEnded(err)
	}
	return answer, s.endProposals(ctx, []string{row.id}, nil, v.id)
}

func (s *Service) takeForAppointment(ctx context.Context, who actor.Actor, v storedProposal) (booking.BookAppointmentResult, error) {
	accepted := false
	answer, err := s.Booking.MoveToProposed(ctx, who, v.appointmentID, v.proposed(), func(context.Context) error {
		if !v.isOpen {
			return errProposalOver
		}
		accepted = true
		return nil
	})
	if _, moved := answer.(booking.AppointmentBooked); err != nil || !moved || !accepted {
		return answer, err
	}
	return answer, s.endProposals(ctx, nil, []string{v.appointmentID}, v.id)
}
