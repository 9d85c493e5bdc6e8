package bookingtest

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/booking"
	"patientportal/server/clinic"
	"patientportal/server/page"
)

// ClockOf is what the clock shows in Chicago, as "15:04".
func (b *Bench) ClockOf(at time.Time) string {
	return at.In(Must(time.LoadLocation(b.Chicago.TimeZone))(b.T)).Format("15:04")
}

// All gives every slot that there is, as it stands.
func (b *Bench) All() []booking.Slot {
	b.T.Helper()
	rows := Must(b.Store.Prepare(`SELECT id FROM booking_slots WHERE status <> 'WITHDRAWN' ORDER BY start_at`).Query(b.Ctx))(b.T)
	defer func() { _ = rows.Close() }()
	var ids []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			b.T.Fatal(err)
		}
		ids = append(ids, id)
	}
	if err := rows.Err(); err != nil {
		b.T.Fatal(err)
	}
	found := Must(b.Booking.SlotsByID(b.Ctx, b.System, ids))(b.T)
	list := make([]booking.Slot, len(ids))
	for i, id := range ids {
		list[i] = found[id]
	}
	return list
}

// At is the slot of today that begins when the clock shows that in Chicago.
func (b *Bench) At(clock string) booking.Slot {
	b.T.Helper()
	for _, slot := range b.All() {
		if b.ClockOf(slot.Start) == clock && slot.Start.Before(b.Clock().Add(20*time.Hour)) {
			return slot
		}
	}
	b.T.Fatal("no slot at " + clock)
	return booking.Slot{}
}

// Standing tells how the slots of the Monday stand, one letter each: f for free,
// h for held, B for busy, x for blocked.
func (b *Bench) Standing() (letters string) {
	b.T.Helper()
	for _, slot := range b.All() {
		if slot.Start.Before(Monday.Add(20 * time.Hour)) {
			letters += map[booking.SlotStatus]string{
				booking.SlotStatusFree: "f", booking.SlotStatusHeld: "h", booking.SlotStatusBusy: "B", booking.SlotStatusBlocked: "x",
			}[slot.Status]
		}
	}
	return letters
}

// Starts lists the clock times at which the actor is offered a service before a
// time.
func (b *Bench) Starts(who actor.Actor, service clinic.HealthcareService, to time.Time) (list []string) {
	b.T.Helper()
	most := page.MaxSize
	conn := Must(b.Booking.Slots(b.Ctx, who, booking.SlotFilter{ServiceID: &service.ID, To: &to}, page.Args{First: &most}))(b.T)
	for _, edge := range conn.Edges {
		list = append(list, b.ClockOf(edge.Node.Start))
	}
	return list
}

// Outcome is what came of booking: the appointment's id, the code of a refusal,
// or what else was answered.
func Outcome(answer booking.BookAppointmentResult, err error) string {
	switch answer := answer.(type) {
	case booking.AppointmentBooked:
		return answer.Appointment.ID
	case booking.BookingRefused:
		return string(answer.Code)
	}
	return fmt.Sprintf("%T %v", answer, err)
}

// AtOnce runs fn for every index on a goroutine of its own, all let go at the
// same moment, and gives back what they return.
func AtOnce[T any](n int, fn func(i int) T) []T {
	results := make([]T, n)
	var ready, done sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		ready.Add(1)
		done.Go(func() {
			ready.Done()
			<-start
			results[i] = fn(i)
		})
	}
	ready.Wait()
	close(start)
	done.Wait()
	return results
}

// Hears waits until the slot is told of as it should be.
func Hears(t testing.TB, news <-chan *booking.SlotChange, slotID string, status booking.SlotStatus) {
	t.Helper()
	for {
		select {
		case change, open := <-news:
			if !open {
				t.Fatalf("the news ended before %s of %s", status, slotID)
			}
			if change.SlotID == slotID && change.Status == status {
				return
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("nobody told %s of %s", status, slotID)
		}
	}
}

// bus tells within this process, at once.
type bus struct {
	mu   sync.Mutex
	hear []func(subject string, data []byte)
}

func (b *bus) Publish(subject string, data []byte) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, fn := range b.hear {
		fn(subject, data)
	}
	return nil
}

func (b *bus) Subscribe(wanted string, fn func(string, []byte)) (func(), error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.hear = append(b.hear, func(subject string, data []byte) {
		if subject == wanted {
			fn(subject, data)
		}
	})
	return func() {}, nil
}
