package carer

import (
	"context"
	"slices"
	"testing"
	"time"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/patient"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// In Chicago, where the clinic is, the days of May begin at five.
var (
	thirteenth = time.Date(2026, 5, 4, 5, 0, 0, 0, time.UTC)
	eighteenth = time.Date(2031, 5, 4, 5, 0, 0, 0, time.UTC)
)

// scopesNow is what the account holds at its next request.
func (w *world) scopesNow(username, patientID string) (list []actor.Scope) {
	w.t.Helper()
	who := w.signedInAgain(username)
	for _, scope := range all {
		if who.MayActFor(patientID, scope) {
			list = append(list, scope)
		}
	}
	return list
}

func (w *world) wantScopes(what, username, patientID string, want ...actor.Scope) {
	w.t.Helper()
	if got := w.scopesNow(username, patientID); !slices.Equal(got, want) {
		w.t.Errorf("%s: %s holds %v, want %v", what, username, got, want)
	}
}

func TestAChildsRecordsAreTheirsFromTheirBirthday(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		child := w.patient("Leo Alvarez", "2013-05-04")
		mother, aunt := w.someone("mother"), w.someone("aunt")
		access := w.guardian("mother", child.ID, all...)
		w.letIn(mother.is(), aunt, offer(child.ID, all...))
		if !access.RecordsUntil.Equal(thirteenth) || !access.ExpiresAt.Equal(eighteenth) {
			t.Errorf("told beforehand: records until %s, in all until %s", access.RecordsUntil, access.ExpiresAt)
		}
		w.clock.Set(thirteenth.Add(-time.Microsecond))
		w.wantScopes("a moment before", "mother", child.ID, all...)
		open := w.signedInAgain("mother")
		w.clock.Set(thirteenth)
		if w.Account.StillMay(w.ctx, open, child.ID, actor.ScopeRecords) || w.Account.StillMay(w.ctx, open, child.ID, actor.ScopeAdvice) {
			t.Error("an open page still hears of what is clinical")
		}
		for _, username := range []string{"mother", "aunt"} {
			w.wantScopes("on the birthday", username, child.ID, actor.ScopeAppointments, actor.ScopeAccount)
		}
		recipients, err := w.Account.Recipients(w.ctx, child.ID, actor.ScopeAdvice)
		w.fine(err)
		if len(recipients) != 0 {
			t.Errorf("advice is still told to %v", recipients)
		}
		shown, err := w.Access(w.ctx, w.signedInAgain("mother"), []string{child.ID})
		w.fine(err)
		if shown[child.ID].MayInvite || !shown[child.ID].RecordsUntil.Equal(thirteenth) {
			t.Errorf("the carer is shown %+v", shown[child.ID])
		}
		w.clock.Set(eighteenth)
		w.wantScopes("of age", "mother", child.ID)
		w.wantScopes("of age", "aunt", child.ID)
	})
}

func TestAClinicMaySetAnotherBirthdayOrNone(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s, 0)
		child := w.patient("Leo Alvarez", "2013-05-04")
		w.someone("mother")
		w.guardian("mother", child.ID, all...)
		w.clock.Set(eighteenth.Add(-time.Microsecond))
		w.wantScopes("with no such birthday", "mother", child.ID, all...)
		if !mustAccess(w, "mother", child.ID).MayInvite {
			t.Error("without one a guardian decides until the child is of age")
		}
		w.RecordsUntilAge = 15
		if n, err := w.Realign(w.ctx, system); err != nil || n != 1 {
			t.Errorf("realigning changed %d, %v", n, err)
		}
		w.wantScopes("at seventeen", "mother", child.ID, actor.ScopeAppointments, actor.ScopeAccount)
	})
}

func mustAccess(w *world, username, patientID string) PatientAccess {
	w.t.Helper()
	found, err := w.Access(w.ctx, w.signedInAgain(username), []string{patientID})
	w.fine(err)
	return found[patientID]
}

func TestAPatientsOwnDecisionAfterwardsStands(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		p := w.patient("Leo Alvarez", "2013-05-04")
		leo := w.person("leo", account.CreateInput{PatientID: p.ID})
		early, late := w.someone("early"), w.someone("late")
		w.letIn(leo.is(), early, offer(p.ID, all...))
		w.invited(leo.is(), offer(p.ID, actor.ScopeAdvice, actor.ScopeAppointments))
		w.clock.Set(thirteenth)
		w.clock.Advance(-6 * 24 * time.Hour)
		leo.token = w.tokenFor("leo")
		token := w.invited(leo.is(), offer(p.ID, actor.ScopeAdvice, actor.ScopeAppointments))
		w.clock.Set(thirteenth)
		w.wantScopes("given before", "early", p.ID, actor.ScopeAppointments, actor.ScopeAccount)
		late.token = w.tokenFor("late")
		_, err := w.Accept(w.ctx, late.is(), AcceptCarerInvitationInput{Token: token})
		w.fine(err)
		w.wantScopes("offered before, accepted after", "late", p.ID, actor.ScopeAppointments)
		leo.token = w.tokenFor("leo")
		w.letIn(leo.is(), late, offer(p.ID, all...))
		w.wantScopes("given after", "late", p.ID, all...)
		if _, err := w.Realign(w.ctx, system); err != nil {
			t.Fatal(err)
		}
		w.wantScopes("given after, realigned", "late", p.ID, all...)
		w.clock.Set(eighteenth)
		w.wantScopes("given by the patient, of age", "late", p.ID, all...)
	})
}

