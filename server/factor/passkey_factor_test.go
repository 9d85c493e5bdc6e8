package factor

import (
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/passkey/passkeytest"
)

// keyed runs fn on both databases with an account that has a passkey.
func keyed(t *testing.T, fn func(t *testing.T, w *world, who actor.Actor, d *passkeytest.Device)) {
	each(t, func(t *testing.T, w *world) {
		w.Exec(`UPDATE accounts SET email = 'rosa@example.org'`)
		who, d := w.Open().Who(), w.device()
		w.addPasskey(d, who)
		fn(t, w, who, d)
	})
}

// signFor makes the device give the second proof of a sign-in.
func (w *world) signFor(d *passkeytest.Device, challengeID string) account.VerifySecondFactorInput {
	w.T.Helper()
	started, err := w.StartPasskeyVerification(w.Ctx, StartPasskeyVerificationInput{ChallengeID: challengeID}, home)
	if err != nil {
		w.T.Fatal(err)
	}
	return account.VerifySecondFactorInput{
		ChallengeID: challengeID, Method: account.MethodPasskey, PasskeyAnswer: account.PasskeyAnswer{CeremonyID: started.CeremonyID, CredentialJSON: d.Sign(started.OptionsJSON)},
	}
}

// signAgain makes the device give a fresh proof of who is asking.
func (w *world) signAgain(d *passkeytest.Device, who actor.Actor) account.StepUpInput {
	w.T.Helper()
	started, err := w.StartPasskeyStepUp(w.Ctx, who, home)
	if err != nil {
		w.T.Fatal(err)
	}
	return account.StepUpInput{PasskeyAnswer: account.PasskeyAnswer{CeremonyID: started.CeremonyID, CredentialJSON: d.Sign(started.OptionsJSON)}}
}

// With the first passkey the password alone opens nothing any more, and there are
// codes for who loses it; with the last one all that is undone.
func TestAPasskeyIsASecondFactor(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.Exec(`UPDATE accounts SET email = 'rosa@example.org'`)
		other, who := w.Open(), w.Open().Who()
		first, err := w.FinishPasskeyRegistration(w.Ctx, who, w.createOn(w.device(), who), home)
		if err != nil {
			t.Fatal(err)
		}
		if len(first.RecoveryCodes) != recoveryCodes {
			t.Errorf("%d recovery codes, want %d", len(first.RecoveryCodes), recoveryCodes)
		}
		if w.IsOpen(other.SessionToken) {
			t.Error("another session is still open")
		}
		second, err := w.FinishPasskeyRegistration(w.Ctx, who, w.createOn(w.device(), who), home)
		if err != nil || second.RecoveryCodes != nil {
			t.Errorf("codes drawn again: %v, %v", second.RecoveryCodes, err)
		}
		f, err := w.SecondFactor(w.Ctx, who)
		if err != nil || f.TOTP || f.Passkeys != 2 || f.RecoveryCodesLeft != recoveryCodes {
			t.Errorf("%+v, %v", f, err)
		}
		out, err := w.SignIn(w.Ctx, account.SignInInput{Username: ownUsername, Password: ownPassword}, home)
		if err != nil || out.Required == nil || !slices.Equal(out.Required.Methods, []account.SecondFactorMethod{account.MethodPasskey, account.MethodRecoveryCode}) {
			t.Fatalf("the password alone gave %+v, %v", out, err)
		}
		if _, err := w.verify(out.Required.ChallengeID, account.MethodRecoveryCode, first.RecoveryCodes[0]); err != nil {
			t.Errorf("by a recovery code: %v", err)
		}
		for _, p := range []*Passkey{first.Passkey, second.Passkey} {
			if _, err := w.RemovePasskey(w.Ctx, who, RemovePasskeyInput{PasskeyID: p.ID}); err != nil {
				t.Fatal(err)
			}
		}
		w.Open() // by password alone
		if n := w.Number(`SELECT COUNT(*) FROM account_recovery_codes`); n != 0 {
			t.Errorf("%d recovery codes are left", n)
		}
		if w.told(outbox.LetterPasskeyAdded) != 2 || w.told(outbox.LetterPasskeyRemoved) != 2 {
			t.Error("the owner was not told of each change")
		}
	})
}

func TestAPasskeyIsTheSecondProof(t *testing.T) {
	keyed(t, func(t *testing.T, w *world, who actor.Actor, d *passkeytest.Device) {
		in := w.signFor(d, w.asked())
		in.RememberDevice = true
		out, err := w.VerifySecondFactor(w.Ctx, in, home)
		if err != nil {
			t.Fatal(err)
		}
		if out.Who().AccountID() != who.AccountID() || !w.IsOpen(out.SessionToken) || out.DeviceToken == "" {
			t.Errorf("opened %+v", out)
		}
		if n := w.Number(`SELECT COALESCE(SUM(failures), 0) FROM account_attempts`); n != 0 {
			t.Errorf("%d failures counted", n)
		}
		_, err = w.VerifySecondFactor(w.Ctx, in, home)
		wantCode(t, err, fault.Expired)
	})
}

