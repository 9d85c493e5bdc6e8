package factor

import (
	"testing"

	"patientportal/server/account"
	"patientportal/server/account/accounttest"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// world is the room beside the accounts it is for, on a database of its own, with
// made-up people in it.
type world struct {
	*Service
	*accounttest.World
}

const (
	ownUsername = accounttest.Username
	ownPassword = accounttest.Password

	portalAddress = "https://portal.example.org"
)

var (
	start, home, abroad, system = accounttest.Start, accounttest.Home, accounttest.Abroad, accounttest.System
	desk, admin, nurse          = accounttest.Desk, accounttest.Admin, accounttest.Nurse
	wantCode, isFault           = accounttest.WantCode, accounttest.IsFault
)

// set is what a test changes of the two rooms.
type set struct {
	account account.Limits
	passkey account.TryLimits
	baseURL string
}

func newWorld(t testing.TB, s *store.Store, changes ...func(*set)) *world {
	t.Helper()
	w := &world{World: accounttest.New(t, s)}
	w.furnish(changes...)
	return w
}

// furnish makes the rooms, anew on the same database and keys when called again.
func (w *world) furnish(changes ...func(*set)) {
	all := set{account: account.DefaultLimits, passkey: DefaultLimits, baseURL: portalAddress}
	for _, change := range changes {
		change(&all)
	}
	w.Furnish(account.WithLimits(all.account))
	w.Service = New(Needs{
		Store: w.Store, Accounts: w.World.Service, Trail: w.Trail, Keys: w.Keys, Clock: w.Clock.Now,
		Clinic: "Patient Portal", BaseURL: all.baseURL, Limits: all.passkey,
	})
	w.AskSecondFactors(w.Service)
}

// each runs fn on both databases, with one account in them.
func each(t *testing.T, fn func(t *testing.T, w *world), changes ...func(*set)) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s, changes...)
		w.Add(account.CreateInput{})
		fn(t, w)
	})
}

// manyGuesses keeps the account's bucket out of a race.
func manyGuesses(all *set) { all.account.Account.Free = 100 }
