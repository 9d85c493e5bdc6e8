package notify

import (
	"context"
	"fmt"
	"testing"
	"time"

	"patientportal/server/outbox"
	"patientportal/server/store/storetest"
)

// BenchmarkBookingToPage is from the beginning of a booking's transaction, with
// all its notifications, deliveries and alarms, until an open page hears of it.
func BenchmarkBookingToPage(b *testing.B) {
	for _, dialect := range storetest.Dialects {
		b.Run(dialect, func(b *testing.B) {
			w := newWorld(b, storetest.Bench(b, dialect))
			leave, err := w.hearBus()
			if err != nil {
				b.Fatal(err)
			}
			defer leave()
			ctx, cancel := context.WithCancel(w.ctx)
			defer cancel()
			events, err := w.AppointmentEvents(ctx, own, thePatient, "")
			if err != nil {
				b.Fatal(err)
			}
			i := 0
			for b.Loop() {
				i++
				w.happen(visit(fmt.Sprintf("visit-%d", i), 0, now.Add(30*24*time.Hour)))
				<-events
			}
		})
	}
}

// BenchmarkAppend is the outbox alone, to tell what the room adds.
func BenchmarkAppend(b *testing.B) {
	for _, dialect := range storetest.Dialects {
		b.Run(dialect, func(b *testing.B) {
			w := newWorld(b, storetest.Bench(b, dialect))
			w.outbox = outbox.New(w.store, w.clock.Now)
			i := 0
			for b.Loop() {
				i++
				w.happen(visit(fmt.Sprintf("visit-%d", i), 0, now.Add(30*24*time.Hour)))
			}
		})
	}
}
