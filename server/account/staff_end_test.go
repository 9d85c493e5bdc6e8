package account

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
)

// openSessions counts those that nobody has ended.
func (w *world) openSessions(accountID string) int {
	w.t.Helper()
	return w.number(`SELECT COUNT(*) FROM account_sessions WHERE account_id = ? AND ended_at = 0`, accountID)
}

// atOnce lets sixteen sign in while the account is closed, and gives the tokens
// of those who were let in before it was.
func (w *world) atOnce(disable ChangeStaffInput, signIn func(i int) (SignInOutcome, error)) (tokens []string) {
	w.t.Helper()
	var all sync.WaitGroup
	var mu sync.Mutex
	begin := make(chan struct{})
	for i := range 16 {
		all.Go(func() {
			<-begin
			out, err := signIn(i)
			if c := fault.CodeOf(err); err != nil && c != fault.Unauthenticated && c != fault.RateLimited && c != fault.Expired {
				w.t.Error(err)
			}
			if out.SessionToken != "" {
				mu.Lock()
				tokens = append(tokens, out.SessionToken)
				mu.Unlock()
			}
		})
	}
	all.Go(func() {
		<-begin
		if _, err := w.DisableStaff(w.ctx, admin, disable); err != nil {
			w.t.Error(err)
		}
	})
	close(begin)
	all.Wait()
	return tokens
}

// wantShut wants that nobody of those who raced is in, also once the account is
// open again.
func (w *world) wantShut(change ChangeStaffInput, tokens []string) {
	w.t.Helper()
	for _, when := range []string{"closed", "open again"} {
		for _, token := range tokens {
			if w.alive(token) {
				w.t.Errorf("a session goes on while the account is %s", when)
			}
		}
		if n := w.openSessions(change.AccountID); n != 0 {
			w.t.Errorf("%d sessions are open while the account is %s", n, when)
		}
		if _, err := w.EnableStaff(w.ctx, admin, change); err != nil {
			w.t.Fatal(err)
		}
	}
}

func TestClosingRacesSigningIn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		first := w.hire("lin.desk", actor.RoleFrontDesk)
		change := ChangeStaffInput{AccountID: first.StaffAccount.ID, Reason: "Left the clinic."}
		tokens := w.atOnce(change, func(i int) (SignInOutcome, error) {
			from := Client{Address: fmt.Sprintf("192.0.%d.1", i)}
			return w.SignIn(w.ctx, SignInInput{Username: "lin.desk", Password: first.FirstPassword}, from)
		})
		w.wantShut(change, tokens)
	})
}

func TestClosingRacesTheSecondProof(t *testing.T) {
	factored(t, func(t *testing.T, w *world, out SignInOutcome, a *app) {
		w.exec(`UPDATE accounts SET role = 'CLINICIAN'`)
		change := ChangeStaffInput{AccountID: out.Who().AccountID(), Reason: "Left the clinic."}
		var asked []string
		for range a.codes {
			asked = append(asked, w.asked())
		}
		tokens := w.atOnce(change, func(i int) (SignInOutcome, error) {
			i %= len(asked)
			return w.verify(asked[i], MethodRecoveryCode, a.codes[i])
		})
		w.wantShut(change, tokens)
	})
}

func TestAClosedAccountOpensAsItWas(t *testing.T) {
	factored(t, func(t *testing.T, w *world, out SignInOutcome, a *app) {
		w.exec(`UPDATE accounts SET role = 'CLINICIAN'`)
		change := ChangeStaffInput{AccountID: out.Who().AccountID(), Reason: "Away for a year."}
		waiting := w.asked()
		link := w.mailed(NewLink{Kind: outbox.LetterResetPassword, AccountID: change.AccountID, Address: "rosa@example.org", Life: 30 * time.Minute})
		closed, err := w.DisableStaff(w.ctx, admin, change)
		if err != nil || closed.StaffAccount.State != StaffDisabled {
			t.Fatalf("%+v, %v", closed.StaffAccount, err)
		}
		wantCode(t, w.try(ownUsername, ownPassword, home), fault.Unauthenticated)
		for range 2 {
			opened, err := w.EnableStaff(w.ctx, admin, change)
			if err != nil || opened.StaffAccount.State != StaffActive || !opened.StaffAccount.HasSecondFactor {
				t.Fatalf("%+v, %v", opened.StaffAccount, err)
			}
		}
		if w.alive(out.SessionToken) {
			t.Error("a session from before goes on")
		}
		_, err = w.verify(waiting, MethodTOTP, a.next())
		wantCode(t, err, fault.Expired)
		if _, err := w.PeekLink(w.ctx, outbox.LetterResetPassword, link); fault.CodeOf(err) != fault.Expired {
			t.Error("a link to a new password from before is good")
		}
		w.through(a, Browser, false)
		if n := w.recorded("account.enable", audit.OK); n != 1 {
			t.Errorf("%d rows on the trail", n)
		}
	})
}

func TestAResetIsTold(t *testing.T) {
	factored(t, func(t *testing.T, w *world, out SignInOutcome, _ *app) {
		w.exec(`UPDATE accounts SET role = 'CLINICIAN'`)
		reset := ChangeStaffInput{AccountID: out.Who().AccountID(), Reason: "Lost the phone; badge seen."}
		if _, err := w.ResetStaff(w.ctx, admin, reset); err != nil {
			t.Fatal(err)
		}
		if reset, factor := w.told(outbox.LetterStaffReset), w.told(outbox.LetterFactorReset); reset != 1 || factor != 0 {
			t.Errorf("%d letters about the reset, %d that say the password works as before", reset, factor)
		}
	})
}

func TestAResetTakesLinksBack(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		first := w.hire("lin.desk", actor.RoleFrontDesk)
		id := first.StaffAccount.ID
		link := w.mailed(NewLink{Kind: outbox.LetterResetPassword, AccountID: id, Address: "thief@example.org", Life: 30 * time.Minute})
		if _, err := w.ResetStaff(w.ctx, admin, ChangeStaffInput{AccountID: id, Reason: "Mailbox was broken into."}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.PeekLink(w.ctx, outbox.LetterResetPassword, link); fault.CodeOf(err) != fault.Expired {
			t.Error("whoever has the old mailbox sets the password")
		}
	})
}
