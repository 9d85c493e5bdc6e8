package factor

import (
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
)

// app is somebody's authenticator app.
type app struct {
	w      *world
	secret []byte
	codes  []string // recovery codes
}

// code is what the app shows now.
func (a *app) code() string { return totpCode(a.secret, stepAt(a.w.Clock.Now())) }

// next waits for the code after this one: each is good once.
func (a *app) next() string {
	a.w.Clock.Advance(totpStep)
	return a.code()
}

// begun starts to set up an app.
func (w *world) begun(who actor.Actor) *app {
	w.T.Helper()
	started, err := w.StartTotpEnrollment(w.Ctx, who)
	if err != nil {
		w.T.Fatal(err)
	}
	raw, err := base32Plain.DecodeString(started.Secret)
	if err != nil || len(raw) != totpSecretBytes {
		w.T.Fatalf("the secret %q: %v", started.Secret, err)
	}
	return &app{w: w, secret: raw}
}

// enrolled sets up an app for who is asking.
func (w *world) enrolled(who actor.Actor) *app {
	w.T.Helper()
	a := w.begun(who)
	confirmed, err := w.ConfirmTotpEnrollment(w.Ctx, who, ConfirmTotpEnrollmentInput{Code: a.code()})
	if err != nil {
		w.T.Fatal(err)
	}
	a.codes = confirmed.RecoveryCodes
	return a
}

// told counts the letters of a kind to the owner.
func (w *world) told(kind outbox.LetterKind) int {
	w.T.Helper()
	return w.Number(`SELECT COUNT(*) FROM outbox_events WHERE payload LIKE ?`, `%"kind":"`+string(kind)+`"%"address":"rosa@example.org"%`)
}

// factored runs fn on both databases with an account that has an app.
func factored(t *testing.T, fn func(t *testing.T, w *world, out account.SignInOutcome, a *app), changes ...func(*set)) {
	each(t, func(t *testing.T, w *world) {
		w.Exec(`UPDATE accounts SET email = 'rosa@example.org'`)
		out := w.Open()
		fn(t, w, out, w.enrolled(out.Who()))
	}, changes...)
}

func TestAnAppIsSetUpByItsFirstCode(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.Exec(`UPDATE accounts SET email = 'rosa@example.org'`)
		other := w.Open()
		out := w.Open()
		who := out.Who()
		started, err := w.StartTotpEnrollment(w.Ctx, who)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(started.OtpauthURI, "otpauth://totp/Patient%20Portal:rosa.quint?") ||
			!strings.Contains(started.OtpauthURI, "secret="+started.Secret) || !strings.HasPrefix(started.QRCodeSVG, "<svg ") {
			t.Errorf("started with %+v", started)
		}
		raw, _ := base32Plain.DecodeString(started.Secret)
		a := &app{w: w, secret: raw}
		_, err = w.ConfirmTotpEnrollment(w.Ctx, who, ConfirmTotpEnrollmentInput{Code: "000000"})
		wantCode(t, err, fault.InvalidInput)
		if f, err := w.SecondFactor(w.Ctx, who); err != nil || f.TOTP || f.RecoveryCodesLeft != 0 {
			t.Errorf("before it is confirmed: %+v, %v", f, err)
		}
		confirmed, err := w.ConfirmTotpEnrollment(w.Ctx, who, ConfirmTotpEnrollmentInput{Code: " " + a.code()[:3] + " " + a.code()[3:]})
		if err != nil {
			t.Fatal(err)
		}
		if len(confirmed.RecoveryCodes) != 10 {
			t.Errorf("%d recovery codes", len(confirmed.RecoveryCodes))
		}
		if f, err := w.SecondFactor(w.Ctx, who); err != nil || !f.TOTP || f.RecoveryCodesLeft != 10 {
			t.Errorf("confirmed: %+v, %v", f, err)
		}
		if w.IsOpen(other.SessionToken) || !w.IsOpen(out.SessionToken) {
			t.Error("other sessions did not end, or this one did")
		}
		if w.told(outbox.LetterTOTPOn) != 1 || w.Recorded("account.confirm_totp", audit.OK) != 1 {
			t.Error("the owner was not told, or nothing recorded")
		}
	})
}

func TestSettingUpTakesHalfAnHourAtMost(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who := w.Open().Who()
		_, err := w.ConfirmTotpEnrollment(w.Ctx, who, ConfirmTotpEnrollmentInput{Code: "123456"})
		wantCode(t, err, fault.Expired)
		a := w.begun(who)
		w.Clock.Advance(enrollmentLife)
		_, err = w.ConfirmTotpEnrollment(w.Ctx, who, ConfirmTotpEnrollmentInput{Code: a.code()})
		wantCode(t, err, fault.Expired)
	})
}

