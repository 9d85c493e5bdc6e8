package outbox

import (
	"encoding/json"
	"time"
)

// Kind is what happened; the names are those of the public contract.
type Kind string

// The kinds.
const (
	AppointmentConfirmed   Kind = "AppointmentConfirmed"
	AppointmentRescheduled Kind = "AppointmentRescheduled"
	AppointmentCancelled   Kind = "AppointmentCancelled"
	AppointmentReminder    Kind = "AppointmentReminder"
	ContactChanged         Kind = "ContactChanged" // how to reach a patient about a visit; see ContactFacts
	AdvicePublished        Kind = "AdvicePublished"
	LetterWritten          Kind = "LetterWritten" // a mail about an account; see Letter
	CareChanged            Kind = "CareChanged"   // who may act for a patient; see CareFacts

	BookingInvited            Kind = "BookingInvited" // the clinic asks for a visit; see AskFacts
	BookingInvitationEnded    Kind = "BookingInvitationEnded"
	BookingInvitationReopened Kind = "BookingInvitationReopened" // its appointment was cancelled
	WaitlistOffered           Kind = "WaitlistOffered"           // an earlier time is kept; see AskFacts
	WaitlistOfferEnded        Kind = "WaitlistOfferEnded"
	TimesProposed             Kind = "TimesProposed" // the clinic keeps times for a patient to take; see AskFacts
	RequestDeclined           Kind = "RequestDeclined"
)

// Event is one thing that happened.
type Event struct {
	ID             string // UUIDv7; made by Append when empty
	Stream         string // PatientStream(PatientID) when empty
	Number         int64  // place in the stream from 1, given by Append
	Kind           Kind
	SubjectID      string    // the appointment, the advice, the letter
	SubjectVersion int       // which state of it this is about: an appointment's sequence
	LeadMinutes    int       // reminders: how long before; else 0
	PatientID      string    // empty for what concerns an account alone; Stream is then needed
	At             time.Time // when it happened; the clock's time when zero
	Payload        json.RawMessage
}

// PatientStream names the stream of a patient's events.
func PatientStream(patientID string) string { return "patient:" + patientID }

// AccountStream names the numbers of what an account is told.
func AccountStream(accountID string) string { return "account:" + accountID }

// LetterStream names the stream of one letter: nobody reads it on, and writers
// of different letters never wait for each other.
func LetterStream(id string) string { return "letter:" + id }

// AppointmentFacts is the payload of an appointment's events: all that a
// notice, a mail or a calendar entry is made from, as it was at that version.
type AppointmentFacts struct {
	AppointmentID   string    `json:"appointmentId"`
	Sequence        int       `json:"sequence"`
	Start           time.Time `json:"start"` // UTC
	End             time.Time `json:"end"`   // UTC
	TimeZone        string    `json:"timeZone"`
	Practitioner    string    `json:"practitioner"`
	Location        string    `json:"location"`
	LocationAddress string    `json:"locationAddress"`
	LocationPhone   string    `json:"locationPhone"`
	Service         string    `json:"service"`
	ContactEmail    string    `json:"contactEmail"`           // where this appointment's mail goes
	PreviousStart   time.Time `json:"previousStart,omitzero"` // UTC; before it was moved to this time
	Cancelled       bool      `json:"cancelled,omitempty"`
}

// ContactFacts is the payload of a change of how to reach a patient about one
// appointment. The event's subject is the change: there may be several of one
// version of the appointment.
type ContactFacts struct {
	AppointmentID string `json:"appointmentId"`
	ContactEmail  string `json:"contactEmail"` // where this appointment's mail goes from now on
}

// AskFacts is the payload of what asks a patient for an answer: until when it
// can be given. It holds nothing of what it is about.
type AskFacts struct {
	Until         time.Time `json:"until"`                   // UTC
	TimeZone      string    `json:"timeZone,omitempty"`      // to tell it in
	AppointmentID string    `json:"appointmentId,omitempty"` // that could be moved
	Link          string    `json:"link,omitempty"`          // the page where it is answered, when it is another
}
