package notify

import (
	"time"

	"patientportal/server/outbox"
)

// AppointmentEvent is what an open page hears of a patient's appointments: ids
// and times, nothing else.
type AppointmentEvent interface{ IsAppointmentEvent() }

// AppointmentConfirmed says that an appointment was booked.
type AppointmentConfirmed struct {
	ID            string // give it as after to continue from here
	At            time.Time
	AppointmentID string
	PatientID     string
}

// AppointmentRescheduled says that an appointment was moved.
type AppointmentRescheduled struct {
	ID            string // give it as after to continue from here
	At            time.Time
	AppointmentID string
	PatientID     string
}

// AppointmentCancelled says that an appointment was called off.
type AppointmentCancelled struct {
	ID            string // give it as after to continue from here
	At            time.Time
	AppointmentID string
	PatientID     string
}

// AppointmentReminder says that an appointment is coming up.
type AppointmentReminder struct {
	ID            string // give it as after to continue from here
	At            time.Time
	LeadMinutes   int
	AppointmentID string
	PatientID     string
}

// WaitlistOffered says that an earlier time is kept for an appointment.
type WaitlistOffered struct {
	ID        string // give it as after to continue from here
	At        time.Time
	OfferID   string
	PatientID string
}

// WaitlistOfferEnded says that an earlier time is kept no longer, for whatever
// reason: the offer says which.
type WaitlistOfferEnded struct {
	ID        string // give it as after to continue from here
	At        time.Time
	OfferID   string
	PatientID string
}

// IsAppointmentEvent makes it a member of the union.
func (WaitlistOfferEnded) IsAppointmentEvent() {}

// IsAppointmentEvent makes it a member of the union.
func (WaitlistOffered) IsAppointmentEvent() {}

// IsAppointmentEvent makes it a member of the union.
func (AppointmentConfirmed) IsAppointmentEvent() {}

// IsAppointmentEvent makes it a member of the union.
func (AppointmentRescheduled) IsAppointmentEvent() {}

// IsAppointmentEvent makes it a member of the union.
func (AppointmentCancelled) IsAppointmentEvent() {}

// IsAppointmentEvent makes it a member of the union.
func (AppointmentReminder) IsAppointmentEvent() {}

// appointmentEvent is nil for events that are about something else.
func appointmentEvent(e outbox.Event) AppointmentEvent {
	switch e.Kind {
	case outbox.AppointmentConfirmed:
		return AppointmentConfirmed{ID: e.ID, At: e.At, AppointmentID: e.SubjectID, PatientID: e.PatientID}
	case outbox.AppointmentRescheduled:
		return AppointmentRescheduled{ID: e.ID, At: e.At, AppointmentID: e.SubjectID, PatientID: e.PatientID}
	case outbox.AppointmentCancelled:
		return AppointmentCancelled{ID: e.ID, At: e.At, AppointmentID: e.SubjectID, PatientID: e.PatientID}
	case outbox.AppointmentReminder:
		return AppointmentReminder{
			ID: e.ID, At: e.At, LeadMinutes: e.LeadMinutes, AppointmentID: e.SubjectID, PatientID: e.PatientID,
		}
	case outbox.WaitlistOffered:
		return WaitlistOffered{ID: e.ID, At: e.At, OfferID: e.SubjectID, PatientID: e.PatientID}
	case outbox.WaitlistOfferEnded:
		return WaitlistOfferEnded{ID: e.ID, At: e.At, OfferID: e.SubjectID, PatientID: e.PatientID}
	}
	return nil
}
