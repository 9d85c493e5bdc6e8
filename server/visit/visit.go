package visit

import (
	"time"

	"patientportal/server/booking"
)

// When patients may check in, and join by video.
const (
	opensBefore = 2 * 24 * time.Hour
	closesAfter = 15 * time.Minute
	joinBefore  = 20 * time.Minute
)

// State is how checking in stands.
type State string

// The states.
const (
	StateNotYet    State = "NOT_YET"
	StateOpen      State = "OPEN"
	StateCheckedIn State = "CHECKED_IN"
	StateArrived   State = "ARRIVED"
	StateClosed    State = "CLOSED"
)

// CheckIn is checking in for an appointment.
type CheckIn struct {
	State       State
	OpensAt     time.Time // UTC
	ClosesAt    time.Time // UTC
	CheckedInAt *time.Time
	ArrivedAt   *time.Time
	Questions   []Question
	Answers     []Answer // nil for those who may not see them
}

// Answer is what was answered to a question, in words.
type Answer struct {
	LinkID   string `json:"linkId"`
	Question string `json:"question"` // as it was asked
	Answer   string `json:"answer"`
}

// CheckInInput is what is confirmed of a visit.
type CheckInInput struct {
	AppointmentID string
	Contact       *booking.AppointmentContactInput // needed of patients and carers
	CoverageID    *string
	Answers       []AnswerInput
}

// AnswerInput answers a question, by its type.
type AnswerInput struct {
	LinkID string
	Yes    *bool
	Code   *string
	Text   *string
}

// CheckInPayload is the visit, checked in.
type CheckInPayload struct{ Appointment booking.Appointment }

// MarkNoShowInput says which visit nobody came to.
type MarkNoShowInput struct{ AppointmentID string }

// MarkNoShowPayload is the visit that nobody came to.
type MarkNoShowPayload struct{ Appointment booking.Appointment }

// CompleteVisitInput says which visit took place.
type CompleteVisitInput struct{ AppointmentID string }

// CompleteVisitPayload is the visit that took place.
type CompleteVisitPayload struct{ Appointment booking.Appointment }

// stateOf tells how checking in stands at that time.
func stateOf(a *booking.Appointment, came storedCheckIn, now time.Time) State {
	switch {
	case a.Status == booking.AppointmentStatusCheckedIn && came.arrivedAt != 0:
		return StateArrived
	case a.Status == booking.AppointmentStatusCheckedIn:
		return StateCheckedIn
	case a.Status != booking.AppointmentStatusBooked, now.After(a.Start.Add(closesAfter)):
		return StateClosed
	case now.Before(a.Start.Add(-opensBefore)):
		return StateNotYet
	}
	return StateOpen
}
