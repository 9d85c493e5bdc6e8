package factor

import (
	"errors"
	"fmt"
	"slices"
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
	"patientportal/server/passkey/passkeytest"
	"patientportal/server/store"
)

func (w *world) device() *passkeytest.Device { return passkeytest.New(w.T, portalAddress) }

// createOn makes the device create a passkey and gives what it answers.
func (w *world) createOn(d *passkeytest.Device, who actor.Actor) FinishPasskeyRegistrationInput {
	w.T.Helper()
	started, err := w.StartPasskeyRegistration(w.Ctx, who)
	if err != nil {
		w.T.Fatal(err)
	}
	return FinishPasskeyRegistrationInput{PasskeyAnswer: account.PasskeyAnswer{CeremonyID: started.CeremonyID, CredentialJSON: d.Create(started.OptionsJSON)}}
}

// addPasskey puts a passkey of the device on the account.
func (w *world) addPasskey(d *passkeytest.Device, who actor.Actor) Passkey {
	w.T.Helper()
	done, err := w.FinishPasskeyRegistration(w.Ctx, who, w.createOn(d, who), home)
	if err != nil {
		w.T.Fatal(err)
	}
	return *done.Passkey
}

// signOn makes the device sign in and gives what it answers.
func (w *world) signOn(d *passkeytest.Device) account.FinishPasskeySignInInput {
	w.T.Helper()
	started, err := w.StartPasskeySignIn(w.Ctx, home)
	if err != nil {
		w.T.Fatal(err)
	}
	return account.FinishPasskeySignInInput{PasskeyAnswer: account.PasskeyAnswer{CeremonyID: started.CeremonyID, CredentialJSON: d.Sign(started.OptionsJSON)}}
}

func (w *world) byPasskey(d *passkeytest.Device) (account.SignInOutcome, error) {
	w.T.Helper()
	return w.FinishPasskeySignIn(w.Ctx, w.signOn(d), home)
}

// letters lists what was written to the accounts' owners, the first first.
func (w *world) letters() (kinds []outbox.LetterKind) {
	w.T.Helper()
	for _, row := range w.Values(`SELECT payload FROM outbox_events WHERE kind = 'LetterWritten' ORDER BY id`) {
		l, err := outbox.LetterOf([]byte(row[0]))
		if err != nil {
			w.T.Fatal(err)
		}
		kinds = append(kinds, l.Kind)
	}
	return kinds
}

func TestAPasskeyOpensTheAccountByItself(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who, d := w.Open().Who(), w.device()
		w.addPasskey(d, who)
		w.Clock.Advance(time.Hour)
		out, err := w.byPasskey(d)
		if err != nil {
			t.Fatal(err)
		}
		if out.Who().AccountID() != who.AccountID() || !w.IsOpen(out.SessionToken) {
			t.Errorf("opened %v", out.Who())
		}
		if !out.Who().SteppedUpAt().Equal(w.Clock.Now()) {
			t.Error("a passkey is no proof of identity")
		}
		in := w.signOn(d)
		in.Client = account.Mobile
		phone, err := w.FinishPasskeySignIn(w.Ctx, in, home)
		if err != nil || phone.SignedIn.AccessToken == nil || phone.SignedIn.RefreshToken == nil {
			t.Errorf("a phone got %+v, %v", phone.SignedIn, err)
		}
	})
}

