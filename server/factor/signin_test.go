package factor

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"patientportal/server/account"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

// asked signs in by password and gives the challenge.
func (w *world) asked() string { return w.askedOn(account.Browser, home) }

func (w *world) askedOn(client account.ClientKind, from account.Client) string {
	w.T.Helper()
	out, err := w.SignIn(w.Ctx, account.SignInInput{Username: ownUsername, Password: ownPassword, Client: client}, from)
	if err != nil {
		w.T.Fatal(err)
	}
	if out.Required == nil || out.SignedIn != nil || out.SessionToken != "" {
		w.T.Fatalf("the password alone gave %+v", out)
	}
	return out.Required.ChallengeID
}

func (w *world) verify(challengeID string, method account.SecondFactorMethod, code string) (account.SignInOutcome, error) {
	return w.VerifySecondFactor(w.Ctx, account.VerifySecondFactorInput{ChallengeID: challengeID, Method: method, Code: code}, home)
}

// through signs in by both proofs.
func (w *world) through(a *app, client account.ClientKind, remember bool) account.SignInOutcome {
	w.T.Helper()
	in := account.VerifySecondFactorInput{ChallengeID: w.askedOn(client, home), Method: account.MethodTOTP, Code: a.next(), RememberDevice: remember}
	out, err := w.VerifySecondFactor(w.Ctx, in, home)
	if err != nil {
		w.T.Fatal(err)
	}
	return out
}

func TestSigningInTakesBothProofs(t *testing.T) {
	factored(t, func(t *testing.T, w *world, _ account.SignInOutcome, a *app) {
		name := "Rosa's laptop"
		out, err := w.SignIn(w.Ctx, account.SignInInput{Username: ownUsername, Password: ownPassword, DeviceName: &name}, home)
		if err != nil || out.Required == nil {
			t.Fatalf("%+v, %v", out, err)
		}
		r := out.Required
		if len(r.Methods) != 2 || r.Methods[0] != account.MethodTOTP || r.Methods[1] != account.MethodRecoveryCode ||
			!r.ExpiresAt.Equal(w.Clock.Now().Add(10*time.Minute)) {
			t.Errorf("asked for %+v", r)
		}
		again, err := w.SignInChallenge(w.Ctx, r.ChallengeID)
		if err != nil || again == nil || again.ChallengeID != r.ChallengeID || len(again.Methods) != 2 {
			t.Errorf("a page that is loaded again finds %+v, %v", again, err)
		}
		in, err := w.verify(r.ChallengeID, account.MethodTOTP, a.next())
		if err != nil {
			t.Fatal(err)
		}
		who := w.Now(in.SessionToken)
		if !who.SteppedUpAt().Equal(w.Clock.Now()) || in.SignedIn.AccessToken != nil || in.DeviceToken != "" {
			t.Errorf("stepped up at %v, given %+v", who.SteppedUpAt(), in)
		}
		devices, err := w.Sessions(w.Ctx, who)
		if err != nil || devices[0].Device != name {
			t.Errorf("the device is called %q", devices[0].Device)
		}
		if over, err := w.SignInChallenge(w.Ctx, r.ChallengeID); err != nil || over != nil {
			t.Errorf("met, and still open: %+v, %v", over, err)
		}
	})
}

func TestAPhoneIsGivenTokensAfterBothProofs(t *testing.T) {
	factored(t, func(t *testing.T, w *world, _ account.SignInOutcome, a *app) {
		out := w.through(a, account.Mobile, false)
		if out.SessionToken != "" || out.SignedIn.AccessToken == nil || out.SignedIn.RefreshToken == nil || out.SignedIn.DeviceToken != nil {
			t.Errorf("given %+v", out.SignedIn)
		}
	})
}

