package booking

import (
	"context"
	"errors"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

// RescheduleAppointment moves a visit to the time that a hold keeps, for the
// same kind of visit, and frees the old one, in one transaction: the old time
// stands until the new one is had. The appointment keeps its id; its sequence
// goes up by one. Who may, until when, and how a member of staff waives the
// notice is as in CancelAppointment; the hold is judged as in BookAppointment, and
// a full day asks a member of staff for the reason too.
// A hold that moved this appointment already gives it again, and so does the
// same account's idempotency key for 48 hours.
//
// The answer is SlotTaken when someone else has the new time, BookingRefused
// when a rule forbids the move. It fails with INVALID_INPUT for bad fields, a
// waiver without a reason and a hold for another kind of visit, with NOT_FOUND
// for an appointment or hold that is not there or not the actor's, and with
// CONFLICT for a key used otherwise and when somebody else changed the
// appointment this moment.
func (s *Service) RescheduleAppointment(ctx context.Context, who actor.Actor, in RescheduleAppointmentInput) (BookAppointmentResult, error) {
	in = in.normalized()
	if who.IsZero() {
		return nil, fault.ErrUnauthenticated
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	ctx = actor.NewContext(ctx, who)
	if made, given, err := s.answered(ctx, who, in.request()); err != nil || given {
		return resultOf(made, err)
	}
	var m move
	err := s.changing(ctx, who, in.AppointmentID, func(ctx context.Context, c change) (err error) {
		m, err = s.move(ctx, c, in)
		return err
	})
	if errors.Is(err, errTaken) {
		m.found, err = slotGone, nil
	}
	if store.IsUnique(err) {
		if first, given, again := s.answered(ctx, who, in.request()); again != nil || given {
			return resultOf(first, again)
		}
	}
	switch {
	case err != nil:
		return nil, err
	case m.refused != nil:
		return *m.refused, nil
	case m.found != good:
		return s.turnedDown(ctx, who, m.hold, m.found)
	}
	return AppointmentBooked{Appointment: m.made}, nil
}

// move is what became of moving an appointment: refused by its own rules, or by
// what the hold has to give, or made.
type move struct {
	hold    storedHold
	refused *BookingRefused
	found   verdict
	made    Appointment
}

// move decides and writes, in the context's Tx.
func (s *Service) move(ctx context.Context, c change, in RescheduleAppointmentInput) (m move, err error) {
	if m.hold, err = s.holdToMove(ctx, c, in.HoldID); err != nil {
		return m, err
	}
	if m.hold.state == holdConverted {
		return c.movedBefore(m.hold), nil
	}
	m.hold.within = c.within
	waived, refused, err := c.allow(judgeMoving(&c.was, c.who, c.now), in.OverrideReason)
	if err != nil || refused != nil {
		m.refused = refused
		return m, err
	}
	if booksAnything(c.who) {
		m.hold.over = &override{reason: text(in.OverrideReason), used: waived != ""}
	}
	if m.found, err = s.decide(ctx, c.who, m.hold, c.row.id); err != nil || m.found != good {
		return m, err
	}
	m.made, err = s.writeMove(ctx, c, m.hold, m.hold.over.words())
	if err != nil {
		return m, err
	}
	return m, s.remember(ctx, c.who, in.request(), m.made.ID, c.now)
}

// movedBefore answers for a hold that was used up: by this very move, or for
// something else.
func (c change) movedBefore(hold storedHold) move {
	if hold.appointmentID == c.row.id {
		return move{made: c.was}
	}
	lost := refuse(BookingRefusedCodeHoldExpired)
	return move{refused: &lost}
}

// holdToMove gives the actor's hold for that patient, NOT_FOUND for any other;
// it must be for the same kind of visit.
func (s *Service) holdToMove(ctx context.Context, c change, holdID string) (storedHold, error) {
	hold, err := s.holdFor(ctx, c.who, holdID, c.row.patientID)
	if err != nil {
		return hold, err
	}
	var p fault.Problems
	p.Check(hold.service.ID == c.row.serviceID, "holdId", "booking.other_service", "Choose a time for the same kind of visit.")
	return hold, p.Err()
}

// writeMove takes the appointment to the slot, which is the hold's for good.
func (s *Service) writeMove(ctx context.Context, c change, hold storedHold, waived string) (Appointment, error) {
	if won, err := s.appointments.move(ctx, c.row, hold.slot, endOf(hold.slot, &hold.service), c.at()); err != nil || !won {
		return Appointment{}, orChanged(err)
	}
	if _, err := s.holds.become(ctx, hold.id, c.row.id); err != nil {
		return Appointment{}, err
	}
	if err := s.freeSlot(ctx, c); err != nil {
		return Appointment{}, err
	}
	line := did(c.who, c.row.patientID, whatMoved, c.now)
	line.from, line.overrideReason = c.row.start, waived
	return s.settle(ctx, c, line, outbox.AppointmentRescheduled, audit.Event{
		Action: "booking.reschedule_appointment", Fields: changedFields(waived, "slot"),
	})
}
