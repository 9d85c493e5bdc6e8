package waitlist

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"patientportal/server/booking"
	"patientportal/server/fault"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// Sixteen answers at once: the appointment is moved once, or not at all.
func TestAcceptingAndDecliningAtOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		p, a := b.waiting(20, 9, 0)
		slot := b.freed(14, 10, 0)
		b.look()
		o := b.offerOf(p)
		var taken, declined atomic.Int32
		var wg sync.WaitGroup
		for i := range 16 {
			wg.Go(func() {
				switch answer, err := b.answer(p, o, i%2 == 0); {
				case err != nil && fault.CodeOf(err) != fault.Expired:
					t.Error(err)
				case err != nil:
				default:
					if _, ok := answer.(booking.AppointmentBooked); ok {
						taken.Add(1)
					} else {
						declined.Add(1)
					}
				}
			})
		}
		wg.Wait()
		if (taken.Load() > 0) == (declined.Load() > 0) {
			t.Errorf("%d took it and %d declined it", taken.Load(), declined.Load())
		}
		got, want := b.standing(p, a), a
		if taken.Load() > 0 {
			want.SlotID, want.Sequence = slot.ID, 1
		}
		if got.SlotID != want.SlotID || got.Sequence != want.Sequence {
			t.Errorf("the appointment is %+v", got)
		}
	})
}

// A press that is sent sixteen times at once gives one answer.
func TestTheSameAnswerAtOnce(t *testing.T) {
	t.Parallel()
	for _, accept := range []bool{true, false} {
		storetest.Each(t, func(t *testing.T, s *store.Store) {
			b := newBench(t, s)
			p, _ := b.waiting(20, 9, 0)
			b.freed(14, 10, 0)
			b.look()
			o := b.offerOf(p)
			var wg sync.WaitGroup
			for range 16 {
				wg.Go(func() {
					answer, err := b.answer(p, o, accept)
					if err != nil {
						t.Errorf("accept %v: %v", accept, err)
					} else if _, ok := answer.(booking.AppointmentBooked); ok != accept {
						t.Errorf("accept %v: %T", accept, answer)
					}
				})
			}
			wg.Wait()
		})
	}
}

// Others grab for the time while it is offered, and servers look at the rows at
// once: it is kept for one, and never also held.
func TestOffersAndHoldsAtOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		var line []person
		for i := range 4 {
			p, _ := b.waiting(20+i, 9, 0)
			line = append(line, p)
		}
		var grabbers []person
		for range 8 {
			grabbers = append(grabbers, b.person())
		}
		slot := b.freed(14, 10, 0)
		var held atomic.Int32
		var wg sync.WaitGroup
		for i := range 16 {
			wg.Go(func() {
				if i%2 == 0 {
					if err := b.Pass(b.ctx); err != nil {
						t.Error(err)
					}
					return
				}
				if _, ok := b.hold(grabbers[i/2], slot); ok {
					held.Add(1)
				}
			})
		}
		wg.Wait()
		b.look()
		kept := 0
		for _, p := range line {
			kept += len(b.offers(p))
		}
		if int(held.Load())+kept != 1 {
			t.Errorf("held %d times, kept for %d", held.Load(), kept)
		}
	})
}

// Sixteen who wait, several openings, servers that look and people who take
// what they are offered, all at once: every time has one visit, nobody loses
// theirs.
func TestALineThatMovesUpAtOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		var line []person
		var visits []booking.Appointment
		for i := range 8 {
			p, a := b.waiting(20+i%4, 9+i/4, 0)
			line, visits = append(line, p), append(visits, a)
		}
		b.freed(13, 9, 0)
		b.freed(14, 9, 0)
		b.freed(15, 9, 0)
		for range 4 {
			var wg sync.WaitGroup
			for i := range 16 {
				wg.Go(func() {
					if i%2 == 0 {
						if err := b.Pass(b.ctx); err != nil {
							t.Error(err)
						}
						return
					}
					p := line[i/2]
					for _, o := range b.offers(p) {
						if _, err := b.answer(p, o, i%4 == 1); err != nil && fault.CodeOf(err) != fault.Expired {
							t.Error(err)
						}
					}
				})
			}
			wg.Wait()
		}
		seen := map[string]bool{}
		for i, p := range line {
			a := b.standing(p, visits[i])
			if a.Status != booking.AppointmentStatusBooked || a.Start.After(visits[i].Start) {
				t.Errorf("a visit got worse: %+v", a)
			}
			if seen[a.SlotID] {
				t.Error("two visits at one time")
			}
			seen[a.SlotID] = true
		}
		if n := b.count(`SELECT count(*) FROM waitlist_offers o JOIN booking_slots s ON s.id = o.slot_id WHERE o.state = 'OPEN' AND s.hold_id <> o.id`); n != 0 {
			t.Errorf("%d open offers keep nothing", n)
		}
	})
}

