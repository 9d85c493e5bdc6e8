package recovery

import (
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"patientportal/server/account"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
)

const nextPassword = "Copper-Thicket-57!"

// askForReset gives the token that is mailed to lena.quint.
func (w *world) askForReset() (token string) {
	w.T.Helper()
	if _, err := w.RequestPasswordReset(w.Ctx, RequestPasswordResetInput{UsernameOrEmail: "lena.quint"}, home); err != nil {
		w.T.Fatal(err)
	}
	return w.Tokens(w.LastLetter(outbox.LetterResetPassword))[0]
}

func (w *world) resetBy(token, password string) error {
	_, err := w.ResetPassword(w.Ctx, ResetPasswordInput{Token: token, NewPassword: password}, home)
	return err
}

func (w *world) isValid(token string) bool {
	w.T.Helper()
	reset, err := w.PasswordReset(w.Ctx, token)
	if err != nil {
		w.T.Fatal(err)
	}
	return reset.Valid
}

func TestANewPasswordEndsEverySession(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := w.patientWithAccount()
		w.Exec(`UPDATE accounts SET must_change_password = ? WHERE id = ?`, true, id)
		in := account.SignInInput{Username: "lena.quint", Password: ownPassword}
		browser, err := w.SignIn(w.Ctx, in, home)
		if err != nil {
			t.Fatal(err)
		}
		in.Client = account.Mobile
		phone, err := w.SignIn(w.Ctx, in, home)
		if err != nil {
			t.Fatal(err)
		}
		token := w.askForReset()
		for range 2 {
			if !w.isValid(token) {
				t.Fatal("looking at the link used it up")
			}
		}
		if err := w.resetBy(token, nextPassword); err != nil {
			t.Fatal(err)
		}
		if w.IsOpen(browser.SessionToken) || w.IsOpen(*phone.SignedIn.AccessToken) {
			t.Error("a session goes on")
		}
		if err := w.Try("lena.quint", ownPassword, home); fault.CodeOf(err) != fault.Unauthenticated {
			t.Errorf("the old password: %v", err)
		}
		if err := w.Try("lena.quint", nextPassword, home); err != nil {
			t.Errorf("the new password: %v", err)
		}
		if l := w.LastLetter(outbox.LetterNewPassword); l.AccountID != id || l.Address != "Lena@example.org" {
			t.Errorf("told %+v", l)
		}
		if w.Number(`SELECT COUNT(*) FROM accounts WHERE id = ? AND email_verified_at > 0 AND NOT must_change_password`, id) != 1 {
			t.Error("the address is not proven, or the password still has to be changed")
		}
		if w.Recorded("account.reset_password", audit.OK) != 1 {
			t.Error("not recorded")
		}
	})
}

func TestOneOfSixteenUsesAResetLink(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.patientWithAccount()
		token := w.askForReset()
		var won, over atomic.Int64
		var winner atomic.Value
		var wg sync.WaitGroup
		for n := range 16 {
			wg.Go(func() {
				password := nextPassword + strings.Repeat("x", n+1)
				switch err := w.resetBy(token, password); {
				case err == nil:
					won.Add(1)
					winner.Store(password)
				case fault.CodeOf(err) == fault.Expired:
					over.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if won.Load() != 1 || over.Load() != 15 {
			t.Fatalf("%d won and %d were told that the link is over", won.Load(), over.Load())
		}
		if err := w.Try("lena.quint", winner.Load().(string), home); err != nil {
			t.Errorf("the winner's password: %v", err)
		}
	})
}

func TestAResetLinkIsGoodFor30MinutesAndTheNewestAlone(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.patientWithAccount()
		first := w.askForReset()
		w.Clock.Advance(time.Minute)
		second := w.askForReset()
		if w.isValid(first) {
			t.Error("the older link is still good")
		}
		wantCode(t, w.resetBy(first, nextPassword), fault.Expired)
		w.Clock.Advance(30*time.Minute - time.Microsecond)
		if !w.isValid(second) {
			t.Error("over before 30 minutes")
		}
		w.Clock.Advance(time.Microsecond)
		if w.isValid(second) {
			t.Error("good after 30 minutes")
		}
		wantCode(t, w.resetBy(second, nextPassword), fault.Expired)
		hashes := w.Hasher.Hashed.Load()
		for _, nonsense := range []string{"", "short", strings.Repeat("A", 43), strings.Repeat("A", 4000)} {
			wantCode(t, w.resetBy(nonsense, nextPassword), fault.Expired)
		}
		if w.Hasher.Hashed.Load() != hashes {
			t.Error("a password was hashed for a link that never was")
		}
	})
}

