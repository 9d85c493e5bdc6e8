package registration

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"entgo.io/ent/dialect"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/patient"
	"patientportal/server/recovery"
	"patientportal/server/secret"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// world is the room over a database of its own, with two made-up patients.
type world struct {
	*Service
	t     testing.TB
	ctx   context.Context
	store *store.Store
	clock *storetest.Clock
	ana   patient.Patient
	other patient.Patient
	desk  actor.Actor
	admin actor.Actor
}

var (
	start  = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	home   = account.Client{Address: "203.0.113.7", UserAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
	system = actor.System("test")
)

const goodPassword = "Violet-Lantern-83!"

// each runs fn on both databases.
func each(t *testing.T, fn func(t *testing.T, w *world)) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) { fn(t, newWorld(t, s)) })
}

func newWorld(t testing.TB, s *store.Store, needs ...func(*recovery.Needs)) *world {
	t.Helper()
	keys, err := secret.Open(filepath.Join(t.TempDir(), "portal.key"))
	if err != nil {
		t.Fatal(err)
	}
	clock := storetest.NewClock(start)
	trail, box := audit.New(s, clock.Now), outbox.New(s, clock.Now)
	cheap := account.NewArgon2id(keys, account.Params{Time: 1, Memory: 64, Threads: 1})
	accounts := account.New(s, trail, box, keys, clock.Now, account.WithHasher(cheap), account.WithDemo(true))
	asks := recovery.Needs{Store: s, Accounts: accounts, Trail: trail, Clock: clock.Now}
	for _, change := range needs {
		change(&asks)
	}
	w := &world{
		t: t, ctx: context.Background(), store: s, clock: clock,
		Service: New(Needs{
			Store: s, Patients: patient.New(s, trail, clock.Now), Accounts: accounts, Recovery: recovery.New(asks), Trail: trail, Keys: keys, Clock: clock.Now,
			Clinic: Clinic{Name: "Clinic", SupportPhone: "+1 555 0100", BaseURL: "https://portal.example.org"},
		}),
	}
	w.people()
	return w
}

func (w *world) people() {
	w.t.Helper()
	w.ana = w.register(patient.RegisterInput{GivenNames: "Ána María", FamilyName: "Lima-Sørensen", DateOfBirth: "1984-03-09", ClinicNumber: "4-820-117"})
	w.other = w.register(patient.RegisterInput{GivenNames: "Bo", FamilyName: "Berg", DateOfBirth: "1990-01-31", ClinicNumber: "4-820-118"})
	w.desk, w.admin = w.staff("desk", actor.RoleFrontDesk), w.staff("admin", actor.RoleAdministrator)
}

func (w *world) register(in patient.RegisterInput) patient.Patient {
	w.t.Helper()
	p, err := w.Patients.Register(w.ctx, system, in)
	if err != nil {
		w.t.Fatal(err)
	}
	return p
}

func (w *world) staff(username string, role actor.Role) actor.Actor {
	w.t.Helper()
	_, err := w.Accounts.Create(w.ctx, system, account.CreateInput{Username: username, DisplayName: "Made Up", Role: role, Password: goodPassword, Demo: true})
	if err != nil {
		w.t.Fatal(err)
	}
	out, err := w.Accounts.SignIn(w.ctx, account.SignInInput{Username: username, Password: goodPassword}, home)
	if err != nil {
		w.t.Fatal(err)
	}
	return out.Who()
}

// issue gives a new code of Ana's.
func (w *world) issue() IssueActivationCodePayload {
	w.t.Helper()
	made, err := w.IssueActivationCode(w.ctx, w.desk, IssueActivationCodeInput{PatientID: w.ana.ID})
	if err != nil {
		w.t.Fatal(err)
	}
	return made
}

// claim is Ana's, as she is on the books.
func claim(code string) StartRegistrationInput {
	return StartRegistrationInput{
		ClinicNumber: "4-820-117", ActivationCode: code, Email: "ana@example.org",
		FullName: "Ána María Lima-Sørensen", DateOfBirth: "1984-03-09",
	}
}

func (w *world) begin(in StartRegistrationInput) Registration {
	w.t.Helper()
	got, err := w.StartRegistration(w.ctx, in, home)
	if err != nil {
		w.t.Fatal(err)
	}
	return got.Registration
}

func completion(r Registration) CompleteRegistrationInput {
	return CompleteRegistrationInput{
		RegistrationID: r.ID, Username: r.SuggestedUsername, Password: goodPassword,
		SecurityAnswers: []recovery.SecurityAnswerInput{
			{QuestionKey: "FIRST_PET", Answer: "Hidden Rex"}, {QuestionKey: "COUSIN", Answer: "Hidden Ida"}, {QuestionKey: "FIRST_JOB", Answer: "Hidden Oslo"},
		},
	}
}

func (w *world) number(text string, args ...any) (n int) {
	w.t.Helper()
	if err := w.store.Prepare(text).QueryRow(actor.NewContext(w.ctx, system), args...).Scan(&n); err != nil {
		w.t.Fatal(err)
	}
	return n
}

func wantCode(t testing.TB, what string, err error, want fault.Code) {
	t.Helper()
	if err == nil || fault.CodeOf(err) != want {
		t.Errorf("%s: got %v, want a fault %s", what, err, want)
	}
}

// dump is every value of every table, in small letters.
func (w *world) dump() string {
	w.t.Helper()
	tables := `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`
	if w.store.Dialect() == dialect.SQLite {
		tables = `SELECT name FROM sqlite_master WHERE type = 'table'`
	}
	var b strings.Builder
	for _, table := range w.rows(tables) {
		for _, row := range w.rows(`SELECT * FROM "` + table[0] + `"`) {
			fmt.Fprintln(&b, row)
		}
	}
	return strings.ToLower(b.String())
}

func (w *world) rows(text string, args ...any) (all [][]string) {
	w.t.Helper()
	rows, err := w.store.Prepare(text).Query(actor.NewContext(w.ctx, system), args...)
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		w.t.Fatal(err)
	}
	for rows.Next() {
		row, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			w.t.Fatal(err)
		}
		words := make([]string, len(row))
		for i, v := range row {
			if raw, ok := v.([]byte); ok {
				v = string(raw)
			}
			words[i] = fmt.Sprint(v)
		}
		all = append(all, words)
	}
	return all
}
