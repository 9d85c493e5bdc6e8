package factor

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"entgo.io/ent/dialect"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/secret"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// cheap costs next to nothing, so that tests may hash a lot.
var cheap = account.Params{Time: 1, Memory: 64, Threads: 1}

// countingHasher counts what is asked of it.
type countingHasher struct {
	account.Hasher
	verified atomic.Int64
}

func (c *countingHasher) Verify(password, kept string) (bool, bool, error) {
	c.verified.Add(1)
	return c.Hasher.Verify(password, kept)
}

type accounts = account.Service

// world is the room beside the accounts it is for, on a database of its own, with
// made-up people in it.
type world struct {
	*Service
	*accounts
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

	portalAddress = "https://portal.example.org"
)

var (
	start  = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	home   = account.Client{Address: "203.0.113.7", UserAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
	abroad = account.Client{Address: "198.51.100.9", UserAgent: "curl/8"}
	system = actor.System("test")
)

// set is what a test changes of the two rooms.
type set struct {
	account account.Limits
	passkey account.TryLimits
	baseURL string
}

func newWorld(t testing.TB, s *store.Store, changes ...func(*set)) *world {
	t.Helper()
	keys, err := secret.Open(filepath.Join(t.TempDir(), "portal.key"))
	if err != nil {
		t.Fatal(err)
	}
	w := &world{
		t: t, ctx: context.Background(), store: s, clock: storetest.NewClock(start), keys: keys,
		hasher: &countingHasher{Hasher: account.NewArgon2id(keys, cheap)},
	}
	w.furnish(changes...)
	return w
}

// furnish makes the rooms, anew on the same database and keys when called again.
func (w *world) furnish(changes ...func(*set)) {
	all := set{account: account.DefaultLimits, passkey: DefaultLimits, baseURL: portalAddress}
	for _, change := range changes {
		change(&all)
	}
	trail, box := audit.New(w.store, w.clock.Now), outbox.New(w.store, w.clock.Now)
	w.accounts = account.New(w.store, trail, box, w.keys, w.clock.Now, account.WithHasher(w.hasher), account.WithLimits(all.account))
	w.Service = New(Needs{
		Store: w.store, Accounts: w.accounts, Trail: trail, Keys: w.keys, Clock: w.clock.Now,
		Clinic: "Patient Portal", BaseURL: all.baseURL, Limits: all.passkey,
	})
	w.AskSecondFactors(w.Service)
}

// each runs fn on both databases, with one account in them.
func each(t *testing.T, fn func(t *testing.T, w *world), changes ...func(*set)) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s, changes...)
		w.create(account.CreateInput{})
		fn(t, w)
	})
}

// manyGuesses keeps the account's bucket out of a race.
func manyGuesses(all *set) { all.account.Account.Free = 100 }

// create makes an account; what in leaves empty is filled in.
func (w *world) create(in account.CreateInput) string {
	w.t.Helper()
	if in.Username == "" {
		in.Username = ownUsername
	}
	if in.Role == "" {
		in.Role = actor.RolePatient
	}
	in.DisplayName, in.Password = "Made Up", ownPassword
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

// open signs in on a browser.
func (w *world) open() account.SignInOutcome {
	w.t.Helper()
	out, err := w.SignIn(w.ctx, account.SignInInput{Username: ownUsername, Password: ownPassword}, home)
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

// now is the actor as the next request finds it.
func (w *world) now(token string) actor.Actor {
	w.t.Helper()
	who, _, err := w.Authenticate(w.ctx, token)
	if err != nil {
		w.t.Fatal(err)
	}
	return who
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

// isFault tells whether the error is the fault of that id.
func isFault(err error, messageID string) bool {
	list := fault.List(err)
	return len(list) == 1 && list[0].MessageID == messageID
}

// recorded counts audit rows of an action and outcome.
func (w *world) recorded(action, outcome string) int {
	w.t.Helper()
	return w.number(`SELECT COUNT(*) FROM audit_events WHERE action = ? AND outcome = ?`, action, outcome)
}

// dump is every value of every table, in small letters.
func (w *world) dump() string {
	w.t.Helper()
	tables := `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`
	if w.store.Dialect() == dialect.SQLite {
		tables = `SELECT name FROM sqlite_master WHERE type = 'table'`
	}
	var b strings.Builder
	for _, table := range w.values(tables) {
		for _, v := range w.values(`SELECT * FROM "` + table[0] + `"`) {
			fmt.Fprintln(&b, v)
		}
	}
	return strings.ToLower(b.String())
}

func (w *world) values(text string, args ...any) (all [][]string) {
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
	if err := rows.Err(); err != nil {
		w.t.Fatal(err)
	}
	return all
}
