package carer

import (
	"testing"

	"patientportal/server/actor"
	"patientportal/server/fault"
)

// TestWhoDecidesAboutCarers asks everything that givers may, of everybody.
func TestWhoDecidesAboutCarers(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		maria, adult := w.adult()
		child := w.patient("Leo Alvarez", "2018-05-04")
		everything := w.someone("everything")
		w.letIn(maria.is(), everything, offer(adult.ID, all...))
		mother := w.someone("mother")
		w.guardian("mother", child.ID, all...)
		father := w.someone("father")
		w.guardian("father", child.ID, actor.ScopeAppointments, actor.ScopeRecords)
		aunt := w.someone("aunt")
		w.letIn(mother.is(), aunt, offer(child.ID, all...))

		for name, c := range map[string]struct {
			who                 actor.Actor
			patientID           string
			list, invite, grant fault.Code
		}{
			"nobody":                       {actor.Actor{}, adult.ID, fault.Unauthenticated, fault.Unauthenticated, fault.Unauthenticated},
			"the patient":                  {maria.is(), adult.ID, "", "", fault.Forbidden},
			"another patient":              {maria.is(), child.ID, fault.NotFound, fault.NotFound, fault.Forbidden},
			"a carer with every scope":     {everything.is(), adult.ID, fault.NotFound, fault.NotFound, fault.Forbidden},
			"a guardian":                   {mother.is(), child.ID, "", "", fault.Forbidden},
			"one without the account":      {father.is(), child.ID, fault.NotFound, fault.NotFound, fault.Forbidden},
			"whom a guardian let in":       {aunt.is(), child.ID, fault.NotFound, fault.NotFound, fault.Forbidden},
			"the front desk":               {w.staff("desk", actor.RoleFrontDesk).is(), child.ID, "", fault.Forbidden, ""},
			"an administrator":             {w.staff("admin", actor.RoleAdministrator).is(), child.ID, "", fault.Forbidden, ""},
			"a clinician":                  {w.staff("doctor", actor.RoleClinician).is(), child.ID, fault.NotFound, fault.NotFound, fault.Forbidden},
			"the desk, of nobody":          {deskActor(), "0198c7f0-0000-7000-8000-000000000000", fault.NotFound, fault.NotFound, fault.NotFound},
			"a stranger, of nobody at all": {maria.is(), "0198c7f0-0000-7000-8000-000000000000", fault.NotFound, fault.NotFound, fault.Forbidden},
		} {
			_, err := w.Carers(w.ctx, c.who, c.patientID)
			wantCode(t, name+" listing carers", err, c.list)
			_, err = w.Invitations(w.ctx, c.who, c.patientID)
			wantCode(t, name+" listing invitations", err, c.list)
			_, err = w.Invite(w.ctx, c.who, offer(c.patientID, actor.ScopeAppointments))
			wantCode(t, name+" inviting", err, c.invite)
			username := "aunt"
			_, err = w.Grant(w.ctx, c.who, GrantCarerInput{
				PatientID: c.patientID, Username: &username, Relationship: "aunt", Scopes: []actor.Scope{actor.ScopeAppointments}, Reason: "r",
			})
			wantCode(t, name+" granting", err, c.grant)
		}
	})
}
