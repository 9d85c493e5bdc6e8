package requests

import (
	"strings"
	"time"

	"patientportal/server/booking"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/page"
)

// RequestState is how a request for a visit stands.
type RequestState string

// The states. A patient may ask for other times as long as it is answered.
const (
	RequestStateWaiting   RequestState = "WAITING"   // for the front desk
	RequestStateAnswered  RequestState = "ANSWERED"  // with times, for the patient to take one
	RequestStateBooked    RequestState = "BOOKED"    // it became an appointment
	RequestStateDeclined  RequestState = "DECLINED"  // by the clinic, which says why
	RequestStateWithdrawn RequestState = "WITHDRAWN" // by the patient
)

// AppointmentRequest is a visit that a patient asks for, of a kind that the
// front desk arranges.
type AppointmentRequest struct {
	ID            string
	PatientID     string
	State         RequestState
	Service       *clinic.HealthcareService
	Location      *clinic.Location     // nil for any
	Practitioner  *clinic.Practitioner // nil for anyone
	Reason        string               // in the patient's own words
	Wishes        string               // when it would suit
	Answer        string               // what the clinic said with its answer
	Contact       booking.AppointmentContact
	CreatedAt     time.Time
	AnsweredAt    *time.Time
	AppointmentID *string
	Proposals     []ProposedTime // those that can be taken now
}

// ProposedTime is a time that the clinic keeps for a patient to take.
type ProposedTime struct {
	ID        string
	Slot      *booking.Slot
	ExpiresAt time.Time
}

// AppointmentRequestConnection is a page of requests.
type AppointmentRequestConnection struct {
	Edges      []AppointmentRequestEdge
	PageInfo   page.Info
	TotalCount int
}

// AppointmentRequestEdge is a request in a page.
type AppointmentRequestEdge struct {
	Node   *AppointmentRequest
	Cursor string
}

// Bounds of requests.
const (
	maxProposals    = 5
	maxOpenRequests = 5
	maxNote         = 2000 // characters
	// ProposalTime is how long the clinic keeps a time that it proposes, at most
	// until an hour before it.
	ProposalTime = 48 * time.Hour
)

// RequestAppointmentInput is what a patient asks for.
type RequestAppointmentInput struct {
	PatientID      string
	ServiceID      string
	LocationID     *string
	PractitionerID *string
	Reason         string
	Wishes         *string
	Contact        booking.AppointmentContactInput
	IdempotencyKey *string
}

// Validate reports every problem at once.
func (in RequestAppointmentInput) Validate() error {
	var p fault.Problems
	in.asBooking().Check(&p)
	p.CheckID("booking", "serviceId", in.ServiceID)
	p.Check(strings.TrimSpace(in.Reason) != "", "reason", "booking.reason_missing", "Say in a few words why you need the visit.")
	checkNote(&p, "wishes", in.Wishes)
	return p.Err()
}

func (in RequestAppointmentInput) asBooking() booking.BookAppointmentInput {
	return booking.BookAppointmentInput{HoldID: "none", PatientID: in.PatientID, Reason: in.Reason, Contact: in.Contact, IdempotencyKey: in.IdempotencyKey}
}

func (in RequestAppointmentInput) normalized() RequestAppointmentInput {
	tidy := in.asBooking().Normalized()
	in.Reason, in.Contact, in.Wishes = tidy.Reason, tidy.Contact, trimmed(in.Wishes)
	return in
}

// AppointmentRequestPayload is the request as it stands now.
type AppointmentRequestPayload struct{ Request AppointmentRequest }

// AnswerAppointmentRequestInput answers with times, or declines with a note.
type AnswerAppointmentRequestInput struct {
	RequestID string
	SlotIDs   []string
	Note      *string
	Decline   *bool
}

// Validate reports every problem at once.
func (in AnswerAppointmentRequestInput) Validate() error {
	var p fault.Problems
	p.CheckID("booking", "requestId", in.RequestID)
	checkNote(&p, "note", in.Note)
	if in.declines() {
		p.Check(text(trimmed(in.Note)) != "", "note", "booking.decline_note", "Say why, and what to do instead.")
		return p.Err()
	}
	if len(in.SlotIDs) == 0 || len(in.SlotIDs) > maxProposals {
		p.Addf("slotIds", "booking.proposals", "Choose one to %d times.", maxProposals)
	}
	return p.Err()
}

func (in AnswerAppointmentRequestInput) declines() bool { return in.Decline != nil && *in.Decline }

// AskForOtherTimesInput says that no proposed time suits.
type AskForOtherTimesInput struct {
	RequestID string
	Wishes    string
}

// Validate reports every problem at once.
func (in AskForOtherTimesInput) Validate() error {
	var p fault.Problems
	p.CheckID("booking", "requestId", in.RequestID)
	p.Check(strings.TrimSpace(in.Wishes) != "", "wishes", "booking.wishes_missing", "Say when it would suit.")
	p.CheckProse("booking", "wishes", in.Wishes, maxNote)
	return p.Err()
}

// WithdrawAppointmentRequestInput says which request is not needed any more.
type WithdrawAppointmentRequestInput struct{ RequestID string }

// TakeProposedTimeInput says which time the patient takes.
type TakeProposedTimeInput struct{ ProposalID string }

func checkNote(p *fault.Problems, field string, note *string) {
	if note != nil {
		p.CheckProse("booking", field, *note, maxNote)
	}
}

// text is what a field says, empty for nothing.
func text(value *string) string {
	if value == nil {
		return ""
	}
	return *value
}

// trimmed is a text without what stands around it; nil for none.
func trimmed(value *string) *string {
	if t := strings.TrimSpace(text(value)); t != "" {
		return &t
	}
	return nil
}