func TestWrongCodesGetOneAnswer(t *testing.T) {
	factored(t, func(t *testing.T, w *world, _ account.SignInOutcome, a *app) {
		used := a.next()
		if _, err := w.verify(w.asked(), account.MethodTOTP, used); err != nil {
			t.Fatal(err)
		}
		if _, err := w.verify(w.asked(), account.MethodRecoveryCode, a.codes[0]); err != nil {
			t.Fatal(err)
		}
		open := w.asked()
		for name, c := range map[string]struct {
			method account.SecondFactorMethod
			code   string
		}{
			"a code used before":           {account.MethodTOTP, used},
			"a recovery code used before":  {account.MethodRecoveryCode, a.codes[0]},
			"a recovery code in the wrong": {account.MethodTOTP, a.codes[1]},
			"what is no code":              {account.MethodRecoveryCode, "'; --"},
		} {
			_, err := w.verify(open, c.method, c.code)
			if !isFault(err, "account.second_factor_failed") || err.Error() != "This code is not right, or was used before." || fault.CodeOf(err) != fault.Unauthenticated {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := w.verify(open, account.MethodTOTP, a.next()); err != nil {
			t.Errorf("the right one after them: %v", err)
		}
		if n := w.Recorded("account.second_factor", audit.Denied); n != 4 {
			t.Errorf("%d failures recorded", n)
		}
		if w.told(outbox.LetterCodeUsed) != 1 {
			t.Error("the owner was not told of the recovery code")
		}
	})
}

func TestCodesAreForgivenTheirSpelling(t *testing.T) {
	factored(t, func(t *testing.T, w *world, _ account.SignInOutcome, a *app) {
		typed := strings.ToLower(strings.ReplaceAll(a.codes[0], "-", "  "))
		if _, err := w.verify(w.asked(), account.MethodRecoveryCode, typed); err != nil {
			t.Errorf("%q: %v", typed, err)
		}
	})
}

func TestAChallengeEnds(t *testing.T) {
	factored(t, func(t *testing.T, w *world, out account.SignInOutcome, a *app) {
		late := w.asked()
		w.Clock.Advance(10 * time.Minute)
		_, err := w.verify(late, account.MethodTOTP, a.code())
		wantCode(t, err, fault.Expired)

		met := w.asked()
		if _, err := w.verify(met, account.MethodTOTP, a.next()); err != nil {
			t.Fatal(err)
		}
		_, err = w.verify(met, account.MethodTOTP, a.next())
		wantCode(t, err, fault.Expired)

		for name, id := range map[string]string{"none": store.NewID(), "rubbish": "a\x00b"} {
			_, err = w.verify(id, account.MethodTOTP, a.next())
			if fault.CodeOf(err) != fault.Expired {
				t.Errorf("%s: %v", name, err)
			}
		}
		changed := w.asked()
		if _, err := w.DisableTotp(w.Ctx, out.Who()); err != nil {
			t.Fatal(err)
		}
		_, err = w.verify(changed, account.MethodTOTP, a.next())
		wantCode(t, err, fault.Expired)
	})
}

func TestADisabledAccountsChallengeIsOver(t *testing.T) {
	factored(t, func(t *testing.T, w *world, _ account.SignInOutcome, a *app) {
		open := w.asked()
		w.Exec(`UPDATE accounts SET disabled_at = 1`)
		_, err := w.verify(open, account.MethodTOTP, a.next())
		wantCode(t, err, fault.Expired)
	})
}

// race lets 16 come at once and gives how many got in.
func (w *world) race(try func(i int) error) int {
	w.T.Helper()
	var won atomic.Int64
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			err := try(i)
			switch c := fault.CodeOf(err); {
			case err == nil:
				won.Add(1)
			case c != fault.Unauthenticated && c != fault.RateLimited && c != fault.Expired:
				w.T.Error(err)
			}
		})
	}
	wg.Wait()
	return int(won.Load())
}

// Each comes from a network of its own, so that the throttle decides as little
// as can be; the account's own bucket still may.
func (w *world) verifyFrom(i int, id string, method account.SecondFactorMethod, code string) error {
	from := account.Client{Address: fmt.Sprintf("192.0.%d.1", i)}
	_, err := w.VerifySecondFactor(w.Ctx, account.VerifySecondFactorInput{ChallengeID: id, Method: method, Code: code}, from)
	return err
}