// A sign-in that waits takes the account's own passkeys, for itself alone.
func TestOtherPasskeysAreNoSecondProof(t *testing.T) {
	keyed(t, func(t *testing.T, w *world, _ actor.Actor, d *passkeytest.Device) {
		w.Add(account.CreateInput{Username: "other"})
		theirs, err := w.SignIn(w.Ctx, account.SignInInput{Username: "other", Password: ownPassword}, abroad)
		if err != nil {
			t.Fatal(err)
		}
		stranger := w.device()
		w.addPasskey(stranger, theirs.Who())
		challenge, another := w.asked(), w.asked()
		for name, c := range map[string]struct {
			answer func() account.PasskeyAnswer
			want   fault.Code
		}{
			"another account's":         {func() account.PasskeyAnswer { return w.answerOfOther(d, stranger, challenge) }, fault.Unauthenticated},
			"a wrong signature":         {func() account.PasskeyAnswer { c := d.Copy(); c.Forge(); return w.signFor(c, challenge).PasskeyAnswer }, fault.Unauthenticated},
			"for another sign-in":       {func() account.PasskeyAnswer { return w.signFor(d, another).PasskeyAnswer }, fault.Expired},
			"for signing in by passkey": {func() account.PasskeyAnswer { return w.signOn(d).PasskeyAnswer }, fault.Expired},
			"for no ceremony at all":    {func() account.PasskeyAnswer { return account.PasskeyAnswer{CeremonyID: "none", CredentialJSON: "{}"} }, fault.Expired},
			"for a ceremony, but nothing": {func() account.PasskeyAnswer {
				a := w.signFor(d, challenge).PasskeyAnswer
				a.CredentialJSON = "{}"
				return a
			}, fault.Unauthenticated},
		} {
			_, err := w.VerifySecondFactor(w.Ctx, account.VerifySecondFactorInput{ChallengeID: challenge, Method: account.MethodPasskey, PasskeyAnswer: c.answer()}, account.Client{Address: "192.0.2.55"})
			if err == nil || fault.CodeOf(err) != c.want {
				t.Errorf("%s: %v, want %s", name, err, c.want)
			}
			w.Exec(`DELETE FROM account_attempts`)
		}
		if _, err := w.VerifySecondFactor(w.Ctx, w.signFor(d, challenge), home); err != nil {
			t.Errorf("its own, afterwards: %v", err)
		}
		_, err = w.StartPasskeyVerification(w.Ctx, StartPasskeyVerificationInput{ChallengeID: challenge}, home)
		wantCode(t, err, fault.Expired)
	})
}

// answerOfOther signs a ceremony that asked for d's passkeys with another device.
func (w *world) answerOfOther(d, other *passkeytest.Device, challengeID string) account.PasskeyAnswer {
	w.T.Helper()
	started, err := w.StartPasskeyVerification(w.Ctx, StartPasskeyVerificationInput{ChallengeID: challengeID}, home)
	if err != nil {
		w.T.Fatal(err)
	}
	return account.PasskeyAnswer{CeremonyID: started.CeremonyID, CredentialJSON: other.SignAnyway(started.OptionsJSON)}
}

