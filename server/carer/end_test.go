package carer

import (
	"sync"
	"testing"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/fault"
)

func TestEndedIsEndedAtOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		maria, patient := w.adult()
		sam := w.someone("sam")
		carer := w.letIn(maria.is(), sam, offer(patient.ID, all...))
		before := sam.is()
		ended, err := w.End(w.ctx, maria.is(), RevokeCarerInput{CarerID: carer.ID})
		w.fine(err)
		if ended.Carer.State != StateEnded || ended.Carer.EndedAt == nil {
			t.Errorf("the answer is %+v", ended.Carer)
		}
		if w.Account.StillMay(w.ctx, before, patient.ID, actor.ScopeRecords) {
			t.Error("an open page still hears")
		}
		if sam.is().MayActFor(patient.ID, actor.ScopeRecords) {
			t.Error("the next request still may")
		}
		outside, err := w.Account.IsOutsider(w.ctx, patient.ID, "Sam@example.org", actor.ScopeAppointments)
		w.fine(err)
		if !outside {
			t.Error("mail still goes to the carer's address")
		}
		again, err := w.End(w.ctx, maria.is(), RevokeCarerInput{CarerID: carer.ID})
		w.fine(err)
		if !again.Carer.EndedAt.Equal(*ended.Carer.EndedAt) {
			t.Error("ending twice is not ending once")
		}
	})
}

func TestWhoMayEndAccess(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		maria, patient := w.adult()
		sam, eve := w.someone("sam"), w.someone("eve")
		reason := "asked by phone"
		for name, c := range map[string]struct {
			who  func() actor.Actor
			why  *string
			want fault.Code
		}{
			"nobody":                   {func() actor.Actor { return actor.Actor{} }, nil, fault.Unauthenticated},
			"the patient":              {func() actor.Actor { return maria.is() }, nil, ""},
			"the carer":                {func() actor.Actor { return sam.is() }, nil, ""},
			"another carer":            {func() actor.Actor { return eve.is() }, nil, fault.NotFound},
			"the desk without a word":  {deskActor, nil, fault.InvalidInput},
			"the desk with its reason": {deskActor, &reason, ""},
			"a clinician":              {func() actor.Actor { return actor.FromSession(actor.Session{AccountID: "x", Role: actor.RoleClinician}) }, &reason, fault.NotFound},
		} {
			w.letIn(maria.is(), eve, offer(patient.ID, all...))
			carer := w.letIn(maria.is(), sam, offer(patient.ID, all...))
			_, err := w.End(w.ctx, c.who(), RevokeCarerInput{CarerID: carer.ID, Reason: c.why})
			wantCode(t, name, err, c.want)
			if over := !sam.is().MayActFor(patient.ID, actor.ScopeRecords); over != (c.want == "") {
				t.Errorf("%s: access is over: %v", name, over)
			}
			w.clock.Advance(24 * 60 * 60 * 1e9) // ten invitations a day
			maria.token, sam.token, eve.token = w.tokenFor("maria.alvarez"), w.tokenFor("sam"), w.tokenFor("eve")
		}
		own := w.text(`SELECT id FROM account_grants WHERE self`)
		_, err := w.End(w.ctx, maria.is(), RevokeCarerInput{CarerID: own})
		wantCode(t, "one's own record", err, fault.NotFound)
	})
}

func TestAccessGivenAgainBeginsAnew(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		maria, patient := w.adult()
		sam := w.someone("sam")
		first := w.letIn(maria.is(), sam, offer(patient.ID, all...))
		_, err := w.End(w.ctx, maria.is(), RevokeCarerInput{CarerID: first.ID})
		w.fine(err)
		second := w.letIn(maria.is(), sam, offer(patient.ID, actor.ScopeAdvice))
		if second.ID != first.ID || second.State != StateActive || len(second.Scopes) != 1 {
			t.Errorf("given again it is %+v", second)
		}
		if sam.is().MayActFor(patient.ID, actor.ScopeRecords) {
			t.Error("what was shared before came back")
		}
	})
}

// TestReadingWhileEnding: whatever is let through was let through before the end.
func TestReadingWhileEnding(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		maria, patient := w.adult()
		sam := w.someone("sam")
		carer := w.letIn(maria.is(), sam, offer(patient.ID, all...))
		who, owner := sam.is(), maria.is()
		ended := make(chan struct{})
		var reading sync.WaitGroup
		for range 8 {
			reading.Go(func() {
				for over := false; !over; {
					select {
					case <-ended:
						over = true
					default:
					}
					if w.Account.StillMay(w.ctx, who, patient.ID, actor.ScopeRecords) && over {
						t.Error("let through after the end")
					}
				}
			})
		}
		_, err := w.End(w.ctx, owner, RevokeCarerInput{CarerID: carer.ID})
		close(ended)
		reading.Wait()
		w.fine(err)
	})
}

func TestAGuardiansInvitationsEndWithTheirAccess(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		child := w.patient("Leo Alvarez", "2018-05-04")
		mother, aunt := w.someone("mother"), w.someone("aunt")
		access := w.guardian("mother", child.ID, all...)
		token := w.invited(mother.is(), offer(child.ID, actor.ScopeAppointments))
		_, err := w.End(w.ctx, mother.is(), RevokeCarerInput{CarerID: access.ID})
		w.fine(err)
		_, err = w.Accept(w.ctx, aunt.is(), AcceptCarerInvitationInput{Token: token})
		wantCode(t, "after the guardian left", err, fault.Expired)
	})
}

func TestNobodyCaresForThemself(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		maria, patient := w.adult()
		token := w.invited(maria.is(), offer(patient.ID, all...))
		_, err := w.Accept(w.ctx, maria.is(), AcceptCarerInvitationInput{Token: token})
		wantCode(t, "the patient", err, fault.Conflict)
		doctor := w.person("doctor", account.CreateInput{Role: actor.RoleClinician})
		_, err = w.Accept(w.ctx, doctor.is(), AcceptCarerInvitationInput{Token: token})
		wantCode(t, "staff", err, fault.Forbidden)
		if _, err := w.Offer(w.ctx, token); err != nil {
			t.Errorf("a refusal used the link up: %v", err)
		}
	})
}
