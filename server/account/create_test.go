package account

import (
	"regexp"
	"sync"
	"sync/atomic"
	"testing"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
)

func TestOnlyTheProgramAndAdministratorsCreate(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		own := w.open().Who()
		staff := func(r actor.Role) actor.Actor { return actor.FromSession(actor.Session{AccountID: "x", Role: r}) }
		in := CreateInput{Username: "new.person", DisplayName: "New", Password: ownPassword, Role: actor.RoleFrontDesk}
		for _, who := range []actor.Actor{{}, own, staff(actor.RoleClinician), staff(actor.RoleFrontDesk)} {
			_, err := w.Create(w.ctx, who, in)
			wantCode(t, err, fault.Forbidden)
			_, err = w.CreateForPatient(w.ctx, who, "x", "new.person", "New", "")
			wantCode(t, err, fault.Forbidden)
		}
		if _, err := w.Create(w.ctx, staff(actor.RoleAdministrator), in); err != nil {
			t.Error(err)
		}
		if w.recorded("account.create", audit.OK) != 2 {
			t.Error("not recorded")
		}
	})
}

func TestCreateReportsEveryBadField(t *testing.T) {
	t.Parallel()
	in := CreateInput{Username: "a b", Email: "Rosa <rosa@example.org>", Password: "short", Role: "SYSTEM", PatientID: "x", PractitionerID: "y"}
	got := map[string]bool{}
	for _, f := range fault.List(in.Validate()) {
		got[f.Field] = true
	}
	for _, field := range []string{"username", "displayName", "email", "password", "role", "patientId", "practitionerId"} {
		if !got[field] {
			t.Errorf("nothing said about %s", field)
		}
	}
}

func TestAUsernameIsTakenOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for _, username := range []string{ownUsername, "ROSA.Quint", "rosa.ｑｕｉｎｔ"} {
			_, err := w.Create(w.ctx, system, CreateInput{
				Username: username, DisplayName: "Another", Password: ownPassword, Role: actor.RolePatient,
			})
			wantCode(t, err, fault.Conflict)
		}
	})
}

func TestAPatientHasOneAccountOfTheirOwn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		patient := w.patient("4-000-001")
		var made atomic.Int64
		var wg sync.WaitGroup
		for _, username := range []string{"one", "two", "three", "four"} {
			wg.Go(func() {
				_, err := w.CreateForPatient(w.ctx, system, patient, username, "Made Up", "")
				switch fault.CodeOf(err) {
				case fault.Conflict:
				default:
					if err != nil {
						t.Error(err)
					}
					made.Add(1)
				}
			})
		}
		wg.Wait()
		if made.Load() != 1 {
			t.Errorf("%d accounts were made", made.Load())
		}
		if n := w.number(`SELECT COUNT(*) FROM accounts`); n != 2 {
			t.Errorf("%d accounts are stored, want the first and this one", n)
		}
	})
}

func TestAFirstPasswordLetsThePatientIn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		patient := w.patient("4-000-001")
		password, err := w.CreateForPatient(w.ctx, system, patient, "first.time", "Made Up", "first@example.org")
		if err != nil {
			t.Fatal(err)
		}
		if !regexp.MustCompile(`^([a-km-np-z2-9]{5}-){3}[a-km-np-z2-9]{5}$`).MatchString(password) {
			t.Errorf("%q is not easy to read", password)
		}
		out, err := w.SignIn(w.ctx, SignInInput{Username: "first.time", Password: password}, home)
		if err != nil {
			t.Fatal(err)
		}
		if !out.Who().IsSelf(patient) || *out.SignedIn.Viewer.Account.Email != "first@example.org" {
			t.Error("signed in as somebody else")
		}
		_, err = w.CreateForPatient(w.ctx, system, "no-such-patient", "second.time", "Made Up", "")
		wantCode(t, err, fault.NotFound)
		_, err = w.CreateForPatient(w.ctx, system, "", "second.time", "Made Up", "")
		wantCode(t, err, fault.NotFound)
		if n := w.number(`SELECT COUNT(*) FROM accounts WHERE username = 'second.time'`); n != 0 {
			t.Error("an account for nobody was stored")
		}
	})
}

