package waitlist

import (
	"testing"

	"patientportal/server/booking"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/schedules"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// ends counts how often the patient's open pages were told that an offer is
// over.
func (b *bench) ends(o WaitlistOffer) int {
	b.t.Helper()
	return b.count(`SELECT count(*) FROM outbox_events WHERE kind = ? AND subject_id = ? AND patient_id = ?`,
		string(outbox.WaitlistOfferEnded), o.ID, o.PatientID)
}

func (b *bench) state(p person, o WaitlistOffer) WaitlistOfferState {
	b.t.Helper()
	return must(b.Offer(b.ctx, p.who, o.ID))(b.t).State
}

// Whatever ends an offer, the patient's open pages are told, once.
func TestEveryEndOfAnOfferIsTold(t *testing.T) {
	t.Parallel()
	for name, of := range map[string]struct {
		end  func(*bench, person, booking.Appointment, WaitlistOffer)
		want WaitlistOfferState
	}{
		"taken": {func(b *bench, p person, _ booking.Appointment, o WaitlistOffer) {
			must(b.answer(p, o, true))(b.t)
		}, WaitlistOfferStateAccepted},
		"declined": {func(b *bench, p person, _ booking.Appointment, o WaitlistOffer) {
			must(b.answer(p, o, false))(b.t)
		}, WaitlistOfferStateDeclined},
		"run out": {func(b *bench, _ person, _ booking.Appointment, _ WaitlistOffer) {
			b.pass(OfferTime)
			b.look()
		}, WaitlistOfferStateExpired},
		"left": {func(b *bench, p person, a booking.Appointment, _ WaitlistOffer) {
			must(b.LeaveWaitlist(b.ctx, p.who, LeaveWaitlistInput{AppointmentID: a.ID}))(b.t)
		}, WaitlistOfferStateWithdrawn},
		"cancelled": {func(b *bench, p person, a booking.Appointment, _ WaitlistOffer) {
			b.cancel(p, a)
		}, WaitlistOfferStateWithdrawn},
		"blocked": {func(b *bench, _ person, _ booking.Appointment, _ WaitlistOffer) {
			b.block(14, 10, 0, 10, 30)
		}, WaitlistOfferStateWithdrawn},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				b := newBench(t, s)
				p, a := b.waiting(20, 9, 0)
				b.freed(14, 10, 0)
				b.look()
				o := b.offerOf(p)
				if b.ends(o) != 0 {
					t.Fatal("told before it ended")
				}
				of.end(b, p, a, o)
				b.look()
				if n := b.ends(o); n != 1 {
					t.Errorf("told %d times", n)
				}
				if got := b.state(p, o); got != of.want {
					t.Errorf("it is %s, want %s", got, of.want)
				}
				if _, err := b.answer(p, o, of.want != WaitlistOfferStateAccepted); of.want != WaitlistOfferStateDeclined && fault.CodeOf(err) != fault.Expired {
					t.Errorf("the other answer gave %v, want EXPIRED", err)
				}
			})
		})
	}
}

// block closes the doctor's times of a day in July, as the desk does.
func (b *bench) block(day, hour, minute, untilHour, untilMinute int) {
	b.t.Helper()
	must(b.schedules.BlockSlots(b.ctx, b.system, schedules.BlockSlotsInput{
		PractitionerID: b.doctor.ID, From: july(day, hour, minute), To: july(day, untilHour, untilMinute),
	}))(b.t)
}

// The clinic blocks the second half of a long visit's time while it is offered:
// the offer ends at once, and the first half is given back and offered anew.
func TestAPartThatIsTakenAwayEndsTheWholeOffer(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		short := b.visit
		b.visit = must(b.clinic.AddService(b.ctx, b.system, clinic.AddServiceInput{
			DepartmentID: b.department.ID, Name: "Long visit", DurationMinutes: 60, SelfBooking: clinic.SelfBookingBook,
		}))(t)
		p, a := b.waiting(20, 9, 0)
		b.visit = short
		b.freed(14, 11, 30)
		b.look()
		o := b.offerOf(p)
		b.block(14, 11, 30, 12, 0)
		if len(b.offers(p)) != 0 || b.state(p, o) != WaitlistOfferStateWithdrawn || b.ends(o) != 1 {
			t.Errorf("the offer is %s, told %d times", b.state(p, o), b.ends(o))
		}
		b.look()
		// What is left is enough with the half hour before it.
		if next := b.offerOf(p); next.ID == o.ID || !b.slotOf(next.SlotID).Start.Equal(july(14, 10, 30)) {
			t.Error("the half that is left was not given back")
		}
		if b.standing(p, a).SlotID != a.SlotID {
			t.Error("the appointment was lost")
		}
	})
}

// A block that is only tried ends nothing.
func TestABlockThatIsTriedEndsNothing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		p, _ := b.waiting(20, 9, 0)
		b.freed(14, 10, 0)
		b.look()
		o := b.offerOf(p)
		must(b.schedules.BlockSlots(b.ctx, b.system, schedules.BlockSlotsInput{
			PractitionerID: b.doctor.ID, From: july(14, 9, 0), To: july(14, 12, 0), DryRun: true,
		}))(t)
		if len(b.offers(p)) != 1 || b.ends(o) != 0 {
			t.Error("the offer ended")
		}
	})
}
