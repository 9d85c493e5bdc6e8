package account

import (
	"context"
	"hash/maphash"
	"runtime"
	"time"

	"patientportal/server/fault"
)

const (
	// Each hash takes 64 MiB and a processor; more at once would only wait for
	// each other.
	mostHashes = 16
	// Fewer than the failures a bucket takes freely, so that people who sign in
	// on several devices at once do not meet a pause that a wrong one earns.
	laneWidth = 4
	lanes     = 256
	// The longest wait for a turn: a queue must end, and a little before the time
	// that a request has.
	gatePatience = 25 * time.Second
)

// gate lets few hashes run at a time, and few of them for one account.
type gate struct {
	slots    chan struct{}
	lanes    [lanes]chan struct{}
	seed     maphash.Seed
	patience time.Duration
}

// hashesAtOnce is how many this machine takes.
func hashesAtOnce() int { return min(runtime.GOMAXPROCS(0), mostHashes) }

func newGate(slots int, patience time.Duration) *gate {
	g := &gate{slots: make(chan struct{}, slots), seed: maphash.MakeSeed(), patience: patience}
	for i := range g.lanes {
		g.lanes[i] = make(chan struct{}, laneWidth)
	}
	return g
}

// enter waits for a turn in the lane of that name and gives what ends it. It
// fails with RATE_LIMITED when the wait is too long and with the context's error
// when that ends first.
func (g *gate) enter(ctx context.Context, name string) (leave func(), err error) {
	timer := time.NewTimer(g.patience)
	defer timer.Stop()
	lane := g.lanes[maphash.String(g.seed, name)%lanes]
	if err := take(ctx, lane, timer.C); err != nil {
		return nil, err
	}
	if err := take(ctx, g.slots, timer.C); err != nil {
		<-lane
		return nil, err
	}
	return func() { <-g.slots; <-lane }, nil
}

func take(ctx context.Context, turns chan struct{}, late <-chan time.Time) error {
	select {
	case turns <- struct{}{}:
		return nil
	default:
	}
	select {
	case turns <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-late:
		return fault.New(fault.RateLimited, "account.busy",
			"Many people are signing in just now. Try again in a minute.")
	}
}
