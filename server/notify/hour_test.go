package notify

import (
	"fmt"
	"testing"
	"time"

	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// The mail server is away for an hour, by the program's clock, in which mails of
// every kind fall due: confirmations, reminders, a letter, a move's and a
// cancellation's. Alarms ring and the sweep rings again, every minute, on two
// servers. Once it is back every mail that still holds goes out once.
func TestMailServerAwayForAnHour(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		other := serverOn(t, s, w.clock, w.sent)
		const visits = 6
		for i := range visits {
			w.book(fmt.Sprintf("visit-%d", i))
		}
		w.ringAll(now) // told of before
		due := inThirtyDays.AddDate(0, 0, -7)
		w.clock.Set(due.Add(-10 * time.Minute))
		w.sent.setDown(true)
		minutes := func(count int) {
			for range count {
				for i, d := range w.deliveries() {
					if d.state == StatePending && !d.due.After(w.clock.Now()) {
						[]*world{w, other}[i%2].ring(d.id)
						other.ring(d.id)
					}
				}
				if _, err := other.Sweep(w.ctx); err != nil {
					t.Fatal(err)
				}
				w.clock.Advance(time.Minute)
			}
		}
		minutes(20)
		w.book("visit-late")
		w.happen(moved("visit-0", 1, inThirtyDays.AddDate(0, 0, 7)))
		w.happen(calledOff("visit-1", 1, inThirtyDays))
		w.write("letter-1", resetLetter)
		minutes(40)
		if before := len(w.sent.all()); before != visits {
			t.Fatalf("%d mails went out while nobody took them", before-visits)
		}
		w.sent.setDown(false)
		minutes(90) // longer than the longest pause that an hour of failures leads to
		ids := map[string]int{}
		for _, m := range w.sent.all() {
			ids[m.ID]++
		}
		for id, n := range ids {
			if n != 1 {
				t.Errorf("%s was sent %d times", id, n)
			}
		}
		// Four visits stand as they were and have a reminder each; besides the booking,
		// the move, the cancellation and the letter.
		if got, want := len(ids), visits+(visits-2)+4; got != want {
			t.Errorf("%d mails, want %d: %v", got, want, w.subjects())
		}
		for _, d := range w.deliveries() {
			if d.state == StatePending && !d.due.After(w.clock.Now()) {
				t.Errorf("%s %d still waits", d.kind, d.lead)
			}
		}
	})
}
