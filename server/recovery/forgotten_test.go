package recovery

import (
	"context"
	"slices"
	"testing"

	"patientportal/server/account"
	"patientportal/server/account/accounttest"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
)

// register are the made-up patients of a test, by their id.
type register map[string]account.Person

func (r register) FindPerson(_ context.Context, p account.Person) (string, error) {
	for id, known := range r {
		if known == p {
			return id, nil
		}
	}
	return "", nil
}

func (r register) Person(_ context.Context, patientID string) (account.Person, error) {
	return r[patientID], nil
}

var lena = account.Person{FullName: "Lena Quint", DateOfBirth: "1984-03-09", ClinicNumber: "4-820-117"}

// patientWithAccount is a patient whose own account is lena.quint.
func (w *world) patientWithAccount() (accountID string) {
	w.T.Helper()
	patient := w.Patient(lena.ClinicNumber)
	w.patients[patient] = lena
	return w.Add(account.CreateInput{Username: "lena.quint", Email: "Lena@example.org", PatientID: patient})
}

func TestAForgottenUsernameIsMailed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := w.patientWithAccount()
		out, err := w.RecoverUsername(w.Ctx, RecoverUsernameInput(lena), home)
		if err != nil || !out.Accepted {
			t.Fatalf("%+v, %v", out, err)
		}
		l := w.LastLetter(outbox.LetterUsername)
		if l.AccountID != id || l.Address != "Lena@example.org" || !slices.Equal(l.Items, []outbox.LetterItem{{Username: "lena.quint"}}) {
			t.Errorf("wrote %+v", l)
		}
		if w.Recorded("account.recover_username", audit.OK) != 1 {
			t.Error("not recorded")
		}
	})
}

func TestUsernamesAreRecoveredAlike(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := w.patientWithAccount()
		noAccount := account.Person{FullName: "Nina Without", DateOfBirth: "1990-01-01", ClinicNumber: "4-820-118"}
		w.patients[w.Patient(noAccount.ClinicNumber)] = noAccount
		n := 0
		ask := func(p account.Person) accounttest.Traces {
			n++
			return w.Trace(func(ctx context.Context) (any, error) {
				return w.RecoverUsername(ctx, RecoverUsernameInput(p), elsewhere(n))
			})
		}
		known := ask(lena)
		if known.Hashes != 1 {
			t.Errorf("%d hashes, want the one that drowns what differs", known.Hashes)
		}
		wrongDate := lena
		wrongDate.DateOfBirth = "1984-03-10"
		for name, got := range map[string]accounttest.Traces{
			"unknown person": ask(account.Person{FullName: "No One", DateOfBirth: "1984-03-09", ClinicNumber: "1-111-111"}),
			"wrong date":     ask(wrongDate),
			"no account":     ask(noAccount),
		} {
			if got != known {
				t.Errorf("%s: %+v\nwant as for a known one: %+v", name, got, known)
			}
		}
		w.Exec(`UPDATE accounts SET disabled_at = 1 WHERE id = ?`, id)
		if got := ask(lena); got != known {
			t.Errorf("disabled: %+v\nwant as for a known one: %+v", got, known)
		}
		if len(w.Written()) != 5 {
			t.Errorf("%d letters", len(w.Written()))
		}
		for _, l := range w.Written()[1:] {
			if l.Address != "" || l.AccountID != "" || l.Items[0] != (outbox.LetterItem{}) {
				t.Errorf("a letter to nobody says %+v", l)
			}
		}
	}, manyMails())
}

func TestPasswordResetsAreRequestedAlike(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := w.patientWithAccount()
		w.Add(account.CreateInput{Username: "lena.staff", Email: "lena@example.org"})
		n := 0
		ask := func(whom string) accounttest.Traces {
			n++
			return w.Trace(func(ctx context.Context) (any, error) {
				return w.RequestPasswordReset(ctx, RequestPasswordResetInput{UsernameOrEmail: whom}, elsewhere(n))
			})
		}
		known := ask("Lena.Quint")
		for whom, got := range map[string]accounttest.Traces{
			"an address of two":       ask("LENA@example.org"),
			"unknown username":        ask("nobody.here"),
			"unknown address":         ask("nobody@example.org"),
			"account without address": ask(ownUsername),
			"what cannot be one":      ask("a\x00 b"),
		} {
			if got != known {
				t.Errorf("%s: %+v\nwant as for a known one: %+v", whom, got, known)
			}
		}
		w.Exec(`UPDATE accounts SET disabled_at = 1 WHERE id = ?`, id)
		if got := ask("lena.quint"); got != known {
			t.Errorf("disabled: %+v\nwant as for a known one: %+v", got, known)
		}
	}, manyMails())
}