func TestTheAppBegunLastIsConfirmed(t *testing.T) {
	factored(t, func(t *testing.T, w *world, out account.SignInOutcome, old *app) {
		first, second := w.begun(out.Who()), w.begun(out.Who())
		_, err := w.ConfirmTotpEnrollment(w.Ctx, out.Who(), ConfirmTotpEnrollmentInput{Code: first.next()})
		wantCode(t, err, fault.InvalidInput)
		if _, err := w.stepUpBy(out.Who(), old.code()); err != nil {
			t.Errorf("the app from before must work until another is confirmed: %v", err)
		}
		if _, err := w.ConfirmTotpEnrollment(w.Ctx, out.Who(), ConfirmTotpEnrollmentInput{Code: second.next()}); err != nil {
			t.Fatal(err)
		}
		if n := w.Number(`SELECT COUNT(*) FROM account_totps`); n != 1 {
			t.Errorf("%d apps", n)
		}
	})
}

func TestAnAppIsConfirmedOnceInARace(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who := w.Open().Who()
		a := w.begun(who)
		var won atomic.Int64
		var wg sync.WaitGroup
		for range 16 {
			wg.Go(func() {
				if _, err := w.ConfirmTotpEnrollment(w.Ctx, who, ConfirmTotpEnrollmentInput{Code: a.code()}); err == nil {
					won.Add(1)
				} else if fault.CodeOf(err) != fault.Expired {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n := w.Number(`SELECT COUNT(*) FROM account_recovery_codes`); won.Load() != 1 || n != 10 {
			t.Errorf("%d confirmed it, %d recovery codes", won.Load(), n)
		}
	})
}

func TestTurningTheAppOff(t *testing.T) {
	factored(t, func(t *testing.T, w *world, out account.SignInOutcome, a *app) {
		phone := w.through(a, account.Mobile, true)
		payload, err := w.DisableTotp(w.Ctx, out.Who())
		if err != nil || payload.Account == nil {
			t.Fatal(err)
		}
		f, err := w.SecondFactor(w.Ctx, out.Who())
		if err != nil || f.TOTP || f.RecoveryCodesLeft != 0 || len(f.RememberedDevices) != 0 {
			t.Errorf("left: %+v, %v", f, err)
		}
		if w.IsOpen(*phone.SignedIn.AccessToken) || !w.IsOpen(out.SessionToken) {
			t.Error("other sessions did not end, or this one did")
		}
		if w.Open().SignedIn == nil {
			t.Error("a second proof is still asked for")
		}
		if w.told(outbox.LetterTOTPOff) != 1 || w.Recorded("account.disable_totp", audit.OK) != 1 {
			t.Error("the owner was not told, or nothing recorded")
		}
		_, err = w.DisableTotp(w.Ctx, out.Who())
		wantCode(t, err, fault.Conflict)
	})
}

func TestNewRecoveryCodesTakeThePlaceOfTheOld(t *testing.T) {
	factored(t, func(t *testing.T, w *world, out account.SignInOutcome, a *app) {
		fresh, err := w.RegenerateRecoveryCodes(w.Ctx, out.Who())
		if err != nil || len(fresh.RecoveryCodes) != 10 {
			t.Fatalf("%d codes, %v", len(fresh.RecoveryCodes), err)
		}
		_, err = w.verify(w.asked(), account.MethodRecoveryCode, a.codes[0])
		wantCode(t, err, fault.Unauthenticated)
		if _, err := w.verify(w.asked(), account.MethodRecoveryCode, fresh.RecoveryCodes[0]); err != nil {
			t.Error(err)
		}
		if w.told(outbox.LetterNewCodes) != 1 || w.Recorded("account.new_recovery_codes", audit.OK) != 1 {
			t.Error("the owner was not told, or nothing recorded")
		}
	})
}

func TestRecoveryCodesNeedASecondFactor(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, err := w.RegenerateRecoveryCodes(w.Ctx, w.Open().Who())
		wantCode(t, err, fault.Conflict)
	})
}

func (w *world) stepUpBy(who actor.Actor, code string) (account.StepUpOutcome, error) {
	return w.StepUp(w.Ctx, who, account.StepUpInput{Code: &code}, home)
}

