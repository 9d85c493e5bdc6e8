package advice

import (
	"patientportal/server/actor"
	"patientportal/server/fault"
)

// mayRead lets the actor read a patient's advice, or answers as if there were
// none.
func mayRead(who actor.Actor, patientID string) error {
	switch {
	case who.IsZero():
		return fault.ErrUnauthenticated
	case who.IsSystem(), who.Is(actor.RoleClinician), isTheirs(who, patientID):
		return nil
	}
	return fault.ErrNotFound
}

// mayAnswer is for saying what is read and done: the patient's own word or
// their carer's, never staff's. Staff who can see the advice are told so;
// everyone else hears that there is none.
func mayAnswer(who actor.Actor, patientID string) error {
	if err := mayRead(who, patientID); err != nil {
		return err
	}
	if !isTheirs(who, patientID) {
		return fault.ErrForbidden
	}
	return nil
}

func isTheirs(who actor.Actor, patientID string) bool {
	return who.MayActFor(patientID, actor.ScopeAdvice)
}

// mayPublish is for clinicians who are in the clinic's own list: advice goes
// out under that name.
func mayPublish(who actor.Actor) error {
	switch {
	case who.IsZero():
		return fault.ErrUnauthenticated
	case who.Is(actor.RoleClinician) && who.PractitionerID() != "":
		return nil
	}
	return fault.ErrForbidden
}
