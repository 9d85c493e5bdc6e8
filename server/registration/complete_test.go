package registration

import (
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"patientportal/server/account"
	"patientportal/server/fault"
	"patientportal/server/patient"
	"patientportal/server/recovery"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func registerInput(number, name, born string) patient.RegisterInput {
	given, family, _ := strings.Cut(name, " ")
	return patient.RegisterInput{GivenNames: given, FamilyName: family, DateOfBirth: born, ClinicNumber: number}
}

func TestSigningUpMakesThePatientsAccount(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		flow := w.begin(claim(w.issue().Code))
		if flow.SuggestedUsername != "ana.lima-sorensen" || flow.State != StateOpen || !flow.ExpiresAt.Equal(start.Add(2*time.Hour)) {
			t.Errorf("%+v", flow)
		}
		out, err := w.CompleteRegistration(w.ctx, completion(flow), home)
		if err != nil {
			t.Fatal(err)
		}
		who := out.Who()
		if !who.IsSelf(w.ana.ID) || out.SessionToken == "" {
			t.Errorf("signed in as %v", who)
		}
		made := out.SignedIn.Viewer.Account
		if made.Username != "ana.lima-sorensen" || *made.Email != "ana@example.org" || made.EmailVerified || made.DisplayName != w.ana.FullName {
			t.Errorf("%+v", made)
		}
		if list, err := w.Recovery.ChosenQuestions(w.ctx, who); err != nil || len(list) != 3 {
			t.Errorf("questions %v, %v", list, err)
		}
		if n := w.number(`SELECT COUNT(*) FROM account_links WHERE kind = 'VERIFY_EMAIL' AND address = 'ana@example.org'`); n != 1 {
			t.Errorf("%d links to prove the address, want 1", n)
		}
		if _, err := w.Accounts.SignIn(w.ctx, account.SignInInput{Username: "Ana.Lima-Sorensen", Password: goodPassword}, home); err != nil {
			t.Errorf("signing in afterwards: %v", err)
		}
		if got, err := w.Registration(w.ctx, flow.ID); err != nil || got.State != StateCompleted {
			t.Errorf("%v, %v", got.State, err)
		}
		_, err = w.CompleteRegistration(w.ctx, completion(flow), home)
		wantCode(t, "completing again", err, fault.Conflict)
		_, err = w.IssueActivationCode(w.ctx, w.desk, IssueActivationCodeInput{PatientID: w.ana.ID})
		wantCode(t, "a code for somebody with an account", err, fault.Conflict)
		if state, err := w.SignUp(w.ctx, w.desk, w.ana.ID); err != nil || !state.HasAccount || state.CodeExpiresAt != nil {
			t.Errorf("%+v, %v", state, err)
		}
	})
}

func TestAPhoneSignsUpWithTokens(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		in := completion(w.begin(claim(w.issue().Code)))
		in.Client = account.Mobile
		out, err := w.CompleteRegistration(w.ctx, in, home)
		if err != nil || out.SignedIn.AccessToken == nil || out.SignedIn.RefreshToken == nil || out.SessionToken != "" {
			t.Errorf("%+v, %v", out, err)
		}
	})
}

// A bad field, or a username that is taken, leaves the sign-up as it was.
func TestWhatIsWrongIsAllToldAndMended(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		flow := w.begin(claim(w.issue().Code))
		in := completion(flow)
		in.Username, in.Password = "desk", "lima sorensen 1984"
		in.SecurityAnswers[1].Answer = "-"
		_, err := w.CompleteRegistration(w.ctx, in, home)
		codes := map[string]fault.Code{}
		for _, f := range fault.List(err) {
			codes[f.Field] = f.Code
		}
		if codes["username"] != fault.Conflict || codes["password"] != fault.InvalidInput || codes["securityAnswers.1.answer"] != fault.InvalidInput {
			t.Errorf("%v", err)
		}
		for name, password := range map[string]string{"birth date": "Tulip-09.03.1984-Stone", "clinic number": "Tulip-Stone-4-820-117!"} {
			in := completion(flow)
			in.Password = password
			_, err := w.CompleteRegistration(w.ctx, in, home)
			wantCode(t, "a password with the "+name, err, fault.InvalidInput)
		}
		in = completion(flow)
		in.Username = "desk"
		_, err = w.CompleteRegistration(w.ctx, in, home)
		wantCode(t, "taken", err, fault.Conflict)
		if _, err := w.CompleteRegistration(w.ctx, completion(flow), home); err != nil {
			t.Errorf("mended: %v", err)
		}
	})
}

