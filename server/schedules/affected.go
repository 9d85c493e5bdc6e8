package schedules

import (
	"fmt"

	"patientportal/server/booking"
	"patientportal/server/fault"
)

// AffectedAction is what becomes of an appointment that a change leaves outside
// the hours.
type AffectedAction string

// The actions.
const (
	AffectedActionKeep    AffectedAction = "KEEP"    // it is seen all the same
	AffectedActionPropose AffectedAction = "PROPOSE" // it stays until the patient takes another time
	AffectedActionCancel  AffectedAction = "CANCEL"  // the clinic calls it off
)

// AffectedDecisionInput is what becomes of one appointment.
type AffectedDecisionInput struct {
	AppointmentID string
	Action        AffectedAction
}

// AffectedAppointment is one that a change leaves outside the hours.
type AffectedAppointment struct {
	Appointment booking.Appointment
	Action      *AffectedAction // nil in a dry run
	Proposed    int             // other times that are kept for the patient now
}

// consequences is what every change to hours is told of the appointments that
// it leaves outside.
type consequences struct {
	dryRun   bool
	affected []AffectedDecisionInput
	message  string
}

func (c consequences) check(p *fault.Problems) {
	for i, d := range c.affected {
		switch d.Action {
		case AffectedActionKeep, AffectedActionPropose:
		case AffectedActionCancel:
			p.Check(c.message != "", "message", "booking.message_missing", "Say why, for the patients whose appointment is cancelled.")
		default:
			p.Add(fmt.Sprintf("affected.%d.action", i), "booking.action", "Choose what becomes of it.")
		}
	}
	p.CheckProse("booking", "message", c.message, maxMessage)
}
