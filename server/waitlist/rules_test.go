package waitlist

import (
	"testing"
	"time"

	"patientportal/server/booking"
	"patientportal/server/clinic"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func (b *bench) service(in clinic.AddServiceInput) clinic.HealthcareService {
	b.t.Helper()
	in.DepartmentID, in.SelfBooking = b.department.ID, clinic.SelfBookingBook
	if in.DurationMinutes == 0 {
		in.DurationMinutes = 30
	}
	return must(b.clinic.AddService(b.ctx, b.system, in))(b.t)
}

// A time that is freed in the evening is offered in the morning, for half an
// hour of the day, in nights that are an hour shorter or longer too.
func TestATimeThatIsFreedAtNightWaitsForTheMorning(t *testing.T) {
	t.Parallel()
	chicago := must(time.LoadLocation("America/Chicago"))(t)
	for name, of := range map[string]struct {
		evening time.Time
		hours   int // until eight o'clock
	}{
		"any night":       {time.Date(2026, 7, 4, 22, 0, 0, 0, chicago), 10},
		"the short night": {time.Date(2026, 3, 7, 22, 0, 0, 0, chicago), 9},
		"the long night":  {time.Date(2026, 10, 31, 22, 0, 0, 0, chicago), 11},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBenchAt(t, storetest.Open(t, storetest.Dialects[0]), of.evening)
			b.asleep.nights.Store(true)
			on := func(days int) booking.Slot {
				d := of.evening.AddDate(0, 0, days)
				return b.at(b.doctor, time.Date(d.Year(), d.Month(), d.Day(), 9, 0, 0, 0, chicago))
			}
			p, giver := b.person(), b.person()
			b.join(p, b.book(p, on(16)))
			b.cancel(giver, b.book(giver, on(9)))
			for hour := range of.hours {
				b.look()
				if len(b.offers(p)) != 0 {
					t.Fatalf("woken %d hours after ten in the evening", hour)
				}
				b.pass(time.Hour)
			}
			b.look()
			o := b.offerOf(p)
			if from, to := o.CreatedAt.In(chicago), o.ExpiresAt.In(chicago); from.Hour() != 8 || to.Hour() != 8 || to.Minute() != 30 {
				t.Errorf("kept from %s to %s", from, to)
			}
		})
	}
}

// A time elsewhere wakes nobody either: the night is that of the place they
// have.
func TestTheNightIsThatOfTheOwnPlace(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Open(t, storetest.Dialects[0]))
	b.asleep.nights.Store(true)
	west := b.practitionerAt("Dr. West", b.place("Mesa", "America/Phoenix"))
	p, _ := b.waiting(20, 9, 0, anywhere)
	b.freedWith(west, 14, 11, 0)
	b.set(july(6, 21, 30)) // half past seven in Phoenix
	b.look()
	if len(b.offers(p)) != 0 {
		t.Error("woken by a time at another place")
	}
}

// The service's notices count when the half hour ends: that for booking on the
// time that is offered, that for moving on the visit they have.
func TestTheServicesNoticesCount(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		day, none, short := 24*60, 0, b.visit
		b.visit = b.service(clinic.AddServiceInput{Name: "Planned visit", MinimumNoticeMinutes: &day, RescheduleNoticeMinutes: &none})
		planned, _ := b.waiting(20, 9, 0)
		b.visit = b.service(clinic.AddServiceInput{Name: "Fixed visit", MinimumNoticeMinutes: &none, RescheduleNoticeMinutes: &day})
		fixed, _ := b.waiting(8, 9, 0)
		b.visit = short
		b.set(july(7, 8, 31)) // the visit of the second may be moved for 29 minutes more
		near, far := b.freed(7, 11, 0), b.freed(8, 9, 30)
		b.look()
		if len(b.offers(fixed)) != 0 {
			t.Error("asked whether to move what cannot be moved when the half hour ends")
		}
		if got := b.offerOf(planned).SlotID; got != far.ID || got == near.ID {
			t.Error("offered a time nearer than the service's notice")
		}
	})
}

// A visit with time after it is offered where that is free too, and keeps it.
func TestABufferedVisitIsOfferedWithItsBuffer(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		short := b.visit
		b.visit = b.service(clinic.AddServiceInput{Name: "Visit with cleaning", BufferAfterMinutes: 30})
		p, a := b.waiting(20, 9, 0)
		b.visit = short
		for _, minute := range []int{9*60 + 30, 10*60 + 30} {
			b.book(b.person(), b.on(14, 0, minute))
		}
		b.freed(14, 10, 0)
		b.look()
		if len(b.offers(p)) != 0 {
			t.Error("offered where the time after it is taken")
		}
		slot := b.freed(14, 11, 0)
		b.look()
		o := b.offerOf(p)
		if o.SlotID != slot.ID || b.status(slot) != booking.SlotStatusHeld || b.statusAt(14, 11, 30) != booking.SlotStatusHeld {
			t.Errorf("kept is %s: %s and %s", b.slotOf(o.SlotID).Start, b.status(slot), b.statusAt(14, 11, 30))
		}
		must(b.answer(p, o, true))(t)
		if got := b.standing(p, a); got.End.Sub(got.Start) != 30*time.Minute || b.statusAt(14, 11, 30) != booking.SlotStatusBusy {
			t.Errorf("the visit is from %s to %s, the time after it %s", got.Start, got.End, b.statusAt(14, 11, 30))
		}
		if b.statusAt(20, 9, 0) != booking.SlotStatusFree || b.statusAt(20, 9, 30) != booking.SlotStatusFree {
			t.Error("the old time is not free as a whole")
		}
	})
}