// With a second factor the password is no fresh proof any more.
func TestAStepUpTakesACode(t *testing.T) {
	factored(t, func(t *testing.T, w *world, out account.SignInOutcome, a *app) {
		methods, err := w.StepUpMethods(w.Ctx, out.Who())
		if err != nil || len(methods) != 2 || methods[0] != "TOTP" || methods[1] != "RECOVERY_CODE" {
			t.Errorf("methods %v, %v", methods, err)
		}
		hashes := w.Hasher.Verified.Load()
		_, err = w.StepUp(w.Ctx, out.Who(), account.StepUpInput{Password: new(ownPassword)}, home)
		if wantCode(t, err, fault.InvalidInput); w.Hasher.Verified.Load() != hashes {
			t.Error("the password was looked at")
		}
		_, err = w.stepUpBy(out.Who(), "000000")
		wantCode(t, err, fault.InvalidInput)
		next, err := w.stepUpBy(out.Who(), a.next())
		if err != nil || !w.IsOpen(next.SessionToken) || w.IsOpen(out.SessionToken) {
			t.Fatalf("by a code of the app: %v", err)
		}
		if _, err := w.stepUpBy(w.Now(next.SessionToken), a.codes[3]); err != nil {
			t.Errorf("by a recovery code: %v", err)
		}
		_, err = w.StepUp(w.Ctx, out.Who(), account.StepUpInput{Code: new("x"), Password: new("y")}, home)
		wantCode(t, err, fault.InvalidInput)
	})
}

// Of sixteen sessions that come with one code, one is stepped up.
func TestACodeStepsOneSessionUp(t *testing.T) {
	factored(t, func(t *testing.T, w *world, _ account.SignInOutcome, a *app) {
		var sessions []actor.Actor
		for range 16 {
			sessions = append(sessions, w.through(a, account.Mobile, false).Who())
		}
		code := a.next()
		var won atomic.Int64
		var wg sync.WaitGroup
		for _, who := range sessions {
			wg.Go(func() {
				if _, err := w.stepUpBy(who, code); err == nil {
					won.Add(1)
				} else if c := fault.CodeOf(err); c != fault.InvalidInput && c != fault.RateLimited {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if won.Load() != 1 {
			t.Errorf("%d of 16 were stepped up by one code", won.Load())
		}
	})
}

// After a restart, with another process's keyring read from the same file, what
// was used is still used and the rest still works.
func TestCodesOutliveARestart(t *testing.T) {
	factored(t, func(t *testing.T, w *world, _ account.SignInOutcome, a *app) {
		used := a.next()
		if _, err := w.verify(w.asked(), account.MethodTOTP, used); err != nil {
			t.Fatal(err)
		}
		if _, err := w.verify(w.asked(), account.MethodRecoveryCode, a.codes[0]); err != nil {
			t.Fatal(err)
		}
		w.furnish()
		_, err := w.verify(w.asked(), account.MethodTOTP, used)
		wantCode(t, err, fault.Unauthenticated)
		_, err = w.verify(w.asked(), account.MethodRecoveryCode, a.codes[0])
		wantCode(t, err, fault.Unauthenticated)
		if _, err := w.verify(w.asked(), account.MethodTOTP, a.next()); err != nil {
			t.Error(err)
		}
		if _, err := w.verify(w.asked(), account.MethodRecoveryCode, a.codes[1]); err != nil {
			t.Error(err)
		}
	})
}

func TestNoFactorIsStoredInTheClear(t *testing.T) {
	factored(t, func(t *testing.T, w *world, _ account.SignInOutcome, a *app) {
		browser := w.through(a, account.Browser, true)
		phone := w.through(a, account.Mobile, true)
		_, _ = w.verify(w.asked(), account.MethodRecoveryCode, "HIDD-ENME-ADOW")
		dump := w.Dump()
		secrets := map[string]string{
			"secret": base32Plain.EncodeToString(a.secret), "secret's bytes": string(a.secret),
			"browser's device token": browser.DeviceToken, "phone's device token": *phone.SignedIn.DeviceToken,
			"wrong recovery code": foldRecoveryCode("HIDD-ENME-ADOW"),
		}
		for _, code := range a.codes {
			secrets["recovery code "+code], secrets["folded "+code] = code, foldRecoveryCode(code)
		}
		for name, secret := range secrets {
			if secret == "" || strings.Contains(dump, strings.ToLower(secret)) {
				t.Errorf("the %s is in the database", name)
			}
		}
	})
}

func TestTimeHealsWhatWasNotConfirmed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.begun(w.Open().Who())
		w.Clock.Advance(sweepAfter + time.Minute)
		if _, err := w.Sweep(w.Ctx, system); err != nil {
			t.Fatal(err)
		}
		if n := w.Number(`SELECT COUNT(*) FROM account_totps`); n != 0 {
			t.Errorf("%d apps left", n)
		}
	})
}
