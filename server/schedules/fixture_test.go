package schedules

import (
	"testing"

	"patientportal/server/booking/bookingtest"
	"patientportal/server/requests"
	"patientportal/server/store"
)

// bench is the room in a clinic of its own.
type bench struct {
	*bookingtest.Bench
	*Service
}

func newBench(t testing.TB, s *store.Store) *bench {
	t.Helper()
	b := bookingtest.New(t, s)
	asking := requests.New(requests.Needs{
		Store: s, Booking: b.Booking, Clinic: b.Clinic, Trail: b.Trail, Outbox: b.Outbox, Clock: b.Clock,
	})
	return &bench{b, New(Needs{
		Store: s, Booking: b.Booking, Requests: asking, Hours: b.Hours, Clinic: b.Clinic, Trail: b.Trail, Clock: b.Clock,
	})}
}
