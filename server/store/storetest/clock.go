package storetest

import (
	"sync"
	"time"
)

// Clock stands still until it is told otherwise. Its Now is a store.Clock.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock stands at the given instant.
func NewClock(at time.Time) *Clock { return &Clock{now: at.UTC()} }

// Now is the clock's instant in UTC.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Advance moves the clock on.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// Set moves the clock to an instant, earlier ones included.
func (c *Clock) Set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = at.UTC()
}
