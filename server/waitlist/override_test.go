package waitlist

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"

	"patientportal/server/actor"
	"patientportal/server/booking"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// desk is a member of staff.
func (b *bench) desk() actor.Actor {
	b.t.Helper()
	p := b.person()
	return actor.FromSession(actor.Session{ID: store.NewID(), AccountID: p.who.AccountID(), Role: actor.RoleFrontDesk})
}

// override gives the time to another patient, whoever keeps it.
func (b *bench) override(ctx context.Context, desk actor.Actor, patientID string, slot booking.Slot) (booking.BookAppointmentResult, error) {
	reason := "Cannot wait."
	return b.rooms.BookForPatient(ctx, desk, booking.BookForPatientInput{
		SlotID: slot.ID, ServiceID: b.visit.ID, PatientID: patientID, Contact: booking.AppointmentContactInput{Email: "someone@example.org"},
		TakeHeld: true, OverrideReason: &reason,
	})
}

// Whoever was offered a time that the clinic gives away keeps what they have,
// and is asked about the next one.
func TestAnOfferedTimeThatTheClinicGivesAway(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		p, a := b.waiting(20, 9, 0)
		slot := b.freed(14, 10, 0)
		b.look()
		o := b.offerOf(p)
		if _, ok := must(b.override(b.ctx, b.desk(), b.person().patientID, slot))(t).(booking.AppointmentBooked); !ok {
			t.Fatal("it was not to be had")
		}
		if got := must(b.Offer(b.ctx, p.who, o.ID))(t); got.State != WaitlistOfferStateWithdrawn {
			t.Errorf("the offer is %s", got.State)
		}
		if _, err := b.answer(p, o, true); fault.CodeOf(err) != fault.Expired {
			t.Errorf("taking it: %v", err)
		}
		for query, want := range map[string]int{
			`SELECT count(*) FROM outbox_events WHERE kind = '` + string(outbox.WaitlistOfferEnded) + `'`:                                  1,
			`SELECT count(*) FROM audit_events WHERE action = 'waitlist.pass_over' AND patient_id = '` + p.patientID + `' AND reason = ''`: 1,
		} {
			if n := b.count(query); n != want {
				t.Errorf("%s: %d", query, n)
			}
		}
		b.look()
		if len(b.offers(p)) != 0 || b.count(`SELECT count(*) FROM waitlist_openings`) != 0 {
			t.Error("the time that is booked is offered")
		}
		if got := b.standing(p, a); got.SlotID != a.SlotID || got.Sequence != 0 {
			t.Errorf("the appointment is %+v", got)
		}
		next := b.freed(14, 11, 0)
		b.look()
		if b.offerOf(p).SlotID != next.ID {
			t.Error("they are not asked about the next")
		}
	})
}

// Taking an offer while the clinic gives its time away: one of them has it, and
// nobody has less than before.
func TestTakingAnOfferAndOverridingRace(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		desk := b.desk()
		for day := 13; day < 17; day++ {
			p, a := b.waiting(20+day%3, 9, 30*(day%2))
			slot := b.freed(day, 10, 0)
			b.look()
			o := b.offerOf(p)
			var others []person
			for range 8 {
				others = append(others, b.person())
			}
			var accepted, given atomic.Int32
			var wg sync.WaitGroup
			for i := range 16 {
				wg.Go(func() {
					if i%2 == 0 {
						answer, err := b.override(b.ctx, desk, others[i/2].patientID, slot)
						if _, ok := answer.(booking.AppointmentBooked); ok {
							given.Add(1)
						} else if err != nil {
							t.Error(err)
						}
						return
					}
					answer, err := b.answer(p, o, true)
					if _, ok := answer.(booking.AppointmentBooked); ok {
						accepted.Add(1)
					} else if err != nil && fault.CodeOf(err) != fault.Expired {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			if (accepted.Load() > 0) == (given.Load() > 0) || given.Load() > 1 {
				t.Errorf("accepted %d times, given to %d others", accepted.Load(), given.Load())
			}
			now := b.standing(p, a)
			if moved := now.SlotID == slot.ID; moved != (accepted.Load() > 0) || !moved && now.SlotID != a.SlotID {
				t.Errorf("the appointment is %+v", now)
			}
			must(b.LeaveWaitlist(b.ctx, p.who, LeaveWaitlistInput{AppointmentID: a.ID}))(t)
		}
		if n := b.count(`SELECT count(*) FROM waitlist_offers WHERE state = 'OPEN'`); n != 0 {
			t.Errorf("%d offers are open", n)
		}
	})
}
