package carer

import (
	"strings"
	"sync"
	"testing"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/page"
	"patientportal/server/recovery"
)

var from = account.Client{Address: "203.0.113.9"}

// joining is what a good newcomer fills in.
func joining(token string) CreateCarerAccountInput {
	return CreateCarerAccountInput{
		Token: token, FullName: "  Sam   Riverton ", Username: "sam.r", Password: password,
		SecurityAnswers: []recovery.SecurityAnswerInput{
			{QuestionKey: "FIRST_PET", Answer: "Rex"}, {QuestionKey: "COUSIN", Answer: "Ida"}, {QuestionKey: "FIRST_JOB", Answer: "Kristiansund"},
		},
	}
}

func TestAnInvitationMakesAnAccount(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		maria, patient := w.adult()
		token := w.invited(maria.is(), offer(patient.ID, actor.ScopeAppointments))
		out, err := w.CreateAccount(w.ctx, joining(token), from)
		w.fine(err)
		who := out.Who()
		if !who.Is(actor.RolePatient) || !who.MayActFor(patient.ID, actor.ScopeAppointments) || who.MayActFor(patient.ID, actor.ScopeRecords) {
			t.Error("the session does not begin with what was shared, and no more")
		}
		made, err := w.Account.Account(w.ctx, who)
		w.fine(err)
		if made.DisplayName != "Sam Riverton" || made.Email == nil || *made.Email != "sam@example.org" || !made.EmailVerified {
			t.Errorf("the account is %+v", made)
		}
		if n := w.letters(outbox.LetterVerifyEmail, "sam@example.org"); n != 0 {
			t.Error("an address that the link has proven is asked again")
		}
		if n := w.letters(outbox.LetterCarerAdded, "maria@example.org"); n != 1 {
			t.Errorf("the patient got %d letters, want 1", n)
		}
		again := w.signedInAgain("sam.r")
		if again.AccountID() != who.AccountID() || !again.MayActFor(patient.ID, actor.ScopeAppointments) {
			t.Error("signing in later finds something else")
		}
		listed, err := w.Carers(w.ctx, maria.is(), patient.ID)
		w.fine(err)
		if len(listed) != 1 || listed[0].Name != "Sam Riverton" {
			t.Fatalf("the patient sees %+v", listed)
		}
		did, err := w.Activity(w.ctx, maria.is(), listed[0].ID, page.Args{})
		w.fine(err)
		if len(did.Edges) != 1 || did.Edges[0].Node.What != "Accepted the invitation" {
			t.Errorf("the patient reads %+v", did.Edges)
		}
	})
}

func TestAnAccountByInvitationIsRefusedAlike(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		maria, patient := w.adult()
		used := w.invited(maria.is(), offer(patient.ID, actor.ScopeAdvice))
		_, err := w.Accept(w.ctx, w.someone("sam").is(), AcceptCarerInvitationInput{Token: used})
		w.fine(err)
		back, err := w.Invite(w.ctx, maria.is(), offer(patient.ID, actor.ScopeAdvice))
		w.fine(err)
		takenBack := w.tokenOf(back.Invitation.ID)
		_, err = w.RevokeInvitation(w.ctx, maria.is(), RevokeCarerInvitationInput{InvitationID: back.Invitation.ID})
		w.fine(err)
		old := w.invited(maria.is(), offer(patient.ID, actor.ScopeAdvice))
		w.clock.Advance(linkLife)
		for what, token := range map[string]string{
			"used": used, "taken back": takenBack, "a week old": old, "made up": strings.Repeat("x", len(used)), "empty": "",
		} {
			_, err := w.CreateAccount(w.ctx, joining(token), from)
			if err == nil || err.Error() != errOver.Error() || fault.CodeOf(err) != fault.Expired {
				t.Errorf("%s: %v, want the one answer", what, err)
			}
			if _, err := w.Offer(w.ctx, token); err == nil || err.Error() != errOver.Error() {
				t.Errorf("%s, looked at: %v, want the one answer", what, err)
			}
		}
		if n := w.number(`SELECT COUNT(*) FROM accounts WHERE username_folded = 'sam.r'`); n != 0 {
			t.Error("there is an account")
		}
	})
}

func TestABadFieldLeavesTheInvitationOpen(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		maria, patient := w.adult()
		token := w.invited(maria.is(), offer(patient.ID, actor.ScopeAdvice))
		bad := joining(token)
		bad.FullName, bad.Username, bad.Password, bad.SecurityAnswers = " ", "maria.alvarez", "short", nil
		_, err := w.CreateAccount(w.ctx, bad, from)
		fields := map[string]bool{}
		for _, f := range fault.List(err) {
			fields[f.Field] = true
		}
		for _, field := range []string{"fullName", "username", "password", "securityAnswers"} {
			if !fields[field] {
				t.Errorf("%s is not among what is wrong: %v", field, err)
			}
		}
		for what, password := range map[string]string{
			"the full name": "Sam-Riverton-is-me-1!", "the username": "my-name-is-sam.r-77", "the address": "sam@example.org-2026!",
		} {
			in := joining(token)
			in.Password = password
			_, err := w.CreateAccount(w.ctx, in, from)
			wantCode(t, "a password with "+what, err, fault.InvalidInput)
		}
		_, err = w.CreateAccount(w.ctx, joining(token), from)
		wantCode(t, "then a good one", err, "")
	})
}

