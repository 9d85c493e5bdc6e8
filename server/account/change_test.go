package account

import (
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
)

func (w *world) changePassword(who actor.Actor, current, next string) (ChangePasswordOutcome, error) {
	w.t.Helper()
	in := ChangePasswordInput{NewPassword: next}
	if current != "" {
		in.CurrentPassword = &current
	}
	return w.ChangePassword(w.ctx, who, in, home)
}

func TestAChangedPasswordEndsAllOtherSessions(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.exec(`UPDATE accounts SET email = ?`, ownEmail)
		here, there, phone := w.open(), w.open(), w.openPhone()
		closed, leave := w.Revoked(there.Who().SessionID())
		defer leave()
		w.clock.Advance(time.Hour / 4) // too long for the sign-in to count as a fresh proof
		out, err := w.changePassword(w.now(here.SessionToken), ownPassword, nextPassword)
		if err != nil {
			t.Fatal(err)
		}
		if w.alive(there.SessionToken) || w.alive(*phone.AccessToken) || w.alive(here.SessionToken) {
			t.Error("another session, or the old token of this one, goes on")
		}
		<-closed
		who := w.now(out.SessionToken)
		if who.SessionID() != here.Who().SessionID() || !who.SteppedUpAt().Equal(w.clock.Now()) {
			t.Errorf("the session goes on as %s, proven at %v", who.SessionID(), who.SteppedUpAt())
		}
		if err := w.try(ownUsername, ownPassword, abroad); fault.CodeOf(err) != fault.Unauthenticated {
			t.Errorf("the old password: %v", err)
		}
		if err := w.try(ownUsername, nextPassword, abroad); err != nil {
			t.Errorf("the new one: %v", err)
		}
		if l := w.lastLetter(outbox.LetterNewPassword); l.Address != ownEmail {
			t.Errorf("told %+v", l)
		}
		if w.recorded("account.change_password", audit.OK) != 1 {
			t.Error("not recorded")
		}
	})
}

func TestAPhoneThatChangesThePasswordGetsNewTokens(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		phone := w.openPhone()
		out, err := w.changePassword(w.now(*phone.AccessToken), ownPassword, nextPassword)
		if err != nil {
			t.Fatal(err)
		}
		if w.alive(*phone.AccessToken) || !w.alive(*out.Payload.AccessToken) || out.SessionToken != "" {
			t.Error("the access token did not change")
		}
		if next := w.refreshed(*out.Payload.RefreshToken); !w.alive(next.AccessToken) {
			t.Error("the new refresh token does not work")
		}
	})
}

func TestChangingThePasswordWantsAProof(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		out := w.open()
		_, err := w.changePassword(actor.Actor{}, ownPassword, nextPassword)
		wantCode(t, err, fault.Unauthenticated)
		w.clock.Advance(StepUpAge + time.Microsecond)
		who := w.now(out.SessionToken)
		_, err = w.changePassword(who, "", nextPassword)
		wantCode(t, err, fault.StepUpRequired)
		_, err = w.changePassword(who, badPassword, nextPassword)
		if list := fault.List(err); len(list) != 1 || list[0].Field != "currentPassword" {
			t.Errorf("a wrong password: %v", err)
		}
		if w.recorded("account.change_password", audit.Denied) != 1 {
			t.Error("not recorded")
		}
		stepped, err := w.stepUp(who, ownPassword, home)
		if err != nil {
			t.Fatal(err)
		}
		provenAt := w.clock.Now()
		w.clock.Advance(StepUpAge)
		changed, err := w.changePassword(w.now(stepped.SessionToken), "", nextPassword)
		if err != nil {
			t.Fatalf("after a step-up: %v", err)
		}
		if got := w.now(changed.SessionToken).SteppedUpAt(); got.Sub(provenAt) > time.Microsecond {
			t.Errorf("proven at %v: changing without a proof counts as one", got)
		}
	})
}

// With a second factor the password alone proves too little.
func TestASecondFactorIsWantedBesideThePassword(t *testing.T) {
	factored(t, func(t *testing.T, w *world, out SignInOutcome, a *app) {
		w.clock.Advance(StepUpAge + time.Minute)
		who := w.now(out.SessionToken)
		_, err := w.changePassword(who, ownPassword, nextPassword)
		wantCode(t, err, fault.StepUpRequired)
		stepped, err := w.stepUpBy(who, a.next())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.changePassword(w.now(stepped.SessionToken), "", nextPassword); err != nil {
			t.Error(err)
		}
	})
}

func TestWrongCurrentPasswordsCountWithTheSignIns(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who := w.open().Who()
		for range DefaultLimits.Account.Free {
			_, err := w.changePassword(who, badPassword, nextPassword)
			wantCode(t, err, fault.InvalidInput)
		}
		_, err := w.changePassword(who, ownPassword, nextPassword)
		wantCode(t, err, fault.RateLimited)
		wantCode(t, w.try(ownUsername, ownPassword, home), fault.RateLimited)
	})
}

