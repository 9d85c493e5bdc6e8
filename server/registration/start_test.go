package registration

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"patientportal/server/account"
	"patientportal/server/fault"
	"patientportal/server/store"
)

func TestAClaimIsComparedAsPeopleWrite(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		code := w.issue().Code
		for name, change := range map[string]func(*StartRegistrationInput){
			"as it is": func(*StartRegistrationInput) {},
			"small, no groups": func(in *StartRegistrationInput) {
				in.ActivationCode = strings.ToLower(strings.ReplaceAll(code, "-", ""))
			},
			"spaces":            func(in *StartRegistrationInput) { in.ActivationCode = " " + strings.ReplaceAll(code, "-", " ") },
			"number no dashes":  func(in *StartRegistrationInput) { in.ClinicNumber = " 4820117 " },
			"no accents":        func(in *StartRegistrationInput) { in.FullName = "ANA MARIA LIMA SORENSEN" },
			"no middle name":    func(in *StartRegistrationInput) { in.FullName = "Ana Lima-Sorensen" },
			"another order":     func(in *StartRegistrationInput) { in.FullName = "Lima-Sørensen, Ana" },
			"other middle name": func(in *StartRegistrationInput) { in.FullName = "Ana X. Lima-Sørensen" },
		} {
			in := claim(code)
			change(&in)
			if _, err := w.StartRegistration(w.ctx, in, home); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if n := w.number(`SELECT COALESCE(SUM(failures), 0) FROM account_attempts WHERE id LIKE 'sign-up%'`); n != 0 {
			t.Errorf("%d failures counted", n)
		}
	})
}

// mismatches are claims that do not fit, each for another reason.
func (w *world) mismatches(code string) map[string]StartRegistrationInput {
	w.t.Helper()
	list := map[string]StartRegistrationInput{}
	for name, change := range map[string]func(*StartRegistrationInput){
		"unknown number":   func(in *StartRegistrationInput) { in.ClinicNumber = "9-999-999" },
		"no number at all": func(in *StartRegistrationInput) { in.ClinicNumber = "a\x00b" },
		"wrong code":       func(in *StartRegistrationInput) { in.ActivationCode = "AAAA-AAAA-AAAA" },
		"no code at all":   func(in *StartRegistrationInput) { in.ActivationCode = "0" },
		"wrong name":       func(in *StartRegistrationInput) { in.FullName = "Ana Luna" },
		"wrong birth date": func(in *StartRegistrationInput) { in.DateOfBirth = "1984-09-03" },
		"another's code": func(in *StartRegistrationInput) {
			in.ClinicNumber, in.FullName, in.DateOfBirth = "4-820-118", "Bo Berg", "1990-01-31"
		},
		"patient in account": func(in *StartRegistrationInput) {
			in.ClinicNumber, in.FullName, in.DateOfBirth = "4-820-119", "Has One", "1970-01-01"
		},
	} {
		in := claim(code)
		change(&in)
		list[name] = in
	}
	return list
}

// One answer to everything that does not fit, after the same statements.
func TestMismatchesAreAlike(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		has := w.ana
		has.ID = w.withAccount("4-820-119", "Has One", "1970-01-01")
		code := w.issue().Code
		var want, from string
		for name, in := range w.mismatches(code) {
			ctx, count := store.Counting(w.ctx)
			_, err := w.StartRegistration(ctx, in, home)
			if !errors.Is(err, errNoMatch) {
				t.Errorf("%s: %v is not the one answer", name, err)
			}
			got := strings.Join(count.Texts(), "\n")
			if want == "" {
				want, from = got, name
			}
			if got != want {
				t.Errorf("%s:\n%s\n\n%s:\n%s", name, got, from, want)
			}
			w.clock.Advance(time.Hour)
		}
		// An expired code too, and the lock that the third try brings.
		w.clock.Advance(codeLife)
		ctx, count := store.Counting(w.ctx)
		_, err := w.StartRegistration(ctx, claim(code), home)
		if got := strings.Join(count.Texts(), "\n"); !errors.Is(err, errNoMatch) || got != want {
			t.Errorf("expired code: %v\n%s", err, got)
		}
		third := func(in StartRegistrationInput) string {
			for range 2 {
				_, _ = w.StartRegistration(w.ctx, in, home)
			}
			ctx, count := store.Counting(w.ctx)
			_, err := w.StartRegistration(ctx, in, home)
			if !errors.Is(err, errNoMatch) {
				t.Error(err)
			}
			return strings.Join(count.Texts(), "\n")
		}
		w.clock.Advance(time.Hour)
		known, unknown := third(w.mismatches(code)["wrong name"]), third(w.mismatches(code)["unknown number"])
		if known != unknown {
			t.Errorf("the third try at a patient's number:\n%s\n\nat nobody's:\n%s", known, unknown)
		}
	})
}

func (w *world) withAccount(number, name, born string) string {
	w.t.Helper()
	p := w.register(registerInput(number, name, born))
	made, err := w.IssueActivationCode(w.ctx, w.desk, IssueActivationCodeInput{PatientID: p.ID})
	if err != nil {
		w.t.Fatal(err)
	}
	in := claim(made.Code)
	in.ClinicNumber, in.FullName, in.DateOfBirth = number, name, born
	if _, err := w.CompleteRegistration(w.ctx, completion(w.begin(in)), home); err != nil {
		w.t.Fatal(err)
	}
	return p.ID
}

