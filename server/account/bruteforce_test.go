package account

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"patientportal/server/fault"
)

// A thousand tries within a minute, from fifty networks at once.
const (
	attackers  = 50
	rounds     = 20
	roundEvery = 3 * time.Second
)

// attack lets all networks try at the same time, round after round.
func (w *world) attack(username func(round, attacker int) string) {
	w.t.Helper()
	for round := range rounds {
		var all sync.WaitGroup
		for i := range attackers {
			all.Go(func() {
				err := w.try(username(round, i), badPassword, Client{Address: fmt.Sprintf("192.0.%d.1", i)})
				if c := fault.CodeOf(err); c != fault.Unauthenticated && c != fault.RateLimited {
					w.t.Errorf("a wrong password: %v", err)
				}
			})
		}
		all.Wait()
		w.clock.Advance(roundEvery)
	}
}

// wantOwnerIn wants that the owner works on in the session that was open, and
// signs in where they did before.
func (w *world) wantOwnerIn(token string) {
	w.t.Helper()
	if !w.alive(token) {
		w.t.Error("the owner was thrown out")
	}
	if err := w.try(ownUsername, ownPassword, home); err != nil {
		w.t.Errorf("the owner, on a known device: %v", err)
	}
}

// All who guess at one account have its five free tries together, and one more
// after its first pause of half a minute.
func TestAThousandGuessesAtOneAccountAreSixHashes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		out := w.open()
		before := w.hasher.verified.Load()
		w.attack(func(int, int) string { return ownUsername })
		limit := int64(DefaultLimits.Account.Free) + 1
		if n := w.hasher.verified.Load() - before; n != limit {
			t.Errorf("%d tries were hashed, want %d", n, limit)
		}
		w.wantOwnerIn(out.SessionToken)
	})
}

// Who guesses at many accounts is held by the network and by the whole site; the
// owner of each is not.
func TestAThousandGuessesAtManyAccounts(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		out := w.open()
		w.limits.Network.Free, w.limits.Site.Free = 4, 150
		before := w.hasher.verified.Load()
		w.attack(func(round, i int) string { return fmt.Sprintf("user.%d.%d", round, i) })
		// A network has its free tries and, at pauses of 5, 10, 20 and 40 seconds,
		// at most one more for each that ends within the minute: 3. The site lets in
		// no more than one a second when its own are used up.
		most := int64(min(attackers*(w.limits.Network.Free+3), w.limits.Site.Free+60))
		if n := w.hasher.verified.Load() - before; n > most {
			t.Errorf("%d tries were hashed, at most %d are fine", n, most)
		}
		w.wantOwnerIn(out.SessionToken)
	})
}
