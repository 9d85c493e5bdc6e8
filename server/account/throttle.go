package account

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"math"
	"time"

	"patientportal/server/fault"
	"patientportal/server/store"
)

// Limit is how many failed proofs one bucket takes.
type Limit struct {
	Free         int           // failures before the first pause
	FirstPause   time.Duration // after the failure that uses Free up; each further pause is twice the one before
	LongestPause time.Duration
	Stop         int           // failures after which nothing is tried until the window ends
	Window       time.Duration // from the first failure counted
}

// Limits are those of the kinds of buckets. A known device has the limit of an
// account.
type Limits struct {
	Account, Network, Site Limit
	Mail                   Limit // of the mails that one person asks for; see attemptAt
}

// DefaultLimits: an account is guessed at, at most 100 times a day (NIST SP
// 800-63B 3.2.2 asks for no more than 100 in a row). A network may be a
// hospital's only address, and the whole site's pauses touch everyone, so those
// begin later and stay short.
var DefaultLimits = Limits{
	Account: Limit{Free: 5, FirstPause: 30 * time.Second, LongestPause: 15 * time.Minute, Stop: 100, Window: 24 * time.Hour},
	Network: Limit{Free: 20, FirstPause: 5 * time.Second, LongestPause: 5 * time.Minute, Stop: 100, Window: time.Hour},
	Site:    Limit{Free: 1000, FirstPause: time.Second, LongestPause: 15 * time.Second, Stop: 10_000, Window: time.Hour},
	Mail:    Limit{Free: 5, FirstPause: time.Minute, LongestPause: time.Hour, Stop: 20, Window: 24 * time.Hour},
}

// blockedUntil is when the next proof may be tried, in microseconds since 1970,
// after that many failures of which the last is at now; 0 for at once.
func (l Limit) blockedUntil(failures int, windowStart, now int64) int64 {
	if failures >= l.Stop {
		return windowStart + l.Window.Microseconds()
	}
	if failures < l.Free {
		return 0
	}
	pause := math.Ldexp(float64(l.FirstPause), failures-l.Free)
	return now + time.Duration(min(pause, float64(l.LongestPause))).Microseconds()
}

// bucket counts the failures of one account, network or device.
type bucket struct {
	id      string
	limit   Limit
	forgets bool // one success takes back every failure, not its own attempt alone
}

// attempt is one proof of identity on its way: the buckets that count it, in
// the order in which their rows are locked.
type attempt []bucket

const throttlePurpose = "account.throttle"

// bucketID hides what is counted: people type passwords where their username
// belongs, and addresses are theirs too.
func (s *Service) bucketID(kind, what string) string {
	mac := hmac.New(sha256.New, s.throttleKey)
	mac.Write([]byte(kind + "\x00" + what))
	return kind + ":" + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// attemptOn gives the buckets of a proof for the folded username. Those of a
// name that nobody has are the same as any other's.
func (s *Service) attemptOn(username, network string, known bool) attempt {
	if known {
		id := s.bucketID("device", network+"\x00"+username)
		return attempt{{id: id, limit: s.limits.Account, forgets: true}}
	}
	return attempt{
		{id: s.bucketID("account", username), limit: s.limits.Account, forgets: true},
		{id: s.bucketID("network", network), limit: s.limits.Network},
		{id: s.bucketID("site", ""), limit: s.limits.Site},
	}
}

// lookBefore refuses, by one read, a proof that would not be let in.
func (s *Service) lookBefore(ctx context.Context, a attempt) error {
	now := store.Micros(s.clock())
	until, err := s.tables.blockedUntil(ctx, a)
	if err != nil {
		return err
	}
	if until > now {
		return tooMany(until - now)
	}
	return nil
}

// letIn counts the proof as failed in all of its buckets, or in none when one
// of them refuses. One conditional write for each decides between proofs that
// come at the same time.
func (s *Service) letIn(ctx context.Context, a attempt) error {
	return s.store.Tx(ctx, func(ctx context.Context) error {
		now := store.Micros(s.clock())
		for _, b := range a {
			if _, err := s.count(ctx, b, now); err != nil {
				return err
			}
		}
		return nil
	})
}

// count adds a failure to the bucket and gives the end of the block that it
// causes, 0 for none.
func (s *Service) count(ctx context.Context, b bucket, now int64) (until int64, err error) {
	failures, windowStart, counted, err := s.tables.countFailure(ctx, b.id, now, b.limit.Window)
	if err != nil {
		return 0, err
	}
	if !counted {
		until, err := s.tables.blockedUntil(ctx, attempt{b})
		if err != nil {
			return 0, err
		}
		return 0, tooMany(until - now)
	}
	if until = b.limit.blockedUntil(failures, windowStart, now); until > 0 {
		return until, s.tables.block(ctx, b.id, until)
	}
	return 0, nil
}

// takeBack undoes letIn for a proof that was right; inside a Tx.
func (s *Service) takeBack(ctx context.Context, a attempt) error {
	for _, b := range a {
		forget := s.tables.uncount
		if b.forgets {
			forget = s.tables.forget
		}
		if err := forget(ctx, b.id); err != nil {
			return err
		}
	}
	return nil
}

// tooMany says in words when to try again, given the wait in microseconds.
func tooMany(micros int64) error {
	wait := time.Duration(micros) * time.Microsecond
	return fault.New(fault.RateLimited, "account.too_many_attempts",
		"There were too many tries. Try again in "+inWords(wait)+".")
}

// inWords rounds up, so that nobody comes back too early.
func inWords(wait time.Duration) string {
	for _, unit := range []struct {
		size time.Duration
		most int64
		name string
	}{{time.Second, 90, "second"}, {time.Minute, 90, "minute"}, {time.Hour, math.MaxInt64, "hour"}} {
		n := max(1, int64((wait+unit.size-1)/unit.size))
		if n == 1 {
			return "1 " + unit.name
		}
		if n <= unit.most {
			return fmt.Sprintf("%d %ss", n, unit.name)
		}
	}
	return "a while" // not reached: the last unit takes any number
}

// longest is how long any of the buckets remembers.
func (l Limits) longest() time.Duration {
	return max(l.Account.Window, l.Network.Window, l.Site.Window, l.Mail.Window)
}