func TestTheNewPasswordIsGoodAndAnother(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.patientWithAccount()
		out, err := w.SignIn(w.ctx, SignInInput{Username: "lena.quint", Password: ownPassword}, home)
		if err != nil {
			t.Fatal(err)
		}
		for _, bad := range []string{"", "short-1!", "moss-09.03.1984-moss", "Thicket!4-820-117", ownPassword, "passwordpassword"} {
			_, err := w.changePassword(out.Who(), "", bad)
			if list := fault.List(err); len(list) != 1 || list[0].Field != "newPassword" {
				t.Errorf("%q: %v", bad, err)
			}
		}
	})
}

// Somebody who was given a first password may do nothing before it is changed.
func TestAFirstPasswordIsOwed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		first, err := w.CreateForPatient(w.ctx, system, w.patient("4-000-001"), "first.time", "Made Up", "")
		if err != nil {
			t.Fatal(err)
		}
		out, err := w.SignIn(w.ctx, SignInInput{Username: "first.time", Password: first}, home)
		if err != nil {
			t.Fatal(err)
		}
		if owed := out.Who().Owes(); len(owed) == 0 || owed[0] != actor.DutyPassword {
			t.Fatalf("owes %v", owed)
		}
		wantCode(t, out.Who().Settled(), fault.Forbidden)
		changed, err := w.changePassword(out.Who(), "", nextPassword)
		if err != nil {
			t.Fatal(err)
		}
		if err := changed.Payload.Account.Who.Settled(); err != nil && fault.CodeOf(err) == fault.Forbidden {
			t.Errorf("still owed: %v", changed.Payload.Account.Owes)
		}
	})
}

func TestOneOfManyChangesThePassword(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		out := w.open()
		who := w.now(out.SessionToken)
		var won atomic.Int64
		var token atomic.Value
		var wg sync.WaitGroup
		for n := range 8 {
			wg.Go(func() {
				got, err := w.changePassword(who, "", nextPassword+strings.Repeat("x", n+1))
				switch {
				case err == nil:
					won.Add(1)
					token.Store(got.SessionToken)
				case fault.CodeOf(err) != fault.Conflict:
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if won.Load() != 1 || !w.alive(token.Load().(string)) {
			t.Errorf("%d of 8 changed it", won.Load())
		}
	})
}

func TestAnotherAddressIsAskedForAlike(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who := w.rosa(ownEmail)
		w.create(CreateInput{Username: "other", Email: "taken@example.org"})
		for _, address := range []string{"taken@example.org", "free@example.org"} {
			out, err := w.ChangeEmail(w.ctx, who, ChangeEmailInput{Email: address}, home)
			if err != nil || !out.Accepted {
				t.Fatalf("%s: %+v, %v", address, out, err)
			}
			all := w.written()
			to, told := all[len(all)-2], all[len(all)-1]
			if to.Kind != outbox.LetterVerifyEmail || to.Address != address || told.Kind != outbox.LetterEmailAsked || told.Address != ownEmail {
				t.Errorf("wrote %+v and %+v", to, told)
			}
		}
		if account, err := w.Account(w.ctx, who); err != nil || *account.Email != ownEmail {
			t.Errorf("the address counts unproven: %+v (%v)", account, err)
		}
		for _, bad := range []string{"", "no address", "Rosa <rosa@example.org>"} {
			_, err := w.ChangeEmail(w.ctx, who, ChangeEmailInput{Email: bad}, home)
			wantCode(t, err, fault.InvalidInput)
		}
		_, err := w.ChangeEmail(w.ctx, actor.Actor{}, ChangeEmailInput{Email: "a@example.org"}, home)
		wantCode(t, err, fault.Unauthenticated)
	})
}

// A link to a new password that waits in the old mailbox is good for nothing
// once the mail goes elsewhere.
func TestAnotherAddressTakesBackLinksInTheOldMailbox(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.patientWithAccount()
		waiting := w.mailed(NewLink{Kind: outbox.LetterResetPassword, AccountID: w.accountNamed("lena.quint"), Address: "Lena@example.org", Life: time.Hour})
		out, err := w.SignIn(w.ctx, SignInInput{Username: "lena.quint", Password: ownPassword}, home)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.ChangeEmail(w.ctx, out.Who(), ChangeEmailInput{Email: "new@example.org"}, home); err != nil {
			t.Fatal(err)
		}
		all := w.written()
		if _, err := w.VerifyEmail(w.ctx, VerifyEmailInput{Token: w.tokens(all[len(all)-2])[0]}); err != nil {
			t.Fatal(err)
		}
		_, err = w.PeekLink(w.ctx, outbox.LetterResetPassword, waiting)
		wantCode(t, err, fault.Expired)
	})
}
