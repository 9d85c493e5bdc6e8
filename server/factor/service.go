package factor

import (
	"context"
	"time"

	"patientportal/server/account"
	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/passkey"
	"patientportal/server/secret"
	"patientportal/server/store"
)

// DefaultLimits are of passkeys' ceremonies for those who have not proved anything
// yet. Each is counted when it starts, and a page that only offers one starts it
// too. The buckets are their own, so that who guesses passwords keeps nobody from
// their passkey.
var DefaultLimits = account.TryLimits{
	Network: account.Limit{Free: 1000, FirstPause: 5 * time.Second, LongestPause: time.Minute, Stop: 5000, Window: time.Hour},
	Site:    account.Limit{Free: 50_000, FirstPause: time.Second, LongestPause: 15 * time.Second, Stop: 200_000, Window: time.Hour},
}

// Needs are what New is given.
type Needs struct {
	Store    *store.Store // migrated
	Accounts *account.Service
	Trail    *audit.Trail
	Keys     *secret.Keyring
	Clock    store.Clock
	Clinic   string            // how authenticator apps and devices call this portal
	BaseURL  string            // where it stands; without a name, as at an IP address, there are no passkeys
	Limits   account.TryLimits // DefaultLimits when zero
}

// Service holds the rules of the room. It is safe for concurrent use.
type Service struct {
	store    *store.Store
	tables   *tables
	accounts *account.Service
	trail    *audit.Trail
	keys     *secret.Keyring
	clock    store.Clock
	tries    *account.Tries
	passkeys *passkey.Site // nil when the portal can have none
	clinic   string
}

var _ account.SecondFactors = (*Service)(nil)

// New makes the room. It says nothing to account before that was told to ask it;
// see account.AskSecondFactors.
func New(n Needs) *Service {
	if n.Limits == (account.TryLimits{}) {
		n.Limits = DefaultLimits
	}
	s := &Service{
		store: n.Store, tables: newTables(n.Store), accounts: n.Accounts, trail: n.Trail, keys: n.Keys, clock: n.Clock,
		tries: n.Accounts.TriesAt("passkey", n.Limits), clinic: n.Clinic,
	}
	if site, err := passkey.NewSite(n.BaseURL, n.Clinic, ceremonyLife); err == nil {
		s.passkeys = site
	}
	return s
}

// hold keeps others from changing the same account's factors until the end of
// the Tx.
func (s *Service) hold(ctx context.Context, accountID string) error {
	open, err := s.accounts.Hold(ctx, accountID)
	if err == nil && !open {
		err = fault.ErrUnauthenticated
	}
	return err
}

// record adds a row about the account to the trail.
func (s *Service) record(ctx context.Context, who actor.Actor, action, accountID string) error {
	return s.trail.Record(ctx, who, audit.Event{Action: action, SubjectType: "account", SubjectID: accountID})
}

// sweepAfter is how long an app that was begun and not confirmed is kept.
const sweepAfter = 35 * 24 * time.Hour

// Sweep drops ceremonies that nobody answered and apps that nobody confirmed, and
// gives how many. Nothing depends on it but the size of the database.
func (s *Service) Sweep(ctx context.Context, who actor.Actor) (dropped int64, err error) {
	if !who.IsSystem() {
		return 0, fault.ErrForbidden
	}
	now := s.clock()
	err = s.store.Tx(ctx, func(ctx context.Context) error {
		ceremonies, err := s.tables.dropCeremonies(ctx, store.Micros(now))
		if err != nil {
			return err
		}
		apps, err := s.tables.sweepPendingTOTP(ctx, store.Micros(now.Add(-sweepAfter)))
		dropped = ceremonies + apps
		return err
	})
	return dropped, err
}