func TestAMendedBirthDateMovesTheBirthday(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		child := w.patient("Leo Alvarez", "2013")
		w.someone("mother")
		_, err := w.Grant(w.ctx, deskActor(), guardianInput(child, all...))
		wantCode(t, "a year alone counts from its first day", err, fault.InvalidInput)
		w.mend(child.ID, "2014")
		access := w.guardian("mother", child.ID, all...)
		if want := time.Date(2027, 1, 1, 6, 0, 0, 0, time.UTC); !access.RecordsUntil.Equal(want) {
			t.Errorf("a year alone: %s, want %s", access.RecordsUntil, want)
		}
		w.mend(child.ID, "2013-05-04")
		n, err := w.Realign(w.ctx, system)
		w.fine(err)
		if got := mustAccess(w, "mother", child.ID); n != 1 || !got.RecordsUntil.Equal(thirteenth) || !got.ExpiresAt.Equal(eighteenth) {
			t.Errorf("mended %d: %+v", n, got)
		}
		if n, err := w.Realign(w.ctx, system); n != 0 || err != nil {
			t.Errorf("done twice it changed %d, %v", n, err)
		}
		_, err = w.Realign(w.ctx, deskActor())
		wantCode(t, "the desk realigning", err, fault.Forbidden)
	})
}

// mend writes another birth date on the record, as an import does.
func (w *world) mend(patientID, born string) {
	w.t.Helper()
	ctx := actor.NewContext(w.ctx, system)
	w.fine(w.Store.Tx(ctx, func(ctx context.Context) error {
		_, err := w.Store.Prepare(`UPDATE patients SET birth_date = ? WHERE id = ?`).Exec(ctx, born, patientID)
		return err
	}))
}

func guardianInput(p patient.Patient, scopes ...actor.Scope) GrantCarerInput {
	username := "mother"
	return GrantCarerInput{PatientID: p.ID, Username: &username, Relationship: "mother", Scopes: scopes, Reason: "papers seen"}
}

func TestStaffGrantForChildrenOnly(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.someone("mother")
		w.staff("doctor", actor.RoleClinician)
		refused := func(what string, in GrantCarerInput, field string) {
			t.Helper()
			_, err := w.Grant(w.ctx, deskActor(), in)
			if list := fault.List(err); len(list) == 0 || list[0].Field != field {
				t.Errorf("%s: %v, want a problem with %s", what, err, field)
			}
		}
		_, adult := w.adult()
		refused("an adult", guardianInput(adult, actor.ScopeAppointments), "patientId")
		refused("a patient without a birth date", guardianInput(w.patient("Nobody Knows", ""), actor.ScopeAppointments), "patientId")
		youth := w.patient("Ana Alvarez", "2010-05-04")
		refused("a youth's records", guardianInput(youth, all...), "scopes")
		if _, err := w.Grant(w.ctx, deskActor(), guardianInput(youth, actor.ScopeAppointments, actor.ScopeAccount)); err != nil {
			t.Errorf("a youth's appointments: %v", err)
		}
		child := w.patient("Leo Alvarez", "2018-05-04")
		for what, username := range map[string]string{"staff": "doctor", "nobody": "nobody.here", "no name": "x y"} {
			in := guardianInput(child, all...)
			in.Username = &username
			refused(what, in, "username")
		}
		both := guardianInput(child, all...)
		both.Email = both.Username
		refused("both a name and an address", both, "username")
		silent := guardianInput(child, all...)
		silent.Reason = " "
		refused("no reason", silent, "reason")
	})
}

func TestAGuardianIsInvitedByMail(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		child := w.patient("Leo Alvarez", "2018-05-04")
		desk := w.staff("desk", actor.RoleFrontDesk)
		father := w.someone("father")
		email := "father@example.org"
		in := guardianInput(child, all...)
		in.Username, in.Email = nil, &email
		made, err := w.Grant(w.ctx, desk.is(), in)
		w.fine(err)
		_, err = w.Accept(w.ctx, father.is(), AcceptCarerInvitationInput{Token: w.tokenOf(made.Invitation.ID)})
		w.fine(err)
		got := mustAccess(w, "father", child.ID)
		if !got.MayInvite || got.ExpiresAt == nil {
			t.Errorf("invited by the desk they are %+v", got)
		}
		reason := w.text(`SELECT reason FROM audit_events WHERE action = 'carer.grant'`)
		if reason != "papers seen" {
			t.Errorf("the trail gives the reason %q", reason)
		}
		// Within what they hold, and no further.
		_, err = w.Invite(w.ctx, father.is(), offer(child.ID, all...))
		wantCode(t, "a guardian with everything", err, "")
		w.guardian("father", child.ID, actor.ScopeAppointments, actor.ScopeAccount)
		_, err = w.Invite(w.ctx, father.is(), offer(child.ID, actor.ScopeRecords))
		wantCode(t, "more than they hold", err, fault.InvalidInput)
	})
}
