package account

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/store"
)

func TestPausesGrowAndStop(t *testing.T) {
	t.Parallel()
	l := DefaultLimits.Account
	const start, now = int64(1_000), int64(2_000)
	for failures, want := range map[int]time.Duration{
		1: 0, 4: 0, 5: 30 * time.Second, 6: time.Minute, 9: 8 * time.Minute,
		10: 15 * time.Minute, 99: 15 * time.Minute,
	} {
		var until int64
		if want > 0 {
			until = now + want.Microseconds()
		}
		if got := l.blockedUntil(failures, start, now); got != until {
			t.Errorf("after %d failures blocked until %d, want %d", failures, got, until)
		}
	}
	if got, want := l.blockedUntil(100, start, now), start+l.Window.Microseconds(); got != want {
		t.Errorf("after 100 failures blocked until %d, want the window's end %d", got, want)
	}
}

func TestWaitsAreTold(t *testing.T) {
	t.Parallel()
	for wait, want := range map[time.Duration]string{
		time.Microsecond: "1 second", 30 * time.Second: "30 seconds", 90 * time.Second: "90 seconds",
		91 * time.Second: "2 minutes", 15 * time.Minute: "15 minutes", 23*time.Hour + 1: "24 hours",
	} {
		if got := inWords(wait); got != want {
			t.Errorf("%v: %q, want %q", wait, got, want)
		}
	}
}

// fail fails n times from that address and gives the last answer.
func (w *world) fail(n int, username string, from Client) (err error) {
	w.t.Helper()
	for range n {
		err = w.try(username, badPassword, from)
	}
	return err
}

func TestAnAccountIsPausedAfterFiveFailures(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for _, username := range []string{ownUsername, "nobody.here"} {
			from := abroad
			wantCode(t, w.fail(5, username, from), fault.Unauthenticated)
			hashes := w.hasher.verified.Load()
			ctx, count := store.Counting(w.ctx)
			_, err := w.SignIn(ctx, SignInInput{Username: username, Password: ownPassword}, from)
			if n := len(count.Texts()); n != 2 {
				t.Errorf("a throttled attempt took %d statements, want two reads", n)
			}
			wantCode(t, err, fault.RateLimited)
			if err != nil && !strings.Contains(err.Error(), "30 seconds") {
				t.Errorf("%q does not say when to try again", err)
			}
			if w.hasher.verified.Load() != hashes {
				t.Error("a throttled attempt was hashed")
			}
			from.Address = "192.0.2.55"
			wantCode(t, w.try(username, ownPassword, from), fault.RateLimited)
		}
		w.clock.Advance(30 * time.Second)
		if err := w.try(ownUsername, ownPassword, abroad); err != nil {
			t.Errorf("after the pause: %v", err)
		}
		wantCode(t, w.fail(4, ownUsername, Client{Address: "192.0.2.55"}), fault.Unauthenticated)
	})
}

func TestAnAccountIsGuessedAtNoMoreThanAHundredTimes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		var i int
		for ; w.hasher.verified.Load() < 100; i++ {
			from := Client{Address: fmt.Sprintf("198.51.%d.1", i%250)}
			_ = w.try(ownUsername, badPassword, from)
			w.clock.Advance(time.Minute)
			if i > 2000 {
				t.Fatal("100 failures were never reached")
			}
		}
		left := start.Add(DefaultLimits.Account.Window).Sub(w.clock.Now())
		if left <= 20*time.Minute {
			t.Fatalf("only %v of the window left", left)
		}
		w.clock.Advance(left - time.Second)
		wantCode(t, w.try(ownUsername, ownPassword, abroad), fault.RateLimited)
		w.clock.Advance(time.Second)
		if err := w.try(ownUsername, ownPassword, abroad); err != nil {
			t.Errorf("in the next window: %v", err)
		}
	})
}

func TestANetworkIsPausedAcrossAccounts(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for i := range DefaultLimits.Network.Free {
			wantCode(t, w.try(fmt.Sprintf("user%d", i), badPassword, abroad), fault.Unauthenticated)
		}
		neighbour := abroad
		neighbour.Address = "198.51.100.200"
		wantCode(t, w.try(ownUsername, ownPassword, neighbour), fault.RateLimited)
		if err := w.try(ownUsername, ownPassword, home); err != nil {
			t.Errorf("from elsewhere: %v", err)
		}
	})
}