func TestOnePasskeyAnswerMeetsOneChallenge(t *testing.T) {
	keyed(t, func(t *testing.T, w *world, _ actor.Actor, d *passkeytest.Device) {
		in := w.signFor(d, w.asked())
		var opened, over atomic.Int64
		var wg sync.WaitGroup
		for range 16 {
			wg.Go(func() {
				switch _, err := w.VerifySecondFactor(w.Ctx, in, home); {
				case err == nil:
					opened.Add(1)
				case fault.CodeOf(err) == fault.Expired, fault.CodeOf(err) == fault.RateLimited:
					over.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if opened.Load() != 1 || over.Load() != 15 {
			t.Errorf("%d opened and %d were refused, want 1 and 15", opened.Load(), over.Load())
		}
	})
}

func TestAPasskeyIsAFreshProof(t *testing.T) {
	keyed(t, func(t *testing.T, w *world, _ actor.Actor, d *passkeytest.Device) {
		out, err := w.byPasskey(d)
		if err != nil {
			t.Fatal(err)
		}
		who := out.Who()
		w.Clock.Advance(20 * time.Minute)
		methods, err := w.StepUpMethods(w.Ctx, who)
		if err != nil || !slices.Equal(methods, []account.StepUpMethod{account.StepUpMethod(account.MethodPasskey), account.StepUpMethod(account.MethodRecoveryCode)}) {
			t.Errorf("methods %v, %v", methods, err)
		}
		in := w.signAgain(d, who)
		fresh, err := w.StepUp(w.Ctx, who, in, home)
		if err != nil || w.IsOpen(out.SessionToken) || !w.IsOpen(fresh.SessionToken) {
			t.Fatalf("stepped up to %+v, %v", fresh, err)
		}
		again, _, err := w.Authenticate(w.Ctx, fresh.SessionToken)
		if err != nil || !again.SteppedUpAt().Equal(w.Clock.Now()) {
			t.Errorf("proven at %v, %v", again.SteppedUpAt(), err)
		}
		_, err = w.StepUp(w.Ctx, again, in, home)
		wantCode(t, err, fault.Expired)
		// The password is no proof beside a second factor.
		password := ownPassword
		_, err = w.StepUp(w.Ctx, again, account.StepUpInput{Password: &password}, home)
		if !isFault(err, "account.step_up_code_needed") {
			t.Errorf("by password: %v", err)
		}
	})
}

func TestOtherAnswersAreNoFreshProof(t *testing.T) {
	keyed(t, func(t *testing.T, w *world, who actor.Actor, d *passkeytest.Device) {
		thief := d.Copy()
		thief.Forge()
		_, err := w.StepUp(w.Ctx, who, w.signAgain(thief, who), home)
		if !isFault(err, "account.step_up_failed") {
			t.Errorf("a wrong signature: %v", err)
		}
		if w.Recorded("account.step_up", audit.Denied) != 1 {
			t.Error("the wrong proof is not on the trail")
		}
		out, err := w.byPasskey(d)
		if err != nil {
			t.Fatal(err)
		}
		_, err = w.StepUp(w.Ctx, who, w.signAgain(d, out.Who()), home)
		wantCode(t, err, fault.Expired)
		_, err = w.StepUp(w.Ctx, who, account.StepUpInput{PasskeyAnswer: w.signOn(d).PasskeyAnswer}, home)
		wantCode(t, err, fault.Expired)
	})
}

// Whoever copied a key is found out as a second proof too.
func TestACopyIsNoSecondProof(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who, d := w.Open().Who(), w.device()
		d.Counts = true
		w.addPasskey(d, who)
		thief := d.Copy()
		if _, err := w.VerifySecondFactor(w.Ctx, w.signFor(d, w.asked()), home); err != nil {
			t.Fatal(err)
		}
		_, err := w.VerifySecondFactor(w.Ctx, w.signFor(thief, w.asked()), home)
		if !isFault(err, "account.second_factor_failed") {
			t.Errorf("the copy: %v", err)
		}
		if w.Recorded("account.passkey_copied", audit.Denied) != 1 {
			t.Error("the copy is not on the trail")
		}
	})
}

func TestWhoHasNoPasskeyIsAskedForNone(t *testing.T) {
	factored(t, func(t *testing.T, w *world, out account.SignInOutcome, _ *app) {
		_, err := w.StartPasskeyVerification(w.Ctx, StartPasskeyVerificationInput{ChallengeID: w.asked()}, home)
		if !errors.Is(err, errNoPasskey) {
			t.Errorf("for a sign-in: %v", err)
		}
		_, err = w.StartPasskeyStepUp(w.Ctx, out.Who(), home)
		if !errors.Is(err, errNoPasskey) {
			t.Errorf("for a fresh proof: %v", err)
		}
	})
}

// An app beside the passkey comes first, and either is enough.
func TestAnAppAndAPasskeyStandSideBySide(t *testing.T) {
	factored(t, func(t *testing.T, w *world, out account.SignInOutcome, a *app) {
		d := w.device()
		done, err := w.FinishPasskeyRegistration(w.Ctx, out.Who(), w.createOn(d, out.Who()), home)
		if err != nil || done.RecoveryCodes != nil {
			t.Fatalf("codes drawn anew: %v, %v", done.RecoveryCodes, err)
		}
		if _, err := w.VerifySecondFactor(w.Ctx, w.signFor(d, w.asked()), home); err != nil {
			t.Errorf("by passkey: %v", err)
		}
		in := w.through(a, account.Browser, false)
		if _, err := w.DisableTotp(w.Ctx, in.Who()); err != nil {
			t.Fatal(err)
		}
		if n := w.Number(`SELECT COUNT(*) FROM account_recovery_codes WHERE used_at = 0`); n != recoveryCodes {
			t.Errorf("%d recovery codes are left beside the passkey", n)
		}
		w.asked() // for the passkey is a second factor still
	})
}