func TestEachAccountOfAnAddressHasItsOwnLink(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		want := []string{}
		for _, name := range []string{"second", "third", "fourth", "fifth"} {
			w.Clock.Advance(1)
			w.Add(account.CreateInput{Username: name, Email: "shared@example.org"})
			want = append([]string{name}, want...)
		}
		if _, err := w.RequestPasswordReset(w.Ctx, RequestPasswordResetInput{UsernameOrEmail: " Shared@Example.org"}, home); err != nil {
			t.Fatal(err)
		}
		l := w.LastLetter(outbox.LetterResetPassword)
		var named []string
		for i, token := range w.Tokens(l) {
			named = append(named, l.Items[i].Username)
			link, err := w.PeekLink(w.Ctx, outbox.LetterResetPassword, token)
			if err != nil || link.AccountID != w.accountNamed(l.Items[i].Username) {
				t.Errorf("the link beside %s leads elsewhere (%v)", l.Items[i].Username, err)
			}
		}
		if l.Address != "shared@example.org" || !slices.Equal(named, want) {
			t.Errorf("mailed %v to %s, want %v", named, l.Address, want)
		}
	})
}

func TestRecoveriesAreCounted(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.patientWithAccount()
		ask := map[string]func(from account.Client) error{
			"username": func(from account.Client) error {
				_, err := w.RecoverUsername(w.Ctx, RecoverUsernameInput(lena), from)
				return err
			},
			"unknown person": func(from account.Client) error {
				_, err := w.RecoverUsername(w.Ctx, RecoverUsernameInput{FullName: "No One", DateOfBirth: "1984-03-09", ClinicNumber: "1-111-111"}, from)
				return err
			},
			"password": func(from account.Client) error {
				_, err := w.RequestPasswordReset(w.Ctx, RequestPasswordResetInput{UsernameOrEmail: "lena.quint"}, from)
				return err
			},
			"unknown password": func(from account.Client) error {
				_, err := w.RequestPasswordReset(w.Ctx, RequestPasswordResetInput{UsernameOrEmail: "nobody@example.org"}, from)
				return err
			},
		}
		for name, ask := range ask {
			for n := range account.DefaultLimits.Mail.Free {
				if err := ask(elsewhere(n)); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
			before := len(w.Written())
			wantCode(t, ask(elsewhere(9)), fault.RateLimited)
			if len(w.Written()) != before {
				t.Errorf("%s: a throttled request wrote a letter", name)
			}
		}
		// A flood at these doors leaves the sign-in open, and one's own device.
		if err := w.Try("lena.quint", ownPassword, home); err != nil {
			t.Errorf("signing in: %v", err)
		}
		for _, name := range []string{"username", "password"} {
			if err := ask[name](home); err != nil {
				t.Errorf("%s from a known device: %v", name, err)
			}
		}
	})
}

func TestANetworkIsCountedAtEachDoor(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		var err error
		for n := range account.DefaultLimits.Network.Free + 1 {
			_, err = w.RequestPasswordReset(w.Ctx, RequestPasswordResetInput{UsernameOrEmail: "nobody" + string(rune('a'+n))}, abroad)
		}
		wantCode(t, err, fault.RateLimited)
		if _, err := w.RecoverUsername(w.Ctx, RecoverUsernameInput(lena), abroad); err != nil {
			t.Errorf("the other door: %v", err)
		}
		if _, err := w.RequestPasswordReset(w.Ctx, RequestPasswordResetInput{UsernameOrEmail: "somebody"}, home); err != nil {
			t.Errorf("another network: %v", err)
		}
	})
}

func TestRecoveryReportsEveryMissingField(t *testing.T) {
	t.Parallel()
	var fields []string
	for _, f := range append(fault.List(RecoverUsernameInput{}.Validate()), fault.List(RequestPasswordResetInput{UsernameOrEmail: " "}.Validate())...) {
		fields = append(fields, f.Field)
	}
	if want := []string{"fullName", "dateOfBirth", "clinicNumber", "usernameOrEmail"}; !slices.Equal(fields, want) {
		t.Errorf("told of %v, want %v", fields, want)
	}
}
