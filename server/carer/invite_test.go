package carer

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func TestAnInvitationLetsACarerIn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		maria, patient := w.adult()
		sam := w.someone("sam")
		until := noon.AddDate(0, 6, 0)
		in := offer(patient.ID, actor.ScopeAdvice, actor.ScopeAppointments)
		in.ExpiresAt = &until
		token := w.invited(maria.is(), in)
		shown, err := w.Offer(w.ctx, token)
		w.fine(err)
		if shown.PatientName != "Maria A." || shown.Email != "sam@example.org" || !shown.ExpiresAt.Equal(until) {
			t.Errorf("the offer shows %+v", shown)
		}
		made, err := w.Accept(w.ctx, sam.is(), AcceptCarerInvitationInput{Token: token})
		w.fine(err)
		if made.PatientID != patient.ID || made.Carer.State != StateActive || made.Carer.Relationship != "brother" {
			t.Errorf("accepting gave %+v", made.Carer)
		}
		now := sam.is()
		for _, scope := range all {
			want := scope == actor.ScopeAdvice || scope == actor.ScopeAppointments
			if now.MayActFor(patient.ID, scope) != want || w.Account.StillMay(w.ctx, now, patient.ID, scope) != want {
				t.Errorf("%s: the carer's next request differs from what was shared", scope)
			}
		}
		listed, err := w.Carers(w.ctx, maria.is(), patient.ID)
		w.fine(err)
		if len(listed) != 1 || listed[0].Name != "Made Up sam" || listed[0].GivenBy != account.GivenByPatient {
			t.Errorf("the patient sees %+v", listed)
		}
		w.clock.Set(until)
		later := w.signedInAgain("sam")
		if later.MayActFor(patient.ID, actor.ScopeAppointments) {
			t.Error("access outlives its end")
		}
	})
}

// signedInAgain is for when a session has run out with the time that passed.
func (w *world) signedInAgain(username string) actor.Actor {
	w.t.Helper()
	out, err := w.Account.SignIn(w.ctx, account.SignInInput{Username: username, Password: password}, account.Client{Address: "203.0.113.7"})
	w.fine(err)
	return out.Who()
}

func TestBothSidesAreToldAndMailed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		maria, patient := w.adult()
		sam := w.someone("sam")
		carer := w.letIn(maria.is(), sam, offer(patient.ID, actor.ScopeRecords))
		_, err := w.End(w.ctx, maria.is(), RevokeCarerInput{CarerID: carer.ID})
		w.fine(err)
		for address, kinds := range map[string][]outbox.LetterKind{
			"maria@example.org": {outbox.LetterCarerAdded, outbox.LetterCarerGone},
			"sam@example.org":   {outbox.LetterCarerInvited, outbox.LetterCareBegun, outbox.LetterCareEnded},
		} {
			for _, kind := range kinds {
				if n := w.letters(kind, address); n != 1 {
					t.Errorf("%s got %d letters %s, want 1", address, n, kind)
				}
			}
		}
		if n := w.number(`SELECT COUNT(*) FROM outbox_events WHERE kind = 'CareChanged' AND patient_id = ?`, patient.ID); n != 2 {
			t.Errorf("%d changes were told in the portal, want 2", n)
		}
	})
}

func TestAnInvitationIsOverOnceUsedTakenBackReplacedOrOld(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		maria, patient := w.adult()
		sam := w.someone("sam")
		in := offer(patient.ID, actor.ScopeRecords)
		used := w.invited(maria.is(), in)
		_, err := w.Accept(w.ctx, sam.is(), AcceptCarerInvitationInput{Token: used})
		w.fine(err)
		back, err := w.Invite(w.ctx, maria.is(), in)
		w.fine(err)
		takenBack := w.tokenOf(back.Invitation.ID)
		revoked, err := w.RevokeInvitation(w.ctx, maria.is(), RevokeCarerInvitationInput{InvitationID: back.Invitation.ID})
		w.fine(err)
		if revoked.Invitation.State != InvitationRevoked {
			t.Errorf("taken back it is %s", revoked.Invitation.State)
		}
		replaced := w.invited(maria.is(), in)
		in.Email = strings.ToUpper(in.Email)
		newest := w.invited(maria.is(), in)
		overWhen := func(what, token string) {
			t.Helper()
			_, err := w.Offer(w.ctx, token)
			wantCode(t, what+", looked at", err, fault.Expired)
			_, err = w.Accept(w.ctx, sam.is(), AcceptCarerInvitationInput{Token: token})
			wantCode(t, what+", accepted", err, fault.Expired)
		}
		overWhen("used", used)
		overWhen("taken back", takenBack)
		overWhen("replaced", replaced)
		overWhen("made up", strings.Repeat("x", len(newest)))
		overWhen("empty", "")
		if _, err := w.Offer(w.ctx, newest); err != nil {
			t.Errorf("the newest: %v", err)
		}
		w.clock.Advance(7 * 24 * time.Hour)
		sam.token = w.tokenFor("sam")
		overWhen("a week old", newest)
	})
}

func (w *world) tokenFor(username string) string {
	w.t.Helper()
	out, err := w.Account.SignIn(w.ctx, account.SignInInput{Username: username, Password: password}, account.Client{Address: "203.0.113.7"})
	w.fine(err)
	return out.SessionToken
}