func TestOneInvitationMakesOneAccount(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		maria, patient := w.adult()
		token := w.invited(maria.is(), offer(patient.ID, actor.ScopeAdvice))
		const clients = 16
		var all sync.WaitGroup
		failures := make([]error, clients)
		for i := range clients {
			all.Go(func() {
				in := joining(token)
				in.Username += string(rune('a' + i))
				_, failures[i] = w.CreateAccount(w.ctx, in, from)
			})
		}
		all.Wait()
		won := 0
		for _, err := range failures {
			if err == nil {
				won++
				continue
			}
			wantCode(t, "one who came too late", err, fault.Expired)
		}
		accounts := w.number(`SELECT COUNT(*) FROM accounts WHERE username_folded LIKE 'sam.r%'`)
		if grants := w.number(`SELECT COUNT(*) FROM account_grants WHERE NOT self`); won != 1 || accounts != 1 || grants != 1 {
			t.Errorf("%d won, %d accounts, %d grants, want one of each", won, accounts, grants)
		}
	})
}

func TestTriesToMakeAnAccountAreCounted(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		maria, patient := w.adult()
		token := w.invited(maria.is(), offer(patient.ID, actor.ScopeAdvice))
		probe := joining(token)
		probe.Username = "maria.alvarez"
		for range joinLimits.Subject.Free {
			_, err := w.CreateAccount(w.ctx, probe, from)
			wantCode(t, "a name that is taken", err, fault.Conflict)
		}
		_, err := w.CreateAccount(w.ctx, probe, account.Client{Address: "198.51.100.4"})
		wantCode(t, "from anywhere after too many", err, fault.RateLimited)
		for i := range joinLimits.Network.Free {
			_, err = w.CreateAccount(w.ctx, joining(strings.Repeat("x", i+1)), from)
			if fault.CodeOf(err) == fault.RateLimited {
				break
			}
			wantCode(t, "a token that is none", err, fault.Expired)
		}
		wantCode(t, "a network after too many", err, fault.RateLimited)
		w.clock.Advance(joinLimits.Subject.Window)
		_, err = w.CreateAccount(w.ctx, joining(token), from)
		wantCode(t, "an hour later", err, "")
	})
}

func TestNoSecretOfAnAccountByInvitationIsKept(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		maria, patient := w.adult()
		token := w.invited(maria.is(), offer(patient.ID, actor.ScopeAdvice))
		_, err := w.CreateAccount(w.ctx, joining(token), from)
		w.fine(err)
		for _, secret := range []string{token, password, "Kristiansund"} {
			for table, columns := range map[string]string{
				"account_links": "token_hash", "account_attempts": "id", "accounts": "password_hash", "account_answers": "answer_hash", "outbox_events": "payload",
			} {
				if n := w.number(`SELECT COUNT(*) FROM `+table+` WHERE `+columns+` LIKE ?`, "%"+secret+"%"); n != 0 {
					t.Errorf("%s.%s has a secret in the clear", table, columns)
				}
			}
		}
		if n := w.number(`SELECT COUNT(*) FROM audit_events WHERE action = 'account.create' AND outcome = ?`, audit.OK); n == 0 {
			t.Error("the trail does not say that the account was made")
		}
	})
}

func TestAChildsBirthdaysAreToldToThoseWhoDecide(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		child, adult := w.patient("Ada Alvarez", "2016-05-09"), w.patient("Otto Alvarez", "1950-01-01")
		mother := w.someone("mother")
		w.guardian("mother", child.ID, all...)
		for what, who := range map[string]actor.Actor{"the desk": deskActor(), "a guardian": mother.is()} {
			told, err := w.Childhood(w.ctx, who, child.ID)
			if err != nil || told == nil || told.RecordsUntil.Format("2006-01-02 15") != "2029-05-09 05" || told.OfAge.Year() != 2034 {
				t.Errorf("%s is told %+v, %v", what, told, err)
			}
		}
		if told, err := w.Childhood(w.ctx, deskActor(), adult.ID); err != nil || told != nil {
			t.Errorf("of an adult the desk is told %+v, %v", told, err)
		}
		_, err := w.Childhood(w.ctx, w.someone("stranger").is(), child.ID)
		wantCode(t, "a stranger", err, fault.NotFound)
	})
}