func TestASignUpEndsAfterTwoHours(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		code := w.issue().Code
		flow := w.begin(claim(code))
		w.clock.Advance(2 * time.Hour)
		_, err := w.CompleteRegistration(w.ctx, completion(flow), home)
		wantCode(t, "after two hours", err, fault.Expired)
		if got, err := w.Registration(w.ctx, flow.ID); err != nil || got.State != StateExpired {
			t.Errorf("%v, %v", got.State, err)
		}
		again := w.begin(claim(code))
		if _, err := w.CompleteRegistration(w.ctx, completion(again), home); err != nil {
			t.Errorf("beginning again: %v", err)
		}
		w.clock.Advance(48 * time.Hour)
		if n, err := w.Sweep(w.ctx, system); err != nil || n != 2 {
			t.Errorf("swept %d, %v", n, err)
		}
		_, err = w.Registration(w.ctx, flow.ID)
		wantCode(t, "swept", err, fault.NotFound)
		_, err = w.CompleteRegistration(w.ctx, completion(flow), home)
		wantCode(t, "completing what was swept", err, fault.Expired)
	})
}

// Sixteen who complete at once, of one sign-up or of sixteen, make one account.
func TestSixteenCompleteAtOnce(t *testing.T) {
	for name, flows := range map[string]int{"one sign-up": 1, "sixteen sign-ups": 16} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, w *world) {
				code := w.issue().Code
				list := make([]Registration, flows)
				for i := range list {
					list[i] = w.begin(claim(code))
				}
				var won atomic.Int64
				var wg sync.WaitGroup
				for i := range 16 {
					in := completion(list[i%flows])
					in.Username = "newcomer" + string(rune('a'+i))
					wg.Go(func() {
						switch _, err := w.CompleteRegistration(w.ctx, in, home); {
						case err == nil:
							won.Add(1)
						case fault.CodeOf(err) != fault.Conflict:
							t.Error(err)
						}
					})
				}
				wg.Wait()
				accounts := w.number(`SELECT COUNT(*) FROM account_grants WHERE patient_id = ?`, w.ana.ID)
				if won.Load() != 1 || accounts != 1 || w.number(`SELECT COUNT(*) FROM accounts WHERE username LIKE 'newcomer%'`) != 1 {
					t.Errorf("%d won, %d accounts", won.Load(), accounts)
				}
			})
		})
	}
}

func TestWithoutQuestionsNoneAreAsked(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s, func(n *recovery.Needs) { n.WithoutQuestions = true })
		in := completion(w.begin(claim(w.issue().Code)))
		in.SecurityAnswers = nil
		if _, err := w.CompleteRegistration(w.ctx, in, home); err != nil {
			t.Error(err)
		}
	})
}

// Neither code, token, password nor answer is anywhere in the database.
func TestNoSecretIsStoredInTheClear(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		made := w.issue()
		_, _ = w.StartRegistration(w.ctx, w.mismatches(made.Code)["wrong name"], home)
		flow := w.begin(claim(made.Code))
		if _, err := w.CompleteRegistration(w.ctx, completion(flow), home); err != nil {
			t.Fatal(err)
		}
		dump := w.dump()
		if !strings.Contains(dump, "ana.lima-sorensen") {
			t.Fatal("the dump is empty")
		}
		for name, secret := range map[string]string{
			"code": made.Code, "bare code": bareCode(made.Code), "token": flow.ID, "password": goodPassword,
			"answer": "hidden", "letter": strings.TrimPrefix(made.LetterPdfURL, "/download/"), "wrong name": "ana luna",
		} {
			if strings.Contains(dump, strings.ToLower(secret)) {
				t.Errorf("the %s is in the database", name)
			}
		}
	})
}