// A right password takes back the pause that it might have earned, so that in a
// ward full of typing errors those who type well do not hold up each other.
func TestASuccessPausesNobodyElse(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.create(CreateInput{Username: "neighbour"})
		for i := range DefaultLimits.Network.Free {
			_ = w.try(fmt.Sprintf("user%d", i), badPassword, abroad)
		}
		w.clock.Advance(DefaultLimits.Network.FirstPause)
		for _, username := range []string{ownUsername, "neighbour"} {
			if err := w.try(username, ownPassword, abroad); err != nil {
				t.Errorf("%s: %v", username, err)
			}
		}
	})
}

func TestTheWholeSiteIsPaused(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.limits.Site.Free = 3
		for i := range 3 {
			from := Client{Address: fmt.Sprintf("198.51.%d.1", i)}
			wantCode(t, w.try(fmt.Sprintf("user%d", i), badPassword, from), fault.Unauthenticated)
		}
		wantCode(t, w.try(ownUsername, ownPassword, home), fault.RateLimited)
	})
}

// Right passwords leave nothing behind, however many share an address.
func TestSuccessesAreNotCounted(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for i := range 2 * DefaultLimits.Network.Free {
			from := home
			from.Address = fmt.Sprintf("203.0.113.%d", i)
			if err := w.try(ownUsername, ownPassword, from); err != nil {
				t.Fatalf("sign-in %d: %v", i+1, err)
			}
		}
		if n := w.number(`SELECT COALESCE(SUM(failures), 0) FROM account_attempts`); n != 0 {
			t.Errorf("%d failures counted", n)
		}
	})
}

func TestStrangersCannotLockTheOwnerOut(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.open()
		w.limits.Site.Free = 5
		wantCode(t, w.fail(6, ownUsername, abroad), fault.RateLimited)
		if err := w.try(ownUsername, ownPassword, home); err != nil {
			t.Errorf("the owner, on a known device: %v", err)
		}
		wantCode(t, w.fail(5, ownUsername, home), fault.Unauthenticated)
		wantCode(t, w.try(ownUsername, ownPassword, home), fault.RateLimited)
		w.clock.Advance(knownFor + time.Second)
		if err := w.try(ownUsername, ownPassword, home); err != nil {
			t.Errorf("a month later: %v", err)
		}
	})
}

// Attempts that come together are let in no more often than one after another.
func TestAttemptsAtOnceCannotOutrunTheCount(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		var refused, failed atomic.Int64
		var wg sync.WaitGroup
		for range 16 {
			wg.Go(func() {
				switch err := w.try(ownUsername, badPassword, abroad); {
				case errors.Is(err, errSignInFailed):
					failed.Add(1)
				case fault.CodeOf(err) == fault.RateLimited:
					refused.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if failed.Load() != 5 || refused.Load() != 11 {
			t.Errorf("%d were let in and %d refused, want 5 and 11", failed.Load(), refused.Load())
		}
		if n := w.hasher.verified.Load(); n != 5 {
			t.Errorf("%d hashes, want 5", n)
		}
	})
}

// A family signing in on all its devices at once earns no pause, nor does a
// ward, however many processors there are and however slow the database is.
func TestManyRightAttemptsAtOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.gate = newGate(mostHashes, gatePatience)
		var wg sync.WaitGroup
		for range 16 {
			wg.Go(func() {
				if err := w.try(ownUsername, ownPassword, home); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
	})
}

// The turn of a sign-in ends after its attempt was taken back.
func TestATurnLastsUntilTheAttemptIsSettled(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		var turns int
		w.OnRevoked(func(string) { turns = len(w.gate.slots) }) // after the commit of the new session
		ctx := actor.NewContext(w.ctx, w.open().Who())
		if _, err := w.SignIn(ctx, SignInInput{Username: ownUsername, Password: ownPassword}, home); err != nil {
			t.Fatal(err)
		}
		if turns != 1 || len(w.gate.slots) != 0 {
			t.Errorf("%d turns taken at the commit and %d afterwards, want 1 and 0", turns, len(w.gate.slots))
		}
	})
}

func TestNetworks(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"203.0.113.7": "203.0.113.0/24", "::ffff:203.0.113.7": "203.0.113.0/24",
		"2001:db8:1:2ff:3::4": "2001:db8:1:200::/56", "fe80::1%eth0": "fe80::/56",
		"": "", "not an address": "",
	} {
		if got := networkOf(address); got != want {
			t.Errorf("%q is in %q, want %q", address, got, want)
		}
	}
}
