// Package accounttest is a room of accounts to try what stands on it in.
package accounttest

import (
	"context"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/secret"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// The account that tests begin with, made up.
const (
	Username = "rosa.quint"
	Password = "Violet-Lantern-83!"
)

// Where and as whom tests ask.
var (
	Start  = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	Home   = account.Client{Address: "203.0.113.7", UserAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
	Abroad = account.Client{Address: "198.51.100.9", UserAgent: "curl/8"}
	System = actor.System("test")
	Desk   = actor.FromSession(actor.Session{ID: "desk-session", AccountID: "desk", Role: actor.RoleFrontDesk})
	Admin  = actor.FromSession(actor.Session{ID: "admin-session", AccountID: "admin", Role: actor.RoleAdministrator})
	Nurse  = actor.FromSession(actor.Session{ID: "nurse-session", AccountID: "nurse", Role: actor.RoleClinician})
)

// Elsewhere is a client in a network of its own.
func Elsewhere(n int) account.Client {
	return account.Client{Address: "198.18." + string(rune('0'+n)) + ".1"}
}

// Hasher hashes so that it costs next to nothing, and counts what is asked of it.
type Hasher struct {
	account.Hasher
	Verified, Hashed atomic.Int64
}

// Hash is part of account.Hasher.
func (h *Hasher) Hash(password string) (string, error) {
	h.Hashed.Add(1)
	return h.Hasher.Hash(password)
}

// Verify is part of account.Hasher.
func (h *Hasher) Verify(password, kept string) (bool, bool, error) {
	h.Verified.Add(1)
	return h.Hasher.Verify(password, kept)
}

// World is the accounts, with what rooms to the left need, on a database of its
// own.
type World struct {
	*account.Service
	T      testing.TB
	Ctx    context.Context
	Store  *store.Store
	Clock  *storetest.Clock
	Keys   *secret.Keyring
	Trail  *audit.Trail
	Hasher *Hasher
}

// New makes a world with no accounts in it.
func New(t testing.TB, s *store.Store, opts ...account.Option) *World {
	t.Helper()
	keys, err := secret.Open(filepath.Join(t.TempDir(), "portal.key"))
	if err != nil {
		t.Fatal(err)
	}
	w := &World{
		T: t, Ctx: context.Background(), Store: s, Clock: storetest.NewClock(Start), Keys: keys,
		Hasher: &Hasher{Hasher: account.NewArgon2id(keys, account.Params{Time: 1, Memory: 64, Threads: 1})},
	}
	w.Furnish(opts...)
	return w
}

// Furnish makes the room of accounts; called again, anew on the same database
// and keys.
func (w *World) Furnish(opts ...account.Option) {
	w.Trail = audit.New(w.Store, w.Clock.Now)
	w.Service = account.New(w.Store, w.Trail, outbox.New(w.Store, w.Clock.Now), w.Keys, w.Clock.Now,
		append([]account.Option{account.WithHasher(w.Hasher)}, opts...)...)
}

// Add makes an account; what in leaves empty is filled in.
func (w *World) Add(in account.CreateInput) (id string) {
	w.T.Helper()
	if in.Username == "" {
		in.Username = Username
	}
	if in.Role == "" {
		in.Role = actor.RolePatient
	}
	in.DisplayName, in.Password = "Made Up", Password
	id, err := w.Create(w.Ctx, System, in)
	w.fine(err)
	return id
}

// Patient stores a person of the clinic.
func (w *World) Patient(clinicNumber string) (id string) {
	w.T.Helper()
	ctx := actor.NewContext(w.Ctx, System)
	id = store.NewID()
	w.fine(w.Store.Tx(ctx, func(ctx context.Context) error {
		return w.Store.DB(ctx).Patient.Create().SetID(id).SetClinicNumber(clinicNumber).
			SetCreatedAt(1).SetUpdatedAt(1).Exec(ctx)
	}))
	return id
}

// Try signs in at a browser.
func (w *World) Try(username, password string, from account.Client) error {
	_, err := w.SignIn(w.Ctx, account.SignInInput{Username: username, Password: password}, from)
	return err
}

// Open signs the first account in at a browser, by password alone.
func (w *World) Open() account.SignInOutcome { return w.OpenAs(Username) }

// OpenAs is Open for the account of that username.
func (w *World) OpenAs(username string) account.SignInOutcome {
	w.T.Helper()
	out, err := w.SignIn(w.Ctx, account.SignInInput{Username: username, Password: Password}, Home)
	w.fine(err)
	return out
}

// Now is the actor as the next request finds it.
func (w *World) Now(token string) actor.Actor {
	w.T.Helper()
	who, _, err := w.Authenticate(w.Ctx, token)
	w.fine(err)
	return who
}

// IsOpen tells whether the session of that token goes on.
func (w *World) IsOpen(token string) bool {
	w.T.Helper()
	_, _, err := w.Authenticate(w.Ctx, token)
	if err != nil && fault.CodeOf(err) != fault.Unauthenticated {
		w.T.Fatal(err)
	}
	return err == nil
}

func (w *World) fine(err error) {
	w.T.Helper()
	if err != nil {
		w.T.Fatal(err)
	}
}

// WantCode fails the test unless the error is a fault of that code.
func WantCode(t testing.TB, err error, want fault.Code) {
	t.Helper()
	if err == nil || fault.CodeOf(err) != want {
		t.Errorf("got %v, want a fault %s", err, want)
	}
}

// IsFault tells whether the error is the fault of that id.
func IsFault(err error, messageID string) bool {
	list := fault.List(err)
	return len(list) == 1 && list[0].MessageID == messageID
}
