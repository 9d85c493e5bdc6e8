package invitations

import (
	"time"

	"patientportal/server/clinic"
	"patientportal/server/fault"
)

// maxReason bounds what is told to the patient, in characters.
const maxReason = 1000

// farthestInvitation is how far ahead the window of an invitation may end.
const farthestInvitation = 366 * 24 * time.Hour

// BookingInvitationState is how an invitation stands.
type BookingInvitationState string

// The states. What has run out is open in the table; nothing has to write that
// down.
const (
	BookingInvitationStateOpen      BookingInvitationState = "OPEN"
	BookingInvitationStateBooked    BookingInvitationState = "BOOKED"
	BookingInvitationStateWithdrawn BookingInvitationState = "WITHDRAWN"
	BookingInvitationStateExpired   BookingInvitationState = "EXPIRED"
)

// BookingInvitation asks a patient to book a visit within a window. The next
// appointment of the patient for that service ends it, whoever books it.
type BookingInvitation struct {
	ID            string
	PatientID     string
	Service       *clinic.HealthcareService
	Department    *clinic.Department
	Location      *clinic.Location     // nil for anywhere
	Practitioner  *clinic.Practitioner // nil for anyone of the department
	From, To      string               // days, both included; ISO 8601
	Reason        string               // for the patient to read
	By            string               // "a clinician", "the front desk"
	CreatedAt     time.Time
	ExpiresAt     time.Time // the end of the last day
	State         BookingInvitationState
	AppointmentID *string // what it became
}

// InviteToBookInput says whom to ask, to what and when.
type InviteToBookInput struct {
	PatientID      string
	ServiceID      string
	LocationID     *string
	PractitionerID *string
	Window         BookingWindowInput
	Reason         string
}

// BookingWindowInput are days on the clinic's calendar, both included.
type BookingWindowInput struct{ From, To string }

// Validate reports every problem at once. Today is the day at the clinic.
func (in InviteToBookInput) Validate(today time.Time) error {
	var p fault.Problems
	p.CheckID("booking", "patientId", in.PatientID)
	p.CheckID("booking", "serviceId", in.ServiceID)
	if in.LocationID != nil {
		p.CheckID("booking", "locationId", *in.LocationID)
	}
	if in.PractitionerID != nil {
		p.CheckID("booking", "practitionerId", *in.PractitionerID)
	}
	in.Window.check(&p, today)
	p.Check(in.Reason != "", "reason", "booking.invitation_reason", "Say why, for the patient to read.")
	p.CheckProse("booking", "reason", in.Reason, maxReason)
	return p.Err()
}

func (w BookingWindowInput) check(p *fault.Problems, today time.Time) {
	from, fromErr := time.Parse(time.DateOnly, w.From)
	to, toErr := time.Parse(time.DateOnly, w.To)
	p.Check(fromErr == nil, "window.from", "booking.not_a_day", "Enter the first day, such as 2026-08-06.")
	p.Check(toErr == nil, "window.to", "booking.not_a_day", "Enter the last day, such as 2026-08-06.")
	if fromErr != nil || toErr != nil {
		return
	}
	day := time.Date(today.Year(), today.Month(), today.Day(), 0, 0, 0, 0, time.UTC)
	switch {
	case to.Before(from):
		p.Add("window.to", "booking.window_backwards", "The last day comes before the first.")
	case to.Before(day):
		p.Add("window.to", "booking.window_past", "The last day is past.")
	case to.After(day.Add(farthestInvitation)):
		p.Add("window.to", "booking.window_far", "Choose a last day within a year.")
	}
}

// InviteToBookPayload is the invitation.
type InviteToBookPayload struct{ Invitation BookingInvitation }

// WithdrawInvitationInput says which invitation to take back.
type WithdrawInvitationInput struct{ InvitationID string }

// Validate reports every problem at once.
func (in WithdrawInvitationInput) Validate() error {
	var p fault.Problems
	p.CheckID("booking", "invitationId", in.InvitationID)
	return p.Err()
}

// WithdrawInvitationPayload is the invitation as it is now.
type WithdrawInvitationPayload struct{ Invitation BookingInvitation }
