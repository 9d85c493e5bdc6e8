package store

import (
	"time"

	"github.com/google/uuid"
)

// Clock tells the time in UTC. Rules ask it and never time.Now, so that tests
// and the demo can move it.
type Clock func() time.Time

// SystemClock is the machine's own.
func SystemClock() time.Time { return time.Now().UTC() }

// Micros is an instant as stored: whole microseconds since
// 1970-01-01T00:00:00Z, finer parts cut off. The zero time is 0, as an instant
// that has not come is stored.
func Micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// FromMicros is the stored instant in UTC; 0 gives the zero time.
func FromMicros(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}

// NewID makes a UUIDv7: random, and sorted by when it was made, which keeps
// inserts at the end of an index. It panics when the machine has no randomness.
func NewID() string {
	return uuid.Must(uuid.NewV7()).String()
}
