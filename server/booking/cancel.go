package booking

import (
	"context"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
)

// CancelAppointment calls a visit off and frees its time. Whoever may see the
// appointment may cancel it: patients and carers until the service's notice
// begins, members of staff until the visit does, inside the notice with a
// reason to waive it, which the history keeps. Cancelling what is cancelled
// already gives the appointment and writes nothing.
//
// The answer is BookingRefused when it is too late or the visit has taken place.
// It fails with INVALID_INPUT for bad fields and for a waiver without a reason,
// with NOT_FOUND for an appointment that is not there or not the actor's, and
// with CONFLICT when somebody else changed it this moment.
func (s *Service) CancelAppointment(ctx context.Context, who actor.Actor, in CancelAppointmentInput) (CancelAppointmentResult, error) {
	in = in.normalized()
	if who.IsZero() {
		return nil, fault.ErrUnauthenticated
	}
	if err := in.Validate(who); err != nil {
		return nil, err
	}
	ctx = actor.NewContext(ctx, who)
	var result CancelAppointmentResult
	err := s.changing(ctx, who, in.AppointmentID, func(ctx context.Context, c change) (err error) {
		result, err = s.cancel(ctx, c, in)
		return err
	})
	if err != nil {
		return nil, err
	}
	return result, nil
}

// cancel decides and writes, in the context's Tx.
func (s *Service) cancel(ctx context.Context, c change, in CancelAppointmentInput) (CancelAppointmentResult, error) {
	if c.was.Status == AppointmentStatusCancelled {
		return CancelAppointmentPayload{c.was}, nil
	}
	waived, refused, err := c.allow(judgeCancelling(&c.was, c.who, c.now), in.OverrideReason)
	if err != nil {
		return nil, err
	}
	if refused != nil {
		return *refused, nil
	}
	if won, err := s.appointments.cancel(ctx, c.row, c.at()); err != nil || !won {
		return nil, orChanged(err)
	}
	if err := s.freeSlot(ctx, c); err != nil {
		return nil, err
	}
	line := did(c.who, c.row.patientID, whatCancelled, c.now)
	line.reasonCode, line.note, line.overrideReason = in.ReasonCode, text(in.Note), waived
	made, err := s.settle(ctx, c, line, outbox.AppointmentCancelled, audit.Event{
		Action: "booking.cancel_appointment", Fields: changedFields(waived, "status"),
	})
	return CancelAppointmentPayload{made}, err
}
