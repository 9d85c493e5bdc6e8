package account

import (
	"context"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/secret"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// cheap costs next to nothing, so that tests may hash a lot.
var cheap = Params{Time: 1, Memory: 64, Threads: 1}

// countingHasher counts what is asked of it.
type countingHasher struct {
	Hasher
	verified, hashed atomic.Int64
}

func (c *countingHasher) Hash(password string) (string, error) {
	c.hashed.Add(1)
	return c.Hasher.Hash(password)
}

func (c *countingHasher) Verify(password, kept string) (bool, bool, error) {
	c.verified.Add(1)
	return c.Hasher.Verify(password, kept)
}

// world is the room on a database of its own, with made-up people in it.
type world struct {
	*Service
	t      testing.TB
	ctx    context.Context
	store  *store.Store
	clock  *storetest.Clock
	keys   *secret.Keyring
	hasher *countingHasher
}

const (
	ownUsername = "rosa.quint"
	ownPassword = "Violet-Lantern-83!"
	badPassword = "Violet-Lantern-38!"
)

var (
	start  = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	home   = Client{Address: "203.0.113.7", UserAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
	abroad = Client{Address: "198.51.100.9", UserAgent: "curl/8"}
	system = actor.System("test")
)

func newWorld(t testing.TB, s *store.Store, opts ...Option) *world {
	t.Helper()
	keys, err := secret.Open(filepath.Join(t.TempDir(), "portal.key"))
	if err != nil {
		t.Fatal(err)
	}
	clock := storetest.NewClock(start)
	hasher := &countingHasher{Hasher: NewArgon2id(keys, cheap)}
	opts = append([]Option{WithHasher(hasher)}, opts...)
	return &world{
		Service: New(s, audit.New(s, clock.Now), outbox.New(s, clock.Now), keys, clock.Now, opts...),
		t:       t, ctx: context.Background(), store: s, clock: clock, keys: keys, hasher: hasher,
	}
}

// each runs fn on both databases, with one account in them.
func each(t *testing.T, fn func(t *testing.T, w *world)) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		w.create(CreateInput{})
		fn(t, w)
	})
}

// create makes an account; what in leaves empty is filled in.
func (w *world) create(in CreateInput) string {
	w.t.Helper()
	if in.Username == "" {
		in.Username = ownUsername
	}
	if in.DisplayName == "" {
		in.DisplayName = "Made Up"
	}
	if in.Password == "" {
		in.Password = ownPassword
	}
	if in.Role == "" {
		in.Role = actor.RolePatient
	}
	id, err := w.Create(w.ctx, system, in)
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

// patient stores a person of the clinic.
func (w *world) patient(clinicNumber string) string {
	w.t.Helper()
	ctx := actor.NewContext(w.ctx, system)
	id := store.NewID()
	err := w.store.Tx(ctx, func(ctx context.Context) error {
		return w.store.DB(ctx).Patient.Create().SetID(id).SetClinicNumber(clinicNumber).
			SetCreatedAt(1).SetUpdatedAt(1).Exec(ctx)
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

func (w *world) exec(text string, args ...any) {
	w.t.Helper()
	ctx := actor.NewContext(w.ctx, system)
	err := w.store.Tx(ctx, func(ctx context.Context) error {
		_, err := w.store.Prepare(text).Exec(ctx, args...)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) number(text string, args ...any) (n int) {
	w.t.Helper()
	ctx := actor.NewContext(w.ctx, system)
	if err := w.store.Prepare(text).QueryRow(ctx, args...).Scan(&n); err != nil {
		w.t.Fatal(err)
	}
	return n
}

func (w *world) try(username, password string, from Client) error {
	_, err := w.SignIn(w.ctx, SignInInput{Username: username, Password: password}, from)
	return err
}

// open signs in on a browser.
func (w *world) open() SignInOutcome {
	w.t.Helper()
	out, err := w.SignIn(w.ctx, SignInInput{Username: ownUsername, Password: ownPassword}, home)
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

// openPhone signs in on a phone.
func (w *world) openPhone() *SignedIn {
	w.t.Helper()
	out, err := w.SignIn(w.ctx, SignInInput{Username: ownUsername, Password: ownPassword, Client: Mobile}, home)
	if err != nil {
		w.t.Fatal(err)
	}
	return out.SignedIn
}

func (w *world) alive(token string) bool {
	w.t.Helper()
	_, _, err := w.Authenticate(w.ctx, token)
	if err != nil && fault.CodeOf(err) != fault.Unauthenticated {
		w.t.Fatal(err)
	}
	return err == nil
}

func wantCode(t testing.TB, err error, want fault.Code) {
	t.Helper()
	if err == nil || fault.CodeOf(err) != want {
		t.Errorf("got %v, want a fault %s", err, want)
	}
}

// recorded counts audit rows of an action and outcome.
func (w *world) recorded(action, outcome string) int {
	w.t.Helper()
	return w.number(`SELECT COUNT(*) FROM audit_events WHERE action = ? AND outcome = ?`, action, outcome)
}
