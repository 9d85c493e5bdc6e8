package booking

import (
	"slices"

	"patientportal/server/actor"
	"patientportal/server/fault"
)

// CancellationReason is why an appointment was cancelled.
type CancellationReason string

// The reasons.
const (
	CancellationReasonNotNeeded     CancellationReason = "NOT_NEEDED"
	CancellationReasonTooIll        CancellationReason = "TOO_ILL"
	CancellationReasonTimeUnsuited  CancellationReason = "TIME_UNSUITED"
	CancellationReasonNoTransport   CancellationReason = "NO_TRANSPORT"
	CancellationReasonSeenElsewhere CancellationReason = "SEEN_ELSEWHERE"
	CancellationReasonCost          CancellationReason = "COST"
	CancellationReasonOther         CancellationReason = "OTHER"
	CancellationReasonClinic        CancellationReason = "CLINIC" // for members of staff
)

var cancellationReasons = []CancellationReason{
	CancellationReasonNotNeeded, CancellationReasonTooIll, CancellationReasonTimeUnsuited, CancellationReasonNoTransport,
	CancellationReasonSeenElsewhere, CancellationReasonCost, CancellationReasonOther, CancellationReasonClinic,
}

// CancelAppointmentInput says which appointment to cancel, and why.
type CancelAppointmentInput struct {
	AppointmentID  string
	ReasonCode     CancellationReason
	Note           *string
	OverrideReason *string // staff: why the notice is waived
}

// Validate reports every problem at once; which reasons there are depends on
// who cancels.
func (in CancelAppointmentInput) Validate(who actor.Actor) error {
	var p fault.Problems
	checkID(&p, "appointmentId", in.AppointmentID)
	known := slices.Contains(cancellationReasons, in.ReasonCode)
	p.Check(known && (in.ReasonCode != CancellationReasonClinic || booksAnything(who)), "reasonCode", "booking.reason_code",
		"Choose one of the reasons.")
	checkNote(&p, "note", in.Note)
	checkNote(&p, "overrideReason", in.OverrideReason)
	return p.Err()
}

func (in CancelAppointmentInput) normalized() CancelAppointmentInput {
	in.Note, in.OverrideReason = trimmed(in.Note), trimmed(in.OverrideReason)
	return in
}

// CancelAppointmentResult is what became of cancelling:
// CancelAppointmentPayload or BookingRefused.
type CancelAppointmentResult interface{ IsCancelAppointmentResult() }

// CancelAppointmentPayload is the appointment, cancelled.
type CancelAppointmentPayload struct{ Appointment Appointment }

// IsCancelAppointmentResult makes it an outcome of CancelAppointment.
func (CancelAppointmentPayload) IsCancelAppointmentResult() {}

// IsCancelAppointmentResult makes it an outcome of CancelAppointment.
func (BookingRefused) IsCancelAppointmentResult() {}

// RescheduleAppointmentInput says which appointment to move, and to the time
// that a hold keeps.
type RescheduleAppointmentInput struct {
	AppointmentID  string
	HoldID         string
	OverrideReason *string // staff: why the notice is waived
	IdempotencyKey *string
}

// Validate reports every problem at once.
func (in RescheduleAppointmentInput) Validate() error {
	var p fault.Problems
	checkID(&p, "appointmentId", in.AppointmentID)
	checkID(&p, "holdId", in.HoldID)
	checkNote(&p, "overrideReason", in.OverrideReason)
	checkKey(&p, in.IdempotencyKey)
	return p.Err()
}

func (in RescheduleAppointmentInput) normalized() RescheduleAppointmentInput {
	in.OverrideReason = trimmed(in.OverrideReason)
	return in
}

func (in RescheduleAppointmentInput) request() request {
	return request{operation: "rescheduleAppointment", key: in.IdempotencyKey, in: in}
}

func checkNote(p *fault.Problems, field string, text *string) {
	if text != nil {
		checkProse(p, field, *text, maxNotes)
	}
}

func checkKey(p *fault.Problems, key *string) {
	if key != nil && (*key == "" || len(*key) > maxKey) {
		p.Addf("idempotencyKey", "booking.key", "A key has 1 to %d characters.", maxKey)
	}
}
