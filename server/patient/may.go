package patient

import (
	"slices"

	"patientportal/server/actor"
	"patientportal/server/fault"
)

// view is a part of what this room keeps on a patient. Who may read which is
// told in the package comment.
type view int

const (
	viewIdentity view = iota // name, clinic number, birth date, sex
	viewReach                // contact and insurance
	viewCareTeam
)

// name is what the audit trail calls a read of the view.
func (v view) name() string {
	switch v {
	case viewReach:
		return "patient.contact"
	case viewCareTeam:
		return "patient.careTeam"
	}
	return "patient.identity"
}

// may lets the actor read the view of a patient, or answers as if there were
// no such patient.
func may(who actor.Actor, patientID string, v view) error {
	switch {
	case who.IsZero():
		return fault.ErrUnauthenticated
	case who.IsSystem() || mayAsStaff(who, v) || mayAsPerson(who, patientID, v):
		return nil
	}
	return fault.ErrNotFound
}

func mayAsStaff(who actor.Actor, v view) bool {
	switch v {
	case viewIdentity:
		return who.IsStaff()
	case viewCareTeam:
		return who.Is(actor.RoleClinician)
	}
	return who.Is(actor.RoleClinician, actor.RoleFrontDesk)
}

func mayAsPerson(who actor.Actor, patientID string, v view) bool {
	switch v {
	case viewIdentity:
		return slices.Contains(who.PatientIDs(), patientID)
	case viewReach:
		return who.MayActFor(patientID, actor.ScopeAppointments) || who.MayActFor(patientID, actor.ScopeAccount)
	}
	return who.MayActFor(patientID, actor.ScopeRecords)
}

// mayRegister is for those who put people on the clinic's books.
func mayRegister(who actor.Actor) error {
	return who.Require(actor.RoleFrontDesk, actor.RoleAdministrator)
}
