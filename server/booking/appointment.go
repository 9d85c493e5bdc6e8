package booking

import (
	"time"

	"patientportal/server/clinic"
	"patientportal/server/page"
)

// AppointmentStatus is FHIR Appointment.status in the words of the contract.
type AppointmentStatus string

// The statuses.
const (
	AppointmentStatusBooked    AppointmentStatus = "BOOKED"
	AppointmentStatusCheckedIn AppointmentStatus = "CHECKED_IN"
	AppointmentStatusCompleted AppointmentStatus = "COMPLETED"
	AppointmentStatusCancelled AppointmentStatus = "CANCELLED"
	AppointmentStatusNoShow    AppointmentStatus = "NO_SHOW"
)

// AppointmentWhen tells which side of now an appointment's end lies on.
type AppointmentWhen string

// The sides.
const (
	AppointmentWhenUpcoming AppointmentWhen = "UPCOMING" // not over yet
	AppointmentWhenPast     AppointmentWhen = "PAST"     // over, or cancelled
)

// Appointment is a visit that was agreed on.
type Appointment struct {
	ID           string
	Status       AppointmentStatus
	Start        time.Time // UTC
	End          time.Time // UTC, the end of its slot
	TimeZone     string    // IANA zone of the location's clock
	Practitioner *clinic.Practitioner
	Location     *clinic.Location
	Department   *clinic.Department
	Service      *clinic.HealthcareService
	Reason       string // in the patient's own words
	Contact      AppointmentContact
	Notes        string

	PatientID  string
	SlotID     string
	CoverageID *string
	Sequence   int // how often it was changed; a calendar's SEQUENCE
}

// AppointmentContact is how to reach the patient about an appointment.
type AppointmentContact struct {
	Email string
	Phone *string
}

// AppointmentConnection is a page of appointments.
type AppointmentConnection struct {
	Edges      []AppointmentEdge
	PageInfo   page.Info
	TotalCount int // counted only when asked for
}

// AppointmentEdge is an appointment in a page.
type AppointmentEdge struct {
	Node   *Appointment
	Cursor string
}

// AppointmentHistory is something that happened to an appointment.
type AppointmentHistory struct {
	At             time.Time
	What           string              // in words
	By             string              // "the patient", "a carer", "the front desk"
	From           *time.Time          // UTC; when it was to begin, before a move
	ReasonCode     *CancellationReason // why it was cancelled
	Note           string              // what was said with that
	OverrideReason string              // why a member of staff waived the notice
}
