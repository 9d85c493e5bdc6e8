package waitlist

import (
	"testing"
	"time"

	"patientportal/server/booking"
	"patientportal/server/clinic"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func (b *bench) place(name, zone string) clinic.Location {
	b.t.Helper()
	return must(b.clinic.AddLocation(b.ctx, b.system, clinic.AddLocationInput{Name: name, TimeZone: zone, Address: "2 Side Street"}))(b.t)
}

func anywhere(in *JoinWaitlistInput) { in.AnyLocation, in.AnyPractitioner = true, true }

// Who said that other places would do is offered times there; who did not, not.
func TestOtherPlacesAreOfferedToWhoWouldTravel(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		elsewhere := b.practitionerAt("Dr. Far", b.place("Uptown", "America/Chicago"))
		stayer, _ := b.waiting(20, 9, 0, func(in *JoinWaitlistInput) { in.AnyPractitioner = true })
		loyal, _ := b.waiting(20, 9, 30, func(in *JoinWaitlistInput) { in.AnyLocation = true })
		traveller, a := b.waiting(21, 9, 0, anywhere)
		slot := b.freedWith(elsewhere, 14, 10, 0)
		b.look()
		if len(b.offers(stayer)) != 0 || len(b.offers(loyal)) != 0 {
			t.Error("offered to who would not travel, or would not change")
		}
		o := b.offerOf(traveller)
		moved, ok := must(b.answer(traveller, o, true))(t).(booking.AppointmentBooked)
		if !ok || moved.Appointment.SlotID != slot.ID || moved.Appointment.Location.Name != "Uptown" || moved.Appointment.Practitioner.ID != elsewhere.ID {
			t.Errorf("taking it gave %+v", moved)
		}
		if b.status(booking.Slot{ID: a.SlotID}) != booking.SlotStatusFree {
			t.Error("the old time, at the old place, is not free")
		}
	})
}

// Who stays at their place comes before who would travel, however long they
// have waited, and who stays with their practitioner before both.
func TestWhoStaysAtTheirPlaceIsAskedFirst(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		uptown := b.place("Uptown", "America/Chicago")
		one, two := b.practitionerAt("Dr. Far", uptown), b.practitionerAt("Dr. Near", uptown)
		waits := func(doctor clinic.Practitioner, day int) person {
			p := b.person()
			b.join(p, b.book(p, b.with(doctor, day, 9, 0)), anywhere)
			b.pass(time.Second)
			return p
		}
		traveller, neighbour, loyal := waits(b.doctor, 20), waits(two, 20), waits(one, 20)
		b.freedWith(one, 14, 10, 0)
		for i, p := range []person{loyal, neighbour, traveller} {
			b.look()
			if _, err := b.answer(p, b.offerOf(p), false); err != nil {
				t.Fatalf("%d: %v", i, err)
			}
		}
	})
}

// The hours that suit are told by the clock of the place where the visit would
// be.
func TestHoursAreThoseOfThePlaceThatIsOffered(t *testing.T) {
	t.Parallel()
	b := newBench(t, storetest.Open(t, storetest.Dialects[0]))
	east := b.practitionerAt("Dr. East", b.place("Harbor", "America/New_York"))
	atTen := func(in *JoinWaitlistInput) {
		anywhere(in)
		in.Windows = []WaitlistWindowInput{{[]WaitlistDay{"TUESDAY"}, "10:00", "10:30"}}
	}
	p, _ := b.waiting(20, 9, 0, atTen)
	b.freedWith(east, 14, 10, 0) // eleven o'clock there
	b.look()
	if len(b.offers(p)) != 0 {
		t.Error("offered by the clock of the place they have")
	}
	slot := b.freedWith(east, 14, 9, 0) // ten o'clock there
	b.look()
	if b.offerOf(p).SlotID != slot.ID {
		t.Error("not offered by the clock of the place")
	}
}