// They take it while its time runs out and servers pass it on: one of them has
// it, and the other what they had.
func TestTakingAndPassingOnAtOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		first, firstVisit := b.waiting(20, 9, 0)
		second, secondVisit := b.waiting(21, 9, 0)
		slot := b.freed(14, 10, 0)
		b.look()
		o := b.offerOf(first)
		b.set(o.ExpiresAt.Add(-time.Microsecond))
		var taken atomic.Int32
		atOnce(func(i int) {
			switch {
			case i == 8:
				b.set(o.ExpiresAt)
			case i%2 == 0:
				if err := b.Pass(b.ctx); err != nil {
					t.Error(err)
				}
			default:
				_, err := b.answer(first, o, true)
				if err != nil && fault.CodeOf(err) != fault.Expired {
					t.Error(err)
				}
				if err == nil {
					taken.Add(1)
				}
			}
		})
		b.look()
		next := b.offerOf(second)
		moved, stood := b.standing(first, firstVisit).SlotID == slot.ID, b.standing(first, firstVisit).SlotID == firstVisit.SlotID
		if moved != (taken.Load() > 0) || moved == stood {
			t.Errorf("moved is %t, %d were told so", moved, taken.Load())
		}
		if want := map[bool]string{true: firstVisit.SlotID, false: slot.ID}[moved]; next.SlotID != want {
			t.Errorf("the second is offered %s, want %s", next.SlotID, want)
		}
		if b.standing(second, secondVisit).SlotID != secondVisit.SlotID || b.ends(o) != 1 {
			t.Errorf("the second lost something, or the end was told %d times", b.ends(o))
		}
	})
}

// They take it on one device, and cancel or move the visit on others.
func TestTakingAndChangingAtOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, cancels := range []bool{true, false} {
			b := newBench(t, s)
			p, a := b.waiting(20, 9, 0)
			slot := b.freed(14, 10, 0)
			b.look()
			o := b.offerOf(p)
			hold, _ := b.hold(p, b.on(22, 10, 0))
			atOnce(func(i int) {
				var err error
				switch {
				case i%2 == 0:
					_, err = b.answer(p, o, true)
				case cancels:
					_, err = b.rooms.CancelAppointment(b.ctx, p.who, booking.CancelAppointmentInput{AppointmentID: a.ID, ReasonCode: booking.CancellationReasonOther})
				default:
					_, err = b.rooms.RescheduleAppointment(b.ctx, p.who, booking.RescheduleAppointmentInput{AppointmentID: a.ID, HoldID: hold.ID})
				}
				if code := fault.CodeOf(err); err != nil && code != fault.Expired && code != fault.Conflict {
					t.Error(err)
				}
			})
			b.look()
			got := b.standing(p, a)
			busy := b.count(`SELECT count(*) FROM booking_slots WHERE practitioner_id = ? AND status = 'BUSY'`, b.doctor.ID)
			switch {
			case cancels && (got.Status != booking.AppointmentStatusCancelled || busy != 0):
				t.Errorf("it is %s, and %d times are taken", got.Status, busy)
			case !cancels && (busy != 1 || b.status(booking.Slot{ID: got.SlotID}) != booking.SlotStatusBusy || got.SlotID == a.SlotID):
				t.Errorf("%d times are taken, the visit at %s", busy, got.Start)
			}
			if b.ends(o) != 1 || b.state(p, o) == WaitlistOfferStateOpen || b.status(slot) == booking.SlotStatusHeld {
				t.Errorf("the offer is %s, told %d times, the time is %s", b.state(p, o), b.ends(o), b.status(slot))
			}
		}
	})
}

// atOnce runs sixteen.
func atOnce(do func(i int)) {
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() { do(i) })
	}
	wg.Wait()
}
