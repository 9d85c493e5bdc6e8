package booking

import (
	"time"

	"patientportal/server/actor"
	"patientportal/server/store"
)

// The history's words. BOOKED is the first line of every appointment.
const (
	whatBooked    = "BOOKED"
	whatMoved     = "MOVED"
	whatCancelled = "CANCELLED"
	whatCheckedIn = "CHECKED_IN"
	whatArrived   = "ARRIVED" // checked in by a member of staff
	whatNoShow    = "NO_SHOW"
	whatCompleted = "COMPLETED"
)

// happening is a line of history to be written.
type happening struct {
	what, by             string
	role                 Part
	at                   int64
	reasonCode           CancellationReason
	note, overrideReason string
	from                 int64 // when a visit that was moved was to begin; else 0
}

// did is a line about what the actor does now to the patient's appointment.
func did(who actor.Actor, patientID, what string, now time.Time) happening {
	return happening{what: what, by: who.AccountID(), role: PartOf(who, patientID), at: store.Micros(now)}
}

// historyLine is a line of history with what it belongs to.
type historyLine struct {
	AppointmentHistory
	appointmentID, patientID string
}

// Part is who did something, by their part in it.
type Part string

// The parts. The system is the program itself.
const (
	PartPatient       Part = "PATIENT"
	PartCarer         Part = "CARER"
	PartClinician     Part = "CLINICIAN"
	PartFrontDesk     Part = "FRONT_DESK"
	PartAdministrator Part = "ADMINISTRATOR"
	PartSystem        Part = "SYSTEM"
)

// PartOf is the actor's part in a patient's affairs.
func PartOf(who actor.Actor, patientID string) Part {
	switch {
	case who.IsSelf(patientID):
		return PartPatient
	case who.MayActFor(patientID, actor.ScopeAppointments):
		return PartCarer
	case who.Is(actor.RoleClinician):
		return PartClinician
	case who.Is(actor.RoleFrontDesk):
		return PartFrontDesk
	case who.Is(actor.RoleAdministrator):
		return PartAdministrator
	}
	return PartSystem
}

// InWords is the part for people to read: "a clinician".
func (p Part) InWords() string {
	switch p {
	case PartPatient:
		return "the patient"
	case PartCarer:
		return "a carer"
	case PartClinician:
		return "a clinician"
	case PartFrontDesk:
		return "the front desk"
	case PartAdministrator:
		return "an administrator"
	}
	return "the portal"
}

func whatInWords(what string) string {
	switch what {
	case whatBooked:
		return "Booked"
	case whatMoved:
		return "Moved"
	case whatCancelled:
		return "Cancelled"
	case whatCheckedIn:
		return "Checked in"
	case whatArrived:
		return "Arrived"
	case whatNoShow:
		return "Did not come"
	case whatCompleted:
		return "Took place"
	}
	return what
}