func TestDemoAccountsAreKnown(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		if has, err := w.HasDemoAccounts(w.ctx); err != nil || has {
			t.Fatalf("demo accounts in a real clinic: %v, %v", has, err)
		}
		w.create(CreateInput{Username: "demo.person", Demo: true})
		if has, err := w.HasDemoAccounts(w.ctx); err != nil || !has {
			t.Fatalf("demo accounts: %v, %v", has, err)
		}
	})
}

func TestOnlyDemoPasswordsAreSetAgain(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.create(CreateInput{Username: "demo.person", Demo: true})
		out, err := w.SignIn(w.ctx, SignInInput{Username: "demo.person", Password: ownPassword}, home)
		if err != nil {
			t.Fatal(err)
		}
		const next = "Amber-Kettle-29-Sky"
		wantCode(t, w.SetDemoPassword(w.ctx, out.Who(), "demo.person", next), fault.Forbidden)
		wantCode(t, w.SetDemoPassword(w.ctx, system, ownUsername, next), fault.NotFound)
		wantCode(t, w.SetDemoPassword(w.ctx, system, "demo.person", "short"), fault.InvalidInput)
		if err := w.SetDemoPassword(w.ctx, system, "demo.person", next); err != nil {
			t.Fatal(err)
		}
		if w.alive(out.SessionToken) {
			t.Error("the session outlived its password")
		}
		if err := w.try("demo.person", next, home); err != nil {
			t.Error(err)
		}
	})
}

func TestRecipientsAreThoseWhoMay(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		patient := w.patient("4-000-001")
		own := w.create(CreateInput{Username: "own", PatientID: patient, Email: "own@example.org"})
		grant := `INSERT INTO account_grants (id, account_id, patient_id, scopes, created_at, expires_at, revoked_at) VALUES (?, ?, ?, ?, 1, ?, ?)`
		carer := w.create(CreateInput{Username: "carer"})
		w.exec(grant, "a", carer, patient, "APPOINTMENTS", 0, 0)
		w.exec(grant, "b", w.create(CreateInput{Username: "reader"}), patient, "RECORDS", 0, 0)
		w.exec(grant, "c", w.create(CreateInput{Username: "former"}), patient, "APPOINTMENTS", 0, 1)
		w.exec(grant, "d", w.create(CreateInput{Username: "past"}), patient, "APPOINTMENTS", 1, 0)
		gone := w.create(CreateInput{Username: "gone"})
		w.exec(grant, "e", gone, patient, "APPOINTMENTS", 0, 0)
		w.exec(`UPDATE accounts SET disabled_at = 1 WHERE id = ?`, gone)
		list, err := w.Recipients(w.ctx, patient, actor.ScopeAppointments)
		if err != nil {
			t.Fatal(err)
		}
		want := []Recipient{{AccountID: own, Email: "own@example.org", Self: true}, {AccountID: carer}}
		if len(list) != 2 || list[0] != want[0] || list[1] != want[1] {
			t.Errorf("to be told: %+v, want %+v", list, want)
		}
	})
}

// What is about a patient is mailed to addresses that were proven alone.
func TestAnAddressIsUnprovenUntilItsLinkIsFollowed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		if _, err := w.CreateForPatient(w.ctx, system, w.patient("4-000-001"), "newcomer", "Made Up", "New@example.org"); err != nil {
			t.Fatal(err)
		}
		id := w.values(`SELECT id FROM accounts WHERE username = 'newcomer'`)[0][0]
		demo := w.create(CreateInput{Username: "demo.person", Email: "demo@example.org", Demo: true})
		for _, c := range []struct {
			account, address string
			unproven         bool
		}{
			{id, "new@example.org", true}, {id, "other@example.org", false}, {demo, "demo@example.org", false}, {"none", "new@example.org", false},
		} {
			if got, err := w.Unproven(w.ctx, c.account, c.address); err != nil || got != c.unproven {
				t.Errorf("%s: %v, %v", c.address, got, err)
			}
		}
		if n := w.number(`SELECT COUNT(*) FROM account_links WHERE kind = 'VERIFY_EMAIL' AND account_id = ?`, id); n != 1 {
			t.Errorf("%d links, want 1", n)
		}
		w.exec(`UPDATE accounts SET email_verified_at = 1 WHERE id = ?`, id)
		if got, err := w.Unproven(w.ctx, id, "new@example.org"); err != nil || got {
			t.Errorf("proven: %v, %v", got, err)
		}
	})
}
