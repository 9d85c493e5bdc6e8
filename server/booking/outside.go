package booking

import (
	"context"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

// AppointmentsAhead gives a practitioner's visits that are still to be, earliest
// first, in the context's Tx. It asks nobody's rights: who may, and who holds
// the practitioner's lock, is the caller's to know.
func (s *Service) AppointmentsAhead(ctx context.Context, practitionerID string) ([]Appointment, error) {
	rows, err := s.appointments.ahead(ctx, practitionerID, store.Micros(s.Clock()))
	if err != nil {
		return nil, err
	}
	return s.shownAppointments(ctx, rows)
}

// CancelByClinic calls a visit off whatever the notice, in the context's Tx,
// with a message for the patient as its note, and gives it as it is then. Its
// slots are free; whether the hours still give them is seen when they are laid
// out next. CONFLICT when the visit is no longer as it was read. Who may is the
// caller's to know.
func (s *Service) CancelByClinic(ctx context.Context, who actor.Actor, was Appointment, message string) (Appointment, error) {
	row, err := s.appointments.byID(ctx, was.ID)
	if err != nil {
		return was, err
	}
	c := change{who: who, row: row, was: was, now: s.Clock()}
	c.row.sequence = was.Sequence
	if won, err := s.appointments.cancel(ctx, c.row, c.at()); err != nil || !won {
		return was, orChanged(err)
	}
	if err := s.slots.makeFree(ctx, row.slotID); err != nil {
		return was, err
	}
	line := did(who, row.patientID, whatCancelled, c.now)
	line.reasonCode, line.note = CancellationReasonClinic, message
	return s.settle(ctx, c, line, outbox.AppointmentCancelled, audit.Event{
		Action: "booking.cancel_appointment", Fields: changedFields("", "status"),
	})
}
