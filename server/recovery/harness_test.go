package recovery

import (
	"context"
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
	patients register
}

const (
	ownUsername = accounttest.Username
	ownPassword = accounttest.Password
)

var (
	home, abroad, elsewhere = accounttest.Home, accounttest.Abroad, accounttest.Elsewhere
	wantCode                = accounttest.WantCode
)

func newWorld(t testing.TB, s *store.Store, opts ...account.Option) *world {
	t.Helper()
	w := &world{patients: register{}}
	w.World = accounttest.New(t, s, append([]account.Option{account.WithPeople(w.patients)}, opts...)...)
	w.Service = New(Needs{Store: s, Accounts: w.World.Service, People: w.patients, Trail: w.Trail, Clock: w.Clock.Now})
	return w
}

// each runs fn on both databases, with one account in them.
func each(t *testing.T, fn func(t *testing.T, w *world), opts ...account.Option) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s, opts...)
		w.Add(account.CreateInput{})
		fn(t, w)
	})
}

// manyMails keeps the bucket of one person out of a comparison.
func manyMails() account.Option {
	limits := account.DefaultLimits
	limits.Mail.Free = 100
	return account.WithLimits(limits)
}

// mailed makes a link for the account and gives its token, as its mail does.
func (w *world) mailed(in account.NewLink) (token string) {
	w.T.Helper()
	var id string
	err := w.Store.Tx(w.Ctx, func(ctx context.Context) (err error) {
		id, err = w.MakeLink(ctx, in)
		return err
	})
	if err != nil {
		w.T.Fatal(err)
	}
	if token, err = w.LinkToken(w.Ctx, id); err != nil || token == "" {
		w.T.Fatalf("no token for a new link: %q, %v", token, err)
	}
	return token
}

// accountNamed is the id of the account of that username.
func (w *world) accountNamed(username string) string {
	w.T.Helper()
	return w.Values(`SELECT id FROM accounts WHERE username = ?`, username)[0][0]
}