func TestLookingAtAnInvitationUsesNothing(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		maria, patient := w.adult()
		token := w.invited(maria.is(), offer(patient.ID, actor.ScopeRecords))
		for range 3 {
			_, err := w.Offer(w.ctx, token)
			w.fine(err)
		}
		if n := w.number(`SELECT COUNT(*) FROM account_links WHERE used_at > 0`); n != 0 {
			t.Error("looking used the link up")
		}
	})
}

// TestOneOfSixteenIsLetIn: whoever comes first with a forwarded link has it.
func TestOneOfSixteenIsLetIn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		maria, patient := w.adult()
		token := w.invited(maria.is(), offer(patient.ID, actor.ScopeRecords))
		actors := make([]actor.Actor, 16)
		for i := range actors {
			if i%2 == 0 {
				actors[i] = w.someone("carer" + string(rune('a'+i))).is()
			} else {
				actors[i] = actors[i-1] // twice at once from one account too
			}
		}
		errs := make([]error, len(actors))
		var racing sync.WaitGroup
		for i, who := range actors {
			racing.Go(func() { _, errs[i] = w.Accept(w.ctx, who, AcceptCarerInvitationInput{Token: token}) })
		}
		racing.Wait()
		won := 0
		for _, err := range errs {
			if err == nil {
				won++
			} else {
				wantCode(t, "a loser", err, fault.Expired)
			}
		}
		grants := w.number(`SELECT COUNT(*) FROM account_grants WHERE patient_id = ? AND NOT self`, patient.ID)
		if won != 1 || grants != 1 {
			t.Errorf("%d were let in and %d grants stand, want 1 and 1", won, grants)
		}
	})
}

func TestInvitingIsTheSameForEveryAddress(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		maria, patient := w.adult()
		w.someone("sam")
		who := maria.is()
		run := func(email string) (texts []string, made CarerInvitation) {
			in := offer(patient.ID, actor.ScopeRecords)
			in.Email = email
			ctx, count := store.Counting(w.ctx)
			payload, err := w.Invite(ctx, who, in)
			w.fine(err)
			return count.Texts(), *payload.Invitation
		}
		known, a := run("sam@example.org")
		unknown, b := run("nobody@example.org")
		if !slices.Equal(known, unknown) {
			t.Errorf("the statements differ:\n%s\n%s", strings.Join(known, "\n"), strings.Join(unknown, "\n"))
		}
		a.ID, a.Email, b.ID, b.Email = "", "", "", ""
		if a.State != b.State || a.LinkExpiresAt != b.LinkExpiresAt {
			t.Errorf("the answers differ: %+v and %+v", a, b)
		}
	})
}

func TestTenInvitationsADay(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		maria, patient := w.adult()
		invite := func() error {
			_, err := w.Invite(w.ctx, maria.is(), offer(patient.ID, actor.ScopeRecords))
			return err
		}
		for range mostInvitations {
			w.fine(invite())
		}
		wantCode(t, "the eleventh", invite(), fault.RateLimited)
		w.clock.Advance(24 * time.Hour)
		maria.token = w.tokenFor("maria.alvarez")
		wantCode(t, "a day later", invite(), "")
	})
}

func TestInvitationsAreChecked(t *testing.T) {
	t.Parallel()
	past, far := noon.Add(-time.Second), noon.AddDate(30, 0, 0)
	good := offer("p", actor.ScopeRecords)
	for field, in := range map[string]InviteCarerInput{
		"patientId":    {Email: good.Email, Relationship: "x", Scopes: good.Scopes},
		"email":        {PatientID: "p", Email: "sam <sam@example.org>", Relationship: "x", Scopes: good.Scopes},
		"relationship": {PatientID: "p", Email: good.Email, Relationship: " \t", Scopes: good.Scopes},
		"scopes":       {PatientID: "p", Email: good.Email, Relationship: "x"},
		"expiresAt":    {PatientID: "p", Email: good.Email, Relationship: "x", Scopes: good.Scopes, ExpiresAt: &past},
	} {
		wantField(t, in.Validate(noon), field)
	}
	far2 := good
	far2.ExpiresAt = &far
	wantField(t, far2.Validate(noon), "expiresAt")
	odd := good
	odd.Scopes = []actor.Scope{"EVERYTHING"}
	wantField(t, odd.Validate(noon), "scopes")
	long := good
	long.Relationship = strings.Repeat("a", 61)
	wantField(t, long.Validate(noon), "relationship")
	if err := good.Validate(noon); err != nil {
		t.Error(err)
	}
}

func wantField(t *testing.T, err error, field string) {
	t.Helper()
	list := fault.List(err)
	if len(list) != 1 || list[0].Field != field {
		t.Errorf("%s: got %v", field, err)
	}
}

// TestNoTokenIsStored: what an invitation's link proves is nowhere but in the mail.
func TestNoTokenIsStored(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s, 13)
		maria, patient := w.adult()
		token := w.invited(maria.is(), offer(patient.ID, actor.ScopeRecords))
		for _, column := range []string{
			"payload FROM outbox_events", "fields FROM audit_events", "token_hash FROM account_links", "address FROM carer_invitations",
		} {
			rows, err := s.Prepare("SELECT " + column).Query(actor.NewContext(w.ctx, system))
			w.fine(err)
			for rows.Next() {
				var value string
				w.fine(rows.Scan(&value))
				if strings.Contains(value, token) {
					t.Errorf("the token stands in %s", column)
				}
			}
			w.fine(rows.Close())
		}
	})
}
