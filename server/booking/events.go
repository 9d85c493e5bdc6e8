package booking

import (
	"encoding/json"
	"fmt"
	"time"

	"patientportal/server/outbox"
)

// facts is what others may hear of an appointment: all that a notice, a mail
// or a calendar entry is made from.
func facts(v *Appointment) outbox.AppointmentFacts {
	return outbox.AppointmentFacts{
		AppointmentID: v.ID, Sequence: v.Sequence,
		Start: v.Start, End: v.End, TimeZone: v.TimeZone,
		Practitioner: v.Practitioner.Name, Service: v.Service.Name,
		Location: v.Location.Name, LocationAddress: v.Location.Address, LocationPhone: v.Location.Phone,
		ContactEmail: v.Contact.Email,
	}
}

// confirmed is the event that an appointment was booked.
func confirmed(v *Appointment, at time.Time) (outbox.Event, error) {
	payload, err := json.Marshal(facts(v))
	if err != nil {
		return outbox.Event{}, fmt.Errorf("writing an appointment's facts: %w", err)
	}
	return outbox.Event{
		Stream: outbox.PatientStream(v.PatientID), Kind: outbox.AppointmentConfirmed,
		SubjectID: v.ID, SubjectVersion: v.Sequence, PatientID: v.PatientID, At: at, Payload: payload,
	}, nil
}
