package store_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"patientportal/server/store"
)

func TestMicrosGoThereAndBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		// Of the years 1 to 9999, their first instant excepted: it is Go's "never".
		us := rapid.Int64Range(-62_135_596_799_999_999, 253_402_300_799_999_999).Draw(t, "us")
		got := store.FromMicros(us)
		if store.Micros(got) != us || got.Location() != time.UTC {
			t.Fatalf("%d became %v, then %d", us, got, store.Micros(got))
		}
	})
	if store.Micros(time.Time{}) != 0 || !store.FromMicros(0).IsZero() {
		t.Error("never must be 0 and back")
	}
}

// The same instant is the same number, in whatever zone it was said.
func TestMicrosForgetTheZone(t *testing.T) {
	t.Parallel()
	berlin := time.FixedZone("", 2*60*60)
	local := time.Date(2026, 7, 1, 9, 0, 0, 0, berlin)
	if store.Micros(local) != store.Micros(local.UTC()) {
		t.Error("a zone changed the instant")
	}
	if got := store.FromMicros(store.Micros(local)).Format(time.RFC3339); got != "2026-07-01T07:00:00Z" {
		t.Errorf("got %s", got)
	}
}

func TestNewIDsSortAsTheyWereMade(t *testing.T) {
	t.Parallel()
	last := ""
	for range 1000 {
		id := store.NewID()
		if len(id) != 36 || id[14] != '7' || id <= last {
			t.Fatalf("%s after %s", id, last)
		}
		last = id
	}
}