func TestPasskeysAreListedRenamedAndRemoved(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who, d := w.Open().Who(), w.device()
		d.Synced = true
		p := w.addPasskey(d, who)
		if p.Name != "Firefox on Linux" || !p.BackedUp || p.LastUsedAt != nil || !p.CreatedAt.Equal(start) {
			t.Errorf("added %+v", p)
		}
		w.Clock.Advance(time.Minute)
		if _, err := w.byPasskey(d); err != nil {
			t.Fatal(err)
		}
		renamed, err := w.RenamePasskey(w.Ctx, who, RenamePasskeyInput{PasskeyID: p.ID, Name: " My phone "})
		if err != nil || renamed.Passkey.Name != "My phone" {
			t.Errorf("renamed %+v, %v", renamed.Passkey, err)
		}
		list, err := w.Passkeys(w.Ctx, who)
		if err != nil || len(list) != 1 || list[0].LastUsedAt == nil || !list[0].LastUsedAt.Equal(w.Clock.Now()) {
			t.Errorf("listed %+v, %v", list, err)
		}
		if _, err := w.RemovePasskey(w.Ctx, who, RemovePasskeyInput{PasskeyID: p.ID}); err != nil {
			t.Fatal(err)
		}
		if list, err := w.Passkeys(w.Ctx, who); err != nil || len(list) != 0 {
			t.Errorf("still listed %+v, %v", list, err)
		}
		_, err = w.byPasskey(d)
		wantCode(t, err, fault.Unauthenticated)
		for _, action := range []string{"account.add_passkey", "account.rename_passkey", "account.remove_passkey"} {
			if w.Recorded(action, audit.OK) != 1 {
				t.Errorf("%s is not on the trail", action)
			}
		}
		if got := w.letters(); !slices.Equal(got, []outbox.LetterKind{outbox.LetterPasskeyAdded, outbox.LetterPasskeyRemoved}) {
			t.Errorf("wrote %v", got)
		}
	})
}

// Someone else's passkey and one that never was are answered alike.
func TestPasskeysAreTheirOwnersAlone(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		p := w.addPasskey(w.device(), w.Open().Who())
		w.Add(account.CreateInput{Username: "other"})
		out, err := w.SignIn(w.Ctx, account.SignInInput{Username: "other", Password: ownPassword}, abroad)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range []string{p.ID, "none", "\x00"} {
			_, err := w.RenamePasskey(w.Ctx, out.Who(), RenamePasskeyInput{PasskeyID: id, Name: "mine"})
			if !errors.Is(err, fault.ErrNotFound) {
				t.Errorf("renaming %q: %v", id, err)
			}
			_, err = w.RemovePasskey(w.Ctx, out.Who(), RemovePasskeyInput{PasskeyID: id})
			if !errors.Is(err, fault.ErrNotFound) {
				t.Errorf("removing %q: %v", id, err)
			}
		}
		if list, err := w.Passkeys(w.Ctx, out.Who()); err != nil || len(list) != 0 {
			t.Errorf("listed %v, %v", list, err)
		}
	})
}

// Whatever is wrong with a passkey, the answer and the statements are the same.
func TestPasskeyFailuresAreAlike(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who := w.Open().Who()
		other := w.Add(account.CreateInput{Username: "other"})
		type answer struct{ message, statements string }
		ask := func(spoil func(*passkeytest.Device, Passkey)) answer {
			d := w.device()
			p := w.addPasskey(d, who)
			spoil(d, p)
			in := w.signOn(d)
			ctx, count := store.Counting(w.Ctx)
			_, err := w.FinishPasskeySignIn(ctx, in, home)
			wantCode(t, err, fault.Unauthenticated)
			w.Exec(`DELETE FROM account_passkeys`)
			w.Exec(`UPDATE accounts SET disabled_at = 0`)
			return answer{fmt.Sprint(err), strings.Join(count.Texts(), ";")}
		}
		unknown := ask(func(_ *passkeytest.Device, p Passkey) {
			w.Exec(`UPDATE account_passkeys SET credential_id = 'AQ' WHERE id = ?`, p.ID)
		})
		for name, spoil := range map[string]func(*passkeytest.Device, Passkey){
			"a removed one":          func(_ *passkeytest.Device, p Passkey) { w.Exec(`DELETE FROM account_passkeys WHERE id = ?`, p.ID) },
			"a wrong signature":      func(d *passkeytest.Device, _ Passkey) { d.Forge() },
			"another site's page":    func(d *passkeytest.Device, _ Passkey) { d.Origin = "https://portal.example.com" },
			"a key of another site":  func(d *passkeytest.Device, _ Passkey) { d.Domain = "example.org" },
			"an owner not made sure": func(d *passkeytest.Device, _ Passkey) { d.Unverified = true },
			"somebody else's name":   func(d *passkeytest.Device, _ Passkey) { d.GiveTo(other) },
			"nobody's name":          func(d *passkeytest.Device, _ Passkey) { d.Nameless = true },
			"a disabled account": func(*passkeytest.Device, Passkey) {
				w.Exec(`UPDATE accounts SET disabled_at = 1 WHERE id = ?`, who.AccountID())
			},
		} {
			if got := ask(spoil); got != unknown {
				t.Errorf("%s: %+v, want as for an unknown one: %+v", name, got, unknown)
			}
		}
		if n := w.Recorded("account.sign_in", audit.Denied); n != 9 {
			t.Errorf("%d failures recorded, want 9", n)
		}
	})
}

