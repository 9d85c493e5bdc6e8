package account

import (
	"context"
	"errors"
	"strings"
	"testing"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/store"
)

func TestSignInOpensABrowserSession(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		out := w.open()
		if out.SignedIn.AccessToken != nil || out.SignedIn.RefreshToken != nil {
			t.Error("a browser was given tokens that scripts can read")
		}
		if want := start.Add(browserLife); !out.SignedIn.ExpiresAt.Equal(want) {
			t.Errorf("expires at %v, want %v", out.SignedIn.ExpiresAt, want)
		}
		who, _, err := w.Authenticate(w.ctx, out.SessionToken)
		if err != nil {
			t.Fatal(err)
		}
		if who.AccountID() != out.Who().AccountID() || who.Role() != actor.RolePatient {
			t.Errorf("the token leads to %v", who)
		}
		if out.SignedIn.Viewer.Account.Username != ownUsername {
			t.Errorf("welcomed %q", out.SignedIn.Viewer.Account.Username)
		}
		if w.recorded("account.sign_in", audit.OK) != 1 {
			t.Error("the sign-in was not recorded")
		}
	})
}

func TestUsernamesAreFolded(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for _, typed := range []string{"Rosa.Quint", " rosa.quint ", "ＲＯＳＡ.quint"} {
			if err := w.try(typed, ownPassword, home); err != nil {
				t.Errorf("%q: %v", typed, err)
			}
		}
	})
}

func TestPasswordsAreNormalised(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.create(CreateInput{Username: "composed", Password: "Caf\u00e9-Lantern-83-Moss"})
		if err := w.try("composed", "Cafe\u0301-Lantern-83-Moss", home); err != nil {
			t.Errorf("the same password, typed by another keyboard: %v", err)
		}
	})
}

// One answer for all who fail, after the same statements and one hash, so that
// nothing tells whether somebody has an account here.
func TestFailuresAreAlike(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		disabled := w.create(CreateInput{Username: "disabled"})
		w.exec(`UPDATE accounts SET disabled_at = 1 WHERE id = ?`, disabled)
		type answer struct {
			message    string
			statements string
			hashes     int64
		}
		ask := func(username, password string) answer {
			ctx, count := store.Counting(w.ctx)
			before := w.hasher.verified.Load() + w.hasher.hashed.Load()
			_, err := w.SignIn(ctx, SignInInput{Username: username, Password: password}, home)
			wantCode(t, err, fault.Unauthenticated)
			if !errors.Is(err, errSignInFailed) {
				t.Errorf("%v is not the one answer", err)
			}
			return answer{err.Error(), strings.Join(count.Texts(), ";"), w.hasher.verified.Load() + w.hasher.hashed.Load() - before}
		}
		wrong := ask(ownUsername, badPassword)
		if wrong.hashes != 1 {
			t.Errorf("a wrong password took %d hashes, want 1", wrong.hashes)
		}
		for name, got := range map[string]answer{
			"unknown username":         ask("nobody.here", ownPassword),
			"what cannot be one":       ask("a\x00 b", ownPassword),
			"disabled account":         ask("disabled", ownPassword),
			"disabled, wrong password": ask("disabled", badPassword),
		} {
			if got != wrong {
				t.Errorf("%s: %+v, want as for a wrong password: %+v", name, got, wrong)
			}
		}
		if n := w.recorded("account.sign_in", audit.Denied); n != 5 {
			t.Errorf("%d failures recorded, want 5", n)
		}
	})
}

func TestSignInReportsEveryBadField(t *testing.T) {
	t.Parallel()
	name := strings.Repeat("x", maxDeviceName+1)
	in := SignInInput{Username: " ", Password: strings.Repeat("p", maxPasswordBytes+1), Client: "TOASTER", DeviceName: &name}
	got := map[string]bool{}
	for _, f := range fault.List(in.Validate()) {
		got[f.Field] = true
	}
	for _, field := range []string{"username", "password", "client", "deviceName"} {
		if !got[field] {
			t.Errorf("nothing said about %s", field)
		}
	}
}

func TestAPasswordIsHashedAnewWhenTheCostRises(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		dearer := cheap
		dearer.Time++
		w.hasher.Hasher = NewArgon2id(w.keys, dearer)
		w.open()
		if n := w.number(`SELECT COUNT(*) FROM accounts WHERE password_hash LIKE '%,t=2,%'`); n != 1 {
			t.Fatal("the password is kept as before")
		}
		before := w.hasher.hashed.Load()
		w.open()
		if w.hasher.hashed.Load() != before {
			t.Error("a password was hashed anew without need")
		}
	})
}

// The session must not open when the password is changed between its
// verification and the writing of the session.
func TestAPasswordChangedMeanwhileOpensNothing(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.Service.hasher = &meddlingHasher{Hasher: w.hasher, meddle: func() {
			w.exec(`UPDATE accounts SET password_hash = 'changed' WHERE username = ?`, ownUsername)
		}}
		wantCode(t, w.try(ownUsername, ownPassword, home), fault.Unauthenticated)
		if n := w.number(`SELECT COUNT(*) FROM account_sessions`); n != 0 {
			t.Errorf("%d sessions", n)
		}
	})
}

type meddlingHasher struct {
	Hasher
	meddle func()
}

func (m *meddlingHasher) Verify(password, kept string) (bool, bool, error) {
	defer m.meddle()
	return m.Hasher.Verify(password, kept)
}

func TestSigningInAgainReplacesTheSession(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		first := w.open()
		ctx := actor.NewContext(w.ctx, first.Who())
		second, err := w.SignIn(ctx, SignInInput{Username: ownUsername, Password: ownPassword}, home)
		if err != nil {
			t.Fatal(err)
		}
		if w.alive(first.SessionToken) || !w.alive(second.SessionToken) {
			t.Error("the new session did not take the place of the old one")
		}
	})
}

func TestTheActorKnowsItsPatients(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		child, own, past, former := w.patient("4-000-001"), w.patient("4-000-002"), w.patient("4-000-003"), w.patient("4-000-004")
		id := w.create(CreateInput{Username: "parent", PatientID: own})
		now := store.Micros(w.clock.Now())
		grant := `INSERT INTO account_grants (id, account_id, patient_id, scopes, created_at, expires_at, revoked_at) VALUES (?, ?, ?, ?, 1, ?, ?)`
		w.exec(grant, "0", id, child, "APPOINTMENTS ADVICE", now+1, 0)
		w.exec(grant, "1", id, past, "APPOINTMENTS", now, 0)
		w.exec(grant, "2", id, former, "APPOINTMENTS", 0, now)
		out, err := w.SignIn(w.ctx, SignInInput{Username: "parent", Password: ownPassword}, home)
		if err != nil {
			t.Fatal(err)
		}
		who := out.Who()
		if ids := who.PatientIDs(); len(ids) != 2 || ids[0] != own || ids[1] != child {
			t.Errorf("patients %v, want own %s, then %s", ids, own, child)
		}
		if !who.IsSelf(own) || !who.MayActFor(own, actor.ScopeRecords) {
			t.Error("not their own patient")
		}
		if !who.MayActFor(child, actor.ScopeAdvice) || who.MayActFor(child, actor.ScopeRecords) || who.IsSelf(child) {
			t.Error("a carer has other scopes than those given")
		}
	})
}

func TestSignInStopsWithItsContext(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx, cancel := context.WithCancel(w.ctx)
		cancel()
		_, err := w.SignIn(ctx, SignInInput{Username: ownUsername, Password: ownPassword}, home)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
}