func TestAPasswordThatIsNotGoodEnoughLeavesTheLink(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.patientWithAccount()
		token := w.askForReset()
		for _, bad := range []string{
			"", "short-1!", "password1234!", "Lena.Quint-20-Moss!", "Thicket-Moss-lena@example.org",
			"moss-09.03.1984-moss", "Moss-03/09/84-thicket", "19840309-Thicket!", "4820117-Thicket!", strings.Repeat("p", 1025),
		} {
			err := w.resetBy(token, bad)
			if list := fault.List(err); len(list) != 1 || list[0].Code != fault.InvalidInput || list[0].Field != "newPassword" {
				t.Errorf("%q: %v", bad, err)
			}
		}
		if err := w.resetBy(token, nextPassword); err != nil {
			t.Errorf("a good one after all: %v", err)
		}
	})
}

func TestADisabledAccountHasNoReset(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := w.patientWithAccount()
		token := w.askForReset()
		w.Exec(`UPDATE accounts SET disabled_at = 1 WHERE id = ?`, id)
		if w.isValid(token) {
			t.Error("the link is good")
		}
		wantCode(t, w.resetBy(token, nextPassword), fault.Expired)
	})
}

// Who locked the account by guessing does not keep its owner out any longer.
func TestAResetForgetsFailedSignIns(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.patientWithAccount()
		var err error
		for range 6 {
			err = w.Try("lena.quint", "Violet-Lantern-38!", abroad)
		}
		wantCode(t, err, fault.RateLimited)
		wantCode(t, w.Try("lena.quint", ownPassword, home), fault.RateLimited)
		if err := w.resetBy(w.askForReset(), nextPassword); err != nil {
			t.Fatal(err)
		}
		if err := w.Try("lena.quint", nextPassword, home); err != nil {
			t.Errorf("after the reset: %v", err)
		}
	})
}

// Somebody who was in the account may have asked to move its mail: that link
// ends with the old password.
func TestANewPasswordTakesBackOtherLinks(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := w.patientWithAccount()
		elsewhere := w.mailed(account.NewLink{Kind: outbox.LetterVerifyEmail, AccountID: id, Address: "thief@example.org", Life: time.Hour})
		if err := w.resetBy(w.askForReset(), nextPassword); err != nil {
			t.Fatal(err)
		}
		_, err := w.VerifyEmail(w.Ctx, account.VerifyEmailInput{Token: elsewhere})
		wantCode(t, err, fault.Expired)
		own := w.mailed(account.NewLink{Kind: outbox.LetterVerifyEmail, AccountID: id, Address: "Lena@example.org", Life: time.Hour})
		if err := w.resetBy(w.askForReset(), nextPassword+"2"); err != nil {
			t.Fatal(err)
		}
		if _, err := w.VerifyEmail(w.Ctx, account.VerifyEmailInput{Token: own}); err != nil {
			t.Errorf("the link that proves the account's own address: %v", err)
		}
	})
}