// go-webauthn would take the same answer again; the challenge that is gone does not.
func TestAnAnswerOpensOneSessionHoweverOftenItComes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		d := w.device()
		w.addPasskey(d, w.Open().Who())
		in := w.signOn(d)
		var opened, over atomic.Int64
		var wg sync.WaitGroup
		for range 16 {
			wg.Go(func() {
				switch _, err := w.FinishPasskeySignIn(w.Ctx, in, home); {
				case err == nil:
					opened.Add(1)
				case fault.CodeOf(err) == fault.Expired:
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
		if n := w.Number(`SELECT COUNT(*) FROM account_sessions`); n != 2 {
			t.Errorf("%d sessions, want the password's and one more", n)
		}
	})
}

func TestAPasskeyIsAddedOnceHoweverOftenItComes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who := w.Open().Who()
		in := w.createOn(w.device(), who)
		var added atomic.Int64
		var wg sync.WaitGroup
		for range 16 {
			wg.Go(func() {
				_, err := w.FinishPasskeyRegistration(w.Ctx, who, in, home)
				if err == nil {
					added.Add(1)
				} else if fault.CodeOf(err) != fault.Expired {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n := w.Number(`SELECT COUNT(*) FROM account_passkeys`); n != 1 || added.Load() != 1 {
			t.Errorf("%d were told yes and %d are there, want 1 and 1", added.Load(), n)
		}
	})
}

// A wrong answer uses its challenge up as a right one does.
func TestAWrongAnswerHasNoSecondTry(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		d := w.device()
		w.addPasskey(d, w.Open().Who())
		right := w.signOn(d)
		wrong := right
		wrong.CredentialJSON = "{}"
		_, err := w.FinishPasskeySignIn(w.Ctx, wrong, home)
		wantCode(t, err, fault.Unauthenticated)
		_, err = w.FinishPasskeySignIn(w.Ctx, right, home)
		wantCode(t, err, fault.Expired)
	})
}

func TestACeremonyEndsAfterFiveMinutes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who, d := w.Open().Who(), w.device()
		w.addPasskey(d, who)
		in, more := w.signOn(d), w.createOn(w.device(), who)
		w.Clock.Advance(ceremonyLife)
		_, err := w.FinishPasskeySignIn(w.Ctx, in, home)
		wantCode(t, err, fault.Expired)
		_, err = w.FinishPasskeyRegistration(w.Ctx, who, more, home)
		wantCode(t, err, fault.Expired)
		if n, err := w.Sweep(w.Ctx, system); err != nil || n != 2 {
			t.Errorf("swept %d, %v, want the two challenges", n, err)
		}
	})
}

