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
	role                 part
	at                   int64
	reasonCode           CancellationReason
	note, overrideReason string
	from                 int64 // when a visit that was moved was to begin; else 0
}

// did is a line about what the actor does now to the patient's appointment.
func did(who actor.Actor, patientID, what string, now time.Time) happening {
	return happening{what: what, by: who.AccountID(), role: partOf(who, patientID), at: store.Micros(now)}
}

// historyLine is a line of history with what it belongs to.
type historyLine struct {
	AppointmentHistory
	appointmentID, patientID string
}

// part is who did something, by their part in it.
type part string

const (
	partPatient       part = "PATIENT"
	partCarer         part = "CARER"
	partClinician     part = "CLINICIAN"
	partFrontDesk     part = "FRONT_DESK"
	partAdministrator part = "ADMINISTRATOR"
	partSystem        part = "SYSTEM"
)

// partOf is the actor's part in a patient's affairs.
func partOf(who actor.Actor, patientID string) part {
	switch {
	case who.IsSelf(patientID):
		return partPatient
	case who.MayActFor(patientID, actor.ScopeAppointments):
		return partCarer
	case who.Is(actor.RoleClinician):
		return partClinician
	case who.Is(actor.RoleFrontDesk):
		return partFrontDesk
	case who.Is(actor.RoleAdministrator):
		return partAdministrator
	}
	return partSystem
}

func (p part) inWords() string {
	switch p {
	case partPatient:
		return "the patient"
	case partCarer:
		return "a carer"
	case partClinician:
		return "a clinician"
	case partFrontDesk:
		return "the front desk"
	case partAdministrator:
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
