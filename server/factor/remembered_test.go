package factor

import (
	"strings"
	"testing"
	"time"

	"patientportal/server/account"
	"patientportal/server/actor"
)

// by signs in by password on a device that has that token.
func (w *world) by(username, token string) account.SignInOutcome {
	w.T.Helper()
	from := home
	from.DeviceToken = token
	out, err := w.SignIn(w.Ctx, account.SignInInput{Username: username, Password: ownPassword}, from)
	if err != nil {
		w.T.Fatal(err)
	}
	return out
}

func TestARememberedDeviceLeavesTheSecondProofOut(t *testing.T) {
	factored(t, func(t *testing.T, w *world, _ account.SignInOutcome, a *app) {
		first := w.through(a, account.Browser, true)
		if want := w.Clock.Now().Add(30 * 24 * time.Hour); !first.DeviceExpires.Equal(want) || len(first.DeviceToken) != 43 {
			t.Errorf("remembered by %q until %v, want %v", first.DeviceToken, first.DeviceExpires, want)
		}
		out := w.by(ownUsername, first.DeviceToken)
		if out.SignedIn == nil {
			t.Fatal("asked for a second proof")
		}
		if at := out.Who().SteppedUpAt(); !at.IsZero() {
			t.Errorf("half a sign-in counts as a fresh proof of %v", at)
		}
		f, err := w.SecondFactor(w.Ctx, out.Who())
		if err != nil || len(f.RememberedDevices) != 1 || f.RememberedDevices[0].Name != "Firefox on Linux" {
			t.Errorf("remembered %+v, %v", f, err)
		}
		stranger := strings.Repeat("A", 43)
		for name, token := range map[string]string{"none": "", "rubbish": "x", "unknown": stranger, "the session's": out.SessionToken} {
			if w.by(ownUsername, token).Required == nil {
				t.Errorf("%s: no second proof was asked for", name)
			}
		}
		w.Clock.Set(first.DeviceExpires)
		if w.by(ownUsername, first.DeviceToken).Required == nil {
			t.Error("remembered for longer than 30 days")
		}
	})
}

func TestAPhoneIsRememberedByItsToken(t *testing.T) {
	factored(t, func(t *testing.T, w *world, _ account.SignInOutcome, a *app) {
		first := w.through(a, account.Mobile, true)
		if first.DeviceToken != "" || first.SignedIn.DeviceToken == nil {
			t.Fatal("a phone's token went to a cookie")
		}
		out, err := w.SignIn(w.Ctx, account.SignInInput{Username: ownUsername, Password: ownPassword, Client: account.Mobile, DeviceToken: first.SignedIn.DeviceToken}, home)
		if err != nil || out.SignedIn == nil {
			t.Errorf("asked for a second proof: %v", err)
		}
	})
}

func TestOneAccountsDeviceIsNotAnothers(t *testing.T) {
	factored(t, func(t *testing.T, w *world, _ account.SignInOutcome, a *app) {
		w.Add(account.CreateInput{Username: "other.person"})
		other, err := w.SignIn(w.Ctx, account.SignInInput{Username: "other.person", Password: ownPassword}, home)
		if err != nil {
			t.Fatal(err)
		}
		w.enrolled(other.Who())
		token := w.through(a, account.Browser, true).DeviceToken
		if w.by("other.person", token).Required == nil {
			t.Error("one account's device let another's password in alone")
		}
		if w.by(ownUsername, token).SignedIn == nil {
			t.Error("the try of the other account made the device a stranger")
		}
	})
}

func TestDevicesAreForgotten(t *testing.T) {
	for name, forget := range map[string]func(w *world, who actor.Actor) error{
		"by their owner": func(w *world, who actor.Actor) error {
			_, err := w.ForgetRememberedDevices(w.Ctx, who)
			return err
		},
		"with a new app": func(w *world, who actor.Actor) error {
			a := w.begun(who)
			w.Clock.Advance(totpStep)
			_, err := w.ConfirmTotpEnrollment(w.Ctx, who, ConfirmTotpEnrollmentInput{Code: a.code()})
			return err
		},
		"with a new password": func(w *world, _ actor.Actor) error {
			w.Exec(`UPDATE accounts SET demo = true`)
			return w.SetDemoPassword(w.Ctx, system, ownUsername, "Amber-Lantern-83!")
		},
		"with a changed password": func(w *world, who actor.Actor) error {
			_, err := w.ChangePassword(w.Ctx, who, account.ChangePasswordInput{NewPassword: "Amber-Lantern-83!"}, home)
			return err
		},
		"by the clinic": func(w *world, who actor.Actor) error {
			id := who.AccountID()
			_, err := w.ResetSecondFactor(w.Ctx, desk, ResetSecondFactorInput{AccountID: &id, Reason: "Lost phone, passport seen."})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			factored(t, func(t *testing.T, w *world, out account.SignInOutcome, a *app) {
				w.through(a, account.Browser, true)
				if err := forget(w, out.Who()); err != nil {
					t.Fatal(err)
				}
				if n := w.Number(`SELECT COUNT(*) FROM account_remembered_devices`); n != 0 {
					t.Errorf("%d devices are still remembered", n)
				}
			})
		})
	}
}