func TestOneChallengeLetsOneIn(t *testing.T) {
	factored(t, func(t *testing.T, w *world, _ account.SignInOutcome, a *app) {
		id := w.asked()
		if n := w.race(func(i int) error { return w.verifyFrom(i, id, account.MethodRecoveryCode, a.codes[i%10]) }); n != 1 {
			t.Errorf("%d got in by one challenge", n)
		}
		if n := w.Number(`SELECT COUNT(*) FROM account_recovery_codes WHERE used_at > 0`); n != 1 {
			t.Errorf("%d codes are used up", n)
		}
	}, manyGuesses)
}

func TestOneStepLetsOneIn(t *testing.T) {
	factored(t, func(t *testing.T, w *world, _ account.SignInOutcome, a *app) {
		code := a.next()
		ids := w.manyAsked()
		if n := w.race(func(i int) error { return w.verifyFrom(i, ids[i], account.MethodTOTP, code) }); n != 1 {
			t.Errorf("%d got in by one code", n)
		}
	}, manyGuesses)
}

func TestOneRecoveryCodeLetsOneIn(t *testing.T) {
	factored(t, func(t *testing.T, w *world, _ account.SignInOutcome, a *app) {
		ids := w.manyAsked()
		if n := w.race(func(i int) error { return w.verifyFrom(i, ids[i], account.MethodRecoveryCode, a.codes[0]) }); n != 1 {
			t.Errorf("%d got in by one recovery code", n)
		}
	}, manyGuesses)
}

func (w *world) manyAsked() (ids [16]string) {
	for i := range ids {
		ids[i] = w.asked()
	}
	return ids
}

// Five guesses are free for the account, whichever challenges and networks they
// come by; then it pauses.
func TestGuessesAreCountedForTheAccount(t *testing.T) {
	factored(t, func(t *testing.T, w *world, _ account.SignInOutcome, a *app) {
		code := a.next()
		for i := range 5 {
			wantCode(t, w.verifyFrom(i, w.asked(), account.MethodTOTP, "000000"), fault.Unauthenticated)
		}
		open := w.askedOn(account.Browser, abroad)
		ctx, count := store.Counting(w.Ctx)
		_, err := w.VerifySecondFactor(ctx, account.VerifySecondFactorInput{ChallengeID: open, Method: account.MethodTOTP, Code: code}, abroad)
		wantCode(t, err, fault.RateLimited)
		if n := len(count.Texts()); n != 3 {
			t.Errorf("a throttled guess took %d statements, want three reads", n)
		}
		if _, err := w.verify(open, account.MethodTOTP, code); err != nil {
			t.Errorf("from where the owner was signed in: %v", err)
		}
	})
}

// A stranger who knows the password has a hundred guesses a day, also when the
// owner signs in now and then.
func TestAHundredGuessesADay(t *testing.T) {
	factored(t, func(t *testing.T, w *world, _ account.SignInOutcome, a *app) {
		guesses, back := 0, false
		for range 24 * 60 {
			w.Clock.Advance(time.Minute)
			err := w.verifyFrom(guesses%200, w.asked(), account.MethodTOTP, "000000")
			if fault.CodeOf(err) == fault.Unauthenticated {
				guesses++
			}
			if guesses == 20 && !back {
				w.through(a, account.Browser, false)
				back = true
			}
		}
		if guesses > 100 || guesses < 90 {
			t.Errorf("%d guesses in a day", guesses)
		}
	})
}

func TestAChallengeTakesTenGuesses(t *testing.T) {
	factored(t, func(t *testing.T, w *world, _ account.SignInOutcome, a *app) {
		id := w.asked()
		for range 10 {
			_, err := w.verify(id, account.MethodTOTP, "000000")
			wantCode(t, err, fault.Unauthenticated)
		}
		_, err := w.verify(id, account.MethodTOTP, a.next())
		wantCode(t, err, fault.Expired)
	}, manyGuesses)
}

func TestVerifyReportsEveryBadField(t *testing.T) {
	t.Parallel()
	name := strings.Repeat("x", 81)
	in := account.VerifySecondFactorInput{Method: "SMS", Code: " - ", DeviceName: &name}
	got := map[string]bool{}
	for _, f := range fault.List(in.Validate()) {
		got[f.Field] = true
	}
	for _, field := range []string{"challengeId", "method", "code", "deviceName"} {
		if !got[field] {
			t.Errorf("nothing said about %s", field)
		}
	}
}