// A challenge for one account or purpose is none for another, and stays good for
// its own.
func TestACeremonyIsForItsOwnPurposeAlone(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who, d := w.Open().Who(), w.device()
		w.Add(account.CreateInput{Username: "other"})
		out, err := w.SignIn(w.Ctx, account.SignInInput{Username: "other", Password: ownPassword}, abroad)
		if err != nil {
			t.Fatal(err)
		}
		add := w.createOn(d, who)
		_, err = w.FinishPasskeyRegistration(w.Ctx, out.Who(), add, home)
		wantCode(t, err, fault.Expired)
		_, err = w.FinishPasskeySignIn(w.Ctx, account.FinishPasskeySignInInput{PasskeyAnswer: add.PasskeyAnswer}, home)
		wantCode(t, err, fault.Expired)
		if _, err := w.FinishPasskeyRegistration(w.Ctx, who, add, home); err != nil {
			t.Errorf("its own: %v", err)
		}
	})
}

func TestACountThatGoesBackIsRefusedAndRecorded(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		d := w.device()
		d.Counts = true
		w.addPasskey(d, w.Open().Who())
		thief := d.Copy()
		if _, err := w.byPasskey(d); err != nil {
			t.Fatal(err)
		}
		_, err := w.byPasskey(thief)
		if !isFault(err, "account.passkey_failed") {
			t.Errorf("the copy: %v", err)
		}
		if w.Recorded("account.passkey_copied", audit.Denied) != 1 {
			t.Error("the copy is not on the trail")
		}
		if _, err := w.byPasskey(d); err != nil {
			t.Errorf("its owner, afterwards: %v", err)
		}
	})
}

// Two uses on their way at once: the later count wins whichever comes first.
func TestUsesThatCrossNeverCountBack(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		d := w.device()
		d.Counts = true
		w.addPasskey(d, w.Open().Who())
		first, second := w.signOn(d), w.signOn(d)
		if _, err := w.FinishPasskeySignIn(w.Ctx, second, home); err != nil {
			t.Fatal(err)
		}
		_, err := w.FinishPasskeySignIn(w.Ctx, first, home)
		wantCode(t, err, fault.Unauthenticated)
		if n := w.Number(`SELECT sign_count FROM account_passkeys`); n != 2 {
			t.Errorf("counted %d uses, want 2", n)
		}
	})
}

func TestAnAccountHasAtMostTenPasskeys(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who := w.Open().Who()
		for range mostPasskeys - 1 {
			w.addPasskey(w.device(), who)
		}
		var more [4]FinishPasskeyRegistrationInput
		for i := range more {
			more[i] = w.createOn(w.device(), who)
		}
		var wg sync.WaitGroup
		var added atomic.Int64
		for _, in := range more {
			wg.Go(func() {
				if _, err := w.FinishPasskeyRegistration(w.Ctx, who, in, home); err == nil {
					added.Add(1)
				} else if !errors.Is(err, errTooManyPasskeys) {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n := w.Number(`SELECT COUNT(*) FROM account_passkeys`); n != mostPasskeys || added.Load() != 1 {
			t.Errorf("%d passkeys, %d of four were added, want %d and 1", n, added.Load(), mostPasskeys)
		}
		_, err := w.StartPasskeyRegistration(w.Ctx, who)
		wantCode(t, err, fault.Conflict)
	})
}

// A browser is told which passkeys there are, so that a device makes no second
// one; a device that does not listen is refused.
func TestADeviceHasOnePasskeyOfAnAccount(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who, d := w.Open().Who(), w.device()
		w.addPasskey(d, who)
		started, err := w.StartPasskeyRegistration(w.Ctx, who)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(started.OptionsJSON, `"excludeCredentials":[{"type":"public-key","id":"`) {
			t.Errorf("asked %s", started.OptionsJSON)
		}
		deaf := FinishPasskeyRegistrationInput{PasskeyAnswer: account.PasskeyAnswer{CeremonyID: started.CeremonyID, CredentialJSON: d.Repeat(started.OptionsJSON)}}
		_, err = w.FinishPasskeyRegistration(w.Ctx, who, deaf, home)
		wantCode(t, err, fault.Conflict)
	})
}

