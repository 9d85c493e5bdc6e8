package booking

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"patientportal/server/outbox"
	"patientportal/server/store"
)

// facts is what others may hear of an appointment: all that a notice, a mail
// or a calendar entry is made from.
func facts(v *Appointment) outbox.AppointmentFacts {
	return outbox.AppointmentFacts{
		AppointmentID: v.ID, Sequence: v.Sequence,
		Start: v.Start, End: v.End, TimeZone: v.TimeZone,
		Practitioner: v.Practitioner.Name, Service: v.Service.Name,
		Location: v.Location.Name, LocationAddress: v.Location.Address, LocationPhone: v.Location.Phone,
		ContactEmail: v.Contact.Email, Cancelled: v.Status == AppointmentStatusCancelled,
	}
}

// tell puts what happened to an appointment in the outbox, in the context's Tx.
func (s *Service) tell(ctx context.Context, kind outbox.Kind, v *Appointment, said outbox.AppointmentFacts, at time.Time) error {
	payload, err := json.Marshal(said)
	if err != nil {
		return fmt.Errorf("writing an appointment's facts: %w", err)
	}
	_, err = s.Outbox.Append(ctx, outbox.Event{
		Stream: outbox.PatientStream(v.PatientID), Kind: kind,
		SubjectID: v.ID, SubjectVersion: v.Sequence, PatientID: v.PatientID, At: at, Payload: payload,
	})
	if err != nil {
		return fmt.Errorf("telling of an appointment: %w", err)
	}
	return nil
}

// tellContact says where the mail of an appointment goes from now on, in the
// context's Tx; nothing when it goes where it went.
func (s *Service) tellContact(ctx context.Context, c change, is storedAppointment) error {
	if is.email == c.row.email {
		return nil
	}
	payload, err := json.Marshal(outbox.ContactFacts{AppointmentID: is.id, ContactEmail: is.email})
	if err != nil {
		return fmt.Errorf("writing how to reach a patient: %w", err)
	}
	_, err = s.Outbox.Append(ctx, outbox.Event{
		Kind: outbox.ContactChanged, SubjectID: store.NewID(), PatientID: is.patientID, At: c.now, Payload: payload,
	})
	if err != nil {
		return fmt.Errorf("telling how to reach a patient: %w", err)
	}
	return nil
}
