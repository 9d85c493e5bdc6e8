package account

import (
	"context"
	"time"

	"patientportal/server/store"
)

// TryLimits are those of a public door that another room keeps. Without a limit
// of the subject nobody is known at that door yet, and none is counted.
type TryLimits struct{ Subject, Network, Site Limit }

// Tries counts what is tried at a public door that another room keeps, such as
// signing up: by whom it is about, by network and for the whole site, by the
// rules of signing in and in buckets of their own.
type Tries struct {
	account *Service
	door    string
	limits  TryLimits
}

// Try is one that has been counted as failed.
type Try struct {
	tries   *Tries
	buckets attempt
	until   int64
}

// TriesAt counts at the door of that name.
func (s *Service) TriesAt(door string, limits TryLimits) *Tries {
	return &Tries{account: s, door: door, limits: limits}
}

// about gives the buckets of a try on the subject; what the subject is cannot
// be read back from them.
func (t *Tries) about(subject, network string) attempt {
	s := t.account
	all := attempt{
		{id: s.bucketID(t.door, subject), limit: t.limits.Subject, forgets: true},
		{id: s.bucketID(t.door+"-network", network), limit: t.limits.Network},
		{id: s.bucketID(t.door+"-site", ""), limit: t.limits.Site},
	}
	if t.limits.Subject == (Limit{}) {
		return all[1:]
	}
	return all
}

// Look refuses with RATE_LIMITED, by one read, what Count would refuse.
func (t *Tries) Look(ctx context.Context, subject string, from Client) error {
	return t.account.lookBefore(ctx, t.about(subject, networkOf(from.Address)))
}

// Drown takes the time of one password's hash, in which the microseconds are
// lost by which subjects differ. It fails with RATE_LIMITED when too many wait to
// hash.
func (t *Tries) Drown(ctx context.Context, subject string, from Client) error {
	return t.account.drown(ctx, t.about(subject, networkOf(from.Address)))
}

// Count counts a try as failed in the context's Tx, before anything is looked
// at: of those that come at once the next waits until this Tx has ended.
// RATE_LIMITED, which undoes the Tx, when there were too many.
func (t *Tries) Count(ctx context.Context, subject string, from Client) (Try, error) {
	try := Try{tries: t, buckets: t.about(subject, networkOf(from.Address))}
	now := store.Micros(t.account.clock())
	for i, b := range try.buckets {
		until, err := t.account.count(ctx, b, now)
		if err != nil {
			return Try{}, err
		}
		if i == 0 {
			try.until = until
		}
	}
	return try, nil
}

// LocksUntil is when the subject may be tried again should this try stand,
// false when at once.
func (t Try) LocksUntil() (time.Time, bool) { return store.FromMicros(t.until), t.until > 0 }

// TakeBack undoes the count of a try that was right, in its Tx, and with it the
// earlier ones on its subject.
func (t Try) TakeBack(ctx context.Context) error { return t.tries.account.takeBack(ctx, t.buckets) }

// TakeBack is Try.TakeBack for a try that was counted in an earlier Tx.
func (t *Tries) TakeBack(ctx context.Context, subject string, from Client) error {
	return t.account.takeBack(ctx, t.about(subject, networkOf(from.Address)))
}

// Lift lets the subject be tried again at once, in the context's Tx.
func (t *Tries) Lift(ctx context.Context, subject string) error {
	return t.account.tables.forget(ctx, t.about(subject, "")[0].id)
}