func TestThreeWrongTriesLockANumberAndTellTheDesk(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		code := w.issue().Code
		wrong := w.mismatches(code)["wrong name"]
		for range 3 {
			_, err := w.StartRegistration(w.ctx, wrong, home)
			wantCode(t, "a wrong try", err, fault.NotFound)
		}
		elsewhere := account.Client{Address: "192.0.2.9"}
		ctx, count := store.Counting(w.ctx)
		_, err := w.StartRegistration(ctx, claim(code), elsewhere)
		wantCode(t, "the right one while it is locked", err, fault.RateLimited)
		if n := len(count.Texts()); n != 1 {
			t.Errorf("a locked try took %d statements, want one read", n)
		}
		locks, err := w.Locks(w.ctx, w.desk)
		if err != nil || len(locks) != 1 || locks[0].Patient.ID != w.ana.ID || !locks[0].LockedUntil.Equal(start.Add(time.Hour)) {
			t.Fatalf("%+v, %v", locks, err)
		}
		w.clock.Advance(time.Hour)
		for range 3 {
			_, err := w.StartRegistration(w.ctx, wrong, home)
			wantCode(t, "an hour later", err, fault.NotFound)
		}
		if locks, _ = w.Locks(w.ctx, w.admin); len(locks) != 1 || locks[0].Times != 2 || !locks[0].LockedAt.Equal(start) {
			t.Errorf("a second lock: %+v", locks)
		}
		left, err := w.SettleRegistrationLock(w.ctx, w.desk, SettleRegistrationLockInput{LockID: locks[0].ID})
		if err != nil || len(left.Locks) != 0 {
			t.Errorf("seen: %+v, %v", left, err)
		}
		_, err = w.StartRegistration(w.ctx, claim(code), home)
		wantCode(t, "seen, and still locked", err, fault.RateLimited)
		_, err = w.SettleRegistrationLock(w.ctx, w.desk, SettleRegistrationLockInput{LockID: locks[0].ID})
		wantCode(t, "seen twice", err, fault.NotFound)
	})
}

func TestTheDeskLiftsALock(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		code := w.issue().Code
		lock := func() {
			for range 3 {
				_, _ = w.StartRegistration(w.ctx, w.mismatches(code)["wrong birth date"], home)
			}
			_, err := w.StartRegistration(w.ctx, claim(code), home)
			wantCode(t, "locked", err, fault.RateLimited)
		}
		lock()
		locks, err := w.Locks(w.ctx, w.desk)
		if err != nil || len(locks) != 1 {
			t.Fatal(locks, err)
		}
		if _, err := w.SettleRegistrationLock(w.ctx, w.desk, SettleRegistrationLockInput{LockID: locks[0].ID, Unlock: true}); err != nil {
			t.Fatal(err)
		}
		w.begin(claim(code))
		lock()
		code = w.issue().Code // for somebody who stands at the desk with a locked number
		w.begin(claim(code))
	})
}

// A number that nobody has is locked like any other, and nobody is told.
func TestUnknownNumbersLockAlike(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		in := w.mismatches(w.issue().Code)["unknown number"]
		for range 3 {
			_, err := w.StartRegistration(w.ctx, in, home)
			wantCode(t, "a wrong try", err, fault.NotFound)
		}
		_, err := w.StartRegistration(w.ctx, in, home)
		wantCode(t, "the fourth", err, fault.RateLimited)
		if locks, err := w.Locks(w.ctx, w.desk); err != nil || len(locks) != 0 {
			t.Errorf("%v, %v", locks, err)
		}
	})
}

func TestANetworkIsPausedAcrossNumbers(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		code := w.issue().Code
		for i := range limits.Network.Free {
			in := claim(code)
			in.ClinicNumber = fmt.Sprintf("5-000-%03d", i)
			_, err := w.StartRegistration(w.ctx, in, home)
			wantCode(t, in.ClinicNumber, err, fault.NotFound)
		}
		_, err := w.StartRegistration(w.ctx, claim(code), home)
		wantCode(t, "from that network", err, fault.RateLimited)
		if _, err := w.StartRegistration(w.ctx, claim(code), account.Client{Address: "192.0.2.9"}); err != nil {
			t.Errorf("from elsewhere: %v", err)
		}
	})
}

func TestStartReportsEveryBadField(t *testing.T) {
	t.Parallel()
	in := StartRegistrationInput{ClinicNumber: " ", ActivationCode: strings.Repeat("x", 65), Email: "no", FullName: strings.Repeat("n", 201)}
	got := map[string]bool{}
	for _, f := range fault.List(in.Validate()) {
		got[f.Field] = true
	}
	for _, field := range []string{"clinicNumber", "activationCode", "email", "fullName", "dateOfBirth"} {
		if !got[field] {
			t.Errorf("nothing said about %s", field)
		}
	}
}

// Right claims at once all begin, and wrong ones at once are let in three times.
func TestSixteenStartAtOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		code := w.issue().Code
		var begun, wrong, refused atomic.Int64
		run := func(in StartRegistrationInput) {
			var wg sync.WaitGroup
			for range 16 {
				wg.Go(func() {
					switch _, err := w.StartRegistration(w.ctx, in, home); {
					case err == nil:
						begun.Add(1)
					case errors.Is(err, errNoMatch):
						wrong.Add(1)
					case fault.CodeOf(err) == fault.RateLimited:
						refused.Add(1)
					default:
						t.Error(err)
					}
				})
			}
			wg.Wait()
		}
		run(claim(code))
		if begun.Load() != 16 {
			t.Errorf("%d of 16 right claims began", begun.Load())
		}
		run(w.mismatches(code)["wrong code"])
		if wrong.Load() != 3 || refused.Load() != 13 {
			t.Errorf("%d were looked at and %d refused, want 3 and 13", wrong.Load(), refused.Load())
		}
		if locks, err := w.Locks(w.ctx, w.desk); err != nil || len(locks) != 1 || locks[0].Times != 1 {
			t.Errorf("%+v, %v", locks, err)
		}
	})
}