// The question is the same for as long as the link is good, and wrong answers
// are counted and leave the link as it is.
func TestAResetAsksASecurityQuestion(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.patientWithAccount()
		out, err := w.SignIn(w.Ctx, account.SignInInput{Username: "lena.quint", Password: ownPassword}, home)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.SetSecurityAnswers(w.Ctx, out.Who(), SetSecurityAnswersInput{chosen}); err != nil {
			t.Fatal(err)
		}
		token := w.askForReset()
		first, err := w.PasswordReset(w.Ctx, token)
		if err != nil || first.SecurityQuestion == nil {
			t.Fatalf("asked %+v (%v)", first, err)
		}
		if again, err := w.PasswordReset(w.Ctx, token); err != nil || *again.SecurityQuestion != *first.SecurityQuestion {
			t.Errorf("asked %+v, then %+v (%v)", first, again, err)
		}
		answer := func(text string) error {
			_, err := w.ResetPassword(w.Ctx, ResetPasswordInput{Token: token, NewPassword: nextPassword, SecurityAnswer: &text}, abroad)
			return err
		}
		for _, err := range []error{w.resetBy(token, nextPassword), answer(" - "), answer("wrong")} {
			if list := fault.List(err); len(list) != 1 || list[0].Field != "securityAnswer" {
				t.Errorf("got %v", err)
			}
		}
		for range account.DefaultLimits.Account.Free - 1 {
			wantCode(t, answer("wrong"), fault.InvalidInput)
		}
		right := rightAnswer(*first.SecurityQuestion)
		wantCode(t, answer(right), fault.RateLimited)
		w.Clock.Advance(account.DefaultLimits.Account.FirstPause)
		if err := answer(strings.ToUpper(right)); err != nil {
			t.Errorf("the right answer: %v", err)
		}
		if w.Recorded("account.reset_password", audit.Denied) != account.DefaultLimits.Account.Free {
			t.Error("wrong answers were not recorded")
		}
		dump := w.Dump()
		for _, a := range chosen {
			if strings.Contains(dump, strings.ToLower(a.Answer)) || strings.Contains(dump, foldAnswer(a.Answer)) {
				t.Errorf("the answer to %s is in the database", a.QuestionKey)
			}
		}
	})
}

func rightAnswer(question string) string {
	for _, a := range chosen {
		if q, _ := questionOf(a.QuestionKey); q.Text == question {
			return a.Answer
		}
	}
	return ""
}

func TestASecondFactorMakesTheQuestionNeedless(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := w.patientWithAccount()
		out, err := w.SignIn(w.Ctx, account.SignInInput{Username: "lena.quint", Password: ownPassword}, home)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.SetSecurityAnswers(w.Ctx, out.Who(), SetSecurityAnswersInput{chosen}); err != nil {
			t.Fatal(err)
		}
		w.Exec(`UPDATE accounts SET second_factor_at = 1 WHERE id = ?`, id)
		token := w.askForReset()
		if reset, err := w.PasswordReset(w.Ctx, token); err != nil || !reset.Valid || reset.SecurityQuestion != nil {
			t.Errorf("asked %+v (%v)", reset, err)
		}
		if err := w.resetBy(token, nextPassword); err != nil {
			t.Error(err)
		}
	})
}

// Nothing of a recovery is anywhere in the database in the clear.
func TestNoSecretOfARecoveryIsStored(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.patientWithAccount()
		if _, err := w.RecoverUsername(w.Ctx, RecoverUsernameInput(lena), home); err != nil {
			t.Fatal(err)
		}
		first, second := w.askForReset(), w.askForReset()
		_ = w.resetBy(second, "Half-Typ-1!")
		if err := w.resetBy(second, nextPassword); err != nil {
			t.Fatal(err)
		}
		dump := w.Dump()
		for name, secret := range map[string]string{
			"older token": first, "token": second, "new password": nextPassword, "refused password": "Half-Typ-1!",
		} {
			if strings.Contains(dump, strings.ToLower(secret)) {
				t.Errorf("the %s is in the database", name)
			}
		}
	})
}