func TestWhatADeviceMadeForOthersIsNotAdded(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		who := w.Open().Who()
		for name, lie := range map[string]func(*passkeytest.Device){
			"another site's page":    func(d *passkeytest.Device) { d.Origin = "https://portal.example.com" },
			"a key of another site":  func(d *passkeytest.Device) { d.Domain = "example.org" },
			"an owner not made sure": func(d *passkeytest.Device) { d.Unverified = true },
		} {
			d := w.device()
			lie(d)
			_, err := w.FinishPasskeyRegistration(w.Ctx, who, w.createOn(d, who), home)
			if !errors.Is(err, errPasskeyNotMade) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if n := w.Number(`SELECT COUNT(*) FROM account_passkeys`); n != 0 {
			t.Errorf("%d were added", n)
		}
	})
}

func TestPasskeySignInsAreThrottled(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		d := w.device()
		w.addPasskey(d, w.Open().Who())
		w.furnish(func(all *set) { all.passkey.Network.Free = 4 })
		for range 8 { // what opens an account counts for nothing
			if _, err := w.byPasskey(d); err != nil {
				t.Fatal(err)
			}
		}
		for range 4 {
			w.signOn(d)
		}
		ctx, count := store.Counting(w.Ctx)
		_, err := w.StartPasskeySignIn(ctx, home)
		wantCode(t, err, fault.RateLimited)
		if n := len(count.Texts()); n != 1 {
			t.Errorf("a throttled start took %d statements, want one read", n)
		}
		if _, err := w.StartPasskeySignIn(w.Ctx, abroad); err != nil {
			t.Errorf("from elsewhere: %v", err)
		}
		w.furnish(func(all *set) { all.passkey.Site.Free = 1 })
		_, _ = w.StartPasskeySignIn(w.Ctx, abroad)
		_, err = w.StartPasskeySignIn(w.Ctx, account.Client{Address: "192.0.2.55"})
		wantCode(t, err, fault.RateLimited)
	})
}

func TestGuessersOfPasswordsKeepNobodyFromTheirPasskey(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		d := w.device()
		w.addPasskey(d, w.Open().Who())
		var err error
		for range 4 {
			_, err = w.SignIn(w.Ctx, account.SignInInput{Username: ownUsername, Password: "Violet-Lantern-38!"}, abroad)
		}
		wantCode(t, err, fault.RateLimited)
		if _, err := w.FinishPasskeySignIn(w.Ctx, w.signOn(d), abroad); err != nil {
			t.Error(err)
		}
	}, func(all *set) { all.account.Site.Free, all.account.Network.Free = 2, 2 })
}

func TestThereAreNoPasskeysForAnIPAddress(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, err := w.StartPasskeySignIn(w.Ctx, home)
		wantCode(t, err, fault.Conflict)
		_, err = w.StartPasskeyRegistration(w.Ctx, w.Open().Who())
		wantCode(t, err, fault.Conflict)
	}, func(all *set) { all.baseURL = "http://127.0.0.1:8080" })
}

func TestPasskeyInputsReportEveryBadField(t *testing.T) {
	t.Parallel()
	long, blank := strings.Repeat("x", maxPasskeyName+1), " "
	for _, c := range []struct {
		in   interface{ Validate() error }
		want int
	}{
		{FinishPasskeyRegistrationInput{Name: &long}, 3},
		{FinishPasskeyRegistrationInput{PasskeyAnswer: account.PasskeyAnswer{CeremonyID: "c", CredentialJSON: strings.Repeat("x", 16<<10+1)}, Name: &blank}, 1},
		{account.FinishPasskeySignInInput{Client: "TOASTER", DeviceName: &long}, 4},
		{RenamePasskeyInput{Name: blank}, 2},
		{RenamePasskeyInput{PasskeyID: "p", Name: long}, 1},
		{RemovePasskeyInput{}, 1},
	} {
		if got := len(fault.List(c.in.Validate())); got != c.want {
			t.Errorf("%T: %d problems, want %d: %v", c.in, got, c.want, c.in.Validate())
		}
	}
}
