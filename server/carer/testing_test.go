package carer

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/patient"
	"patientportal/server/recovery"
	"patientportal/server/secret"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

var (
	system = actor.System("test")
	noon   = time.Date(2026, 3, 2, 18, 0, 0, 0, time.UTC) // in Chicago
)

const password = "Violet-Lantern-83!"

// world is the room with those it stands on, on a database of its own, and a
// clinic in Chicago.
type world struct {
	*Service
	t     testing.TB
	ctx   context.Context
	clock *storetest.Clock
}

// each runs fn on both databases.
func each(t *testing.T, fn func(t *testing.T, w *world)) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) { fn(t, newWorld(t, s, 13)) })
}

func newWorld(t testing.TB, s *store.Store, recordsUntilAge int) *world {
	t.Helper()
	keys, err := secret.Open(filepath.Join(t.TempDir(), "portal.key"))
	if err != nil {
		t.Fatal(err)
	}
	clock := storetest.NewClock(noon)
	trail, box := audit.New(s, clock.Now), outbox.New(s, clock.Now)
	cheap := account.NewArgon2id(keys, account.Params{Time: 1, Memory: 64, Threads: 1})
	accounts := account.New(s, trail, box, keys, clock.Now, account.WithHasher(cheap))
	w := &world{t: t, ctx: t.Context(), clock: clock, Service: New(Needs{
		Store: s, Account: accounts,
		Recovery: recovery.New(recovery.Needs{Store: s, Accounts: accounts, Trail: trail, Clock: clock.Now}),
		Patient:  patient.New(s, trail, clock.Now), Clinic: clinic.New(s, trail, clock.Now, clinic.Settings{}),
		Trail: trail, Outbox: box, Clock: clock.Now, RecordsUntilAge: recordsUntilAge,
	})}
	_, err = w.Clinic.AddLocation(w.ctx, system, clinic.AddLocationInput{Name: "Downtown", TimeZone: "America/Chicago"})
	w.fine(err)
	return w
}

func (w *world) fine(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// person is somebody with an account.
type person struct {
	w         *world
	accountID string
	token     string // of a session
}

// is who the person is to the next request.
func (p person) is() actor.Actor {
	p.w.t.Helper()
	who, _, err := p.w.Account.Authenticate(p.w.ctx, p.token)
	p.w.fine(err)
	return who
}

// patient is somebody on the clinic's books.
func (w *world) patient(name, born string) patient.Patient {
	w.t.Helper()
	p, err := w.Patient.Register(w.ctx, system, patient.RegisterInput{FullName: name, DateOfBirth: born})
	w.fine(err)
	return p
}

// person makes an account and signs it in.
func (w *world) person(username string, in account.CreateInput) person {
	w.t.Helper()
	in.Username, in.Password = username, password
	if in.DisplayName == "" {
		in.DisplayName = "Made Up " + username
	}
	if in.Role == "" {
		in.Role = actor.RolePatient
	}
	id, err := w.Account.Create(w.ctx, system, in)
	w.fine(err)
	out, err := w.Account.SignIn(w.ctx, account.SignInInput{Username: username, Password: password}, account.Client{Address: "203.0.113.7"})
	w.fine(err)
	return person{w, id, out.SessionToken}
}

// adult is a patient with an account of their own.
func (w *world) adult() (person, patient.Patient) {
	w.t.Helper()
	p := w.patient("Maria Alvarez", "1984-03-09")
	return w.person("maria.alvarez", account.CreateInput{PatientID: p.ID, Email: "maria@example.org"}), p
}

func (w *world) someone(username string) person {
	w.t.Helper()
	return w.person(username, account.CreateInput{Email: username + "@example.org"})
}

func (w *world) staff(username string, role actor.Role) person {
	w.t.Helper()
	return w.person(username, account.CreateInput{Role: role})
}

var all = actor.AllScopes

func offer(patientID string, scopes ...actor.Scope) InviteCarerInput {
	return InviteCarerInput{PatientID: patientID, Email: "sam@example.org", Relationship: "brother", Scopes: scopes}
}

// invited gives the token that the newest invitation's mail carries.
func (w *world) invited(who actor.Actor, in InviteCarerInput) (token string) {
	w.t.Helper()
	made, err := w.Invite(w.ctx, who, in)
	w.fine(err)
	return w.tokenOf(made.Invitation.ID)
}

func (w *world) tokenOf(invitationID string) string {
	w.t.Helper()
	link := w.text(`SELECT id FROM account_links WHERE subject_id = ?`, invitationID)
	token, err := w.Account.LinkToken(w.ctx, link)
	w.fine(err)
	return token
}

// letIn makes the person a carer the way people do.
func (w *world) letIn(by actor.Actor, carer person, in InviteCarerInput) Carer {
	w.t.Helper()
	made, err := w.Accept(w.ctx, carer.is(), AcceptCarerInvitationInput{Token: w.invited(by, in)})
	w.fine(err)
	return *made.Carer
}

// guardian makes the person one of the child's, by the desk.
func (w *world) guardian(username, childID string, scopes ...actor.Scope) Carer {
	w.t.Helper()
	made, err := w.Grant(w.ctx, deskActor(), GrantCarerInput{
		PatientID: childID, Username: &username, Relationship: "mother", Scopes: scopes, Reason: "birth certificate",
	})
	w.fine(err)
	return *made.Carer
}

// deskActor is a made-up member of the front desk, without an account.
func deskActor() actor.Actor {
	return actor.FromSession(actor.Session{ID: "s", AccountID: "desk", Role: actor.RoleFrontDesk})
}

func (w *world) text(query string, args ...any) (value string) {
	w.t.Helper()
	w.fine(w.Store.Prepare(query).QueryRow(actor.NewContext(w.ctx, system), args...).Scan(&value))
	return value
}

func (w *world) number(query string, args ...any) (n int) {
	w.t.Helper()
	w.fine(w.Store.Prepare(query).QueryRow(actor.NewContext(w.ctx, system), args...).Scan(&n))
	return n
}

// letters counts those of a kind to an address.
func (w *world) letters(kind outbox.LetterKind, address string) int {
	w.t.Helper()
	return w.number(`SELECT COUNT(*) FROM outbox_events WHERE kind = 'LetterWritten' AND payload LIKE ? AND payload LIKE ?`,
		`%"kind":"`+string(kind)+`"%`, `%"`+address+`"%`)
}

func wantCode(t testing.TB, what string, err error, want fault.Code) {
	t.Helper()
	switch {
	case want == "" && err != nil:
		t.Errorf("%s: %v", what, err)
	case want != "" && (err == nil || fault.CodeOf(err) != want):
		t.Errorf("%s: %v, want %s", what, err, want)
	}
}
