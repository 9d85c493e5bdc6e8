package account

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"patientportal/server/fault"
)

// entered lets in as many as come in without waiting.
func entered(t *testing.T, g *gate, name func(i int) string) (leave []func()) {
	t.Helper()
	for i := range 64 {
		out, err := g.enter(context.Background(), name(i))
		if err != nil {
			wantCode(t, err, fault.RateLimited)
			return leave
		}
		leave = append(leave, out)
	}
	return leave
}

func TestFewHashAtOnce(t *testing.T) {
	t.Parallel()
	same := func(int) string { return "one account" }
	other := func(i int) string { return fmt.Sprint("account ", i) }
	g := newGate(6, 0)
	leave := entered(t, g, same)
	if len(leave) != laneWidth {
		t.Errorf("%d were let in for one account, want %d", len(leave), laneWidth)
	}
	leave = append(leave, entered(t, g, other)...)
	if len(leave) != 6 {
		t.Errorf("%d were let in, want 6", len(leave))
	}
	for _, out := range leave {
		out()
	}
	if again := entered(t, g, same); len(again) != laneWidth {
		t.Errorf("%d were let in after all had left, want %d", len(again), laneWidth)
	}
}

func TestAWaitEndsWithItsContext(t *testing.T) {
	t.Parallel()
	g := newGate(1, time.Hour)
	leave, err := g.enter(context.Background(), "a")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := g.enter(ctx, "a"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	leave()
	for range 2 * laneWidth { // a wait that was given up must give its place in the lane back
		again, err := g.enter(context.Background(), "a")
		if err != nil {
			t.Fatal(err)
		}
		again()
	}
	if n := len(g.slots); n != 0 {
		t.Errorf("%d turns were not given back", n)
	}
	for i := range g.lanes {
		if n := len(g.lanes[i]); n != 0 {
			t.Errorf("%d places in a lane were not given back", n)
		}
	}
}
