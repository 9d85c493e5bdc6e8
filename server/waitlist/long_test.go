package waitlist

import (
	"testing"

	"patientportal/server/booking"
	"patientportal/server/clinic"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// A visit of an hour takes two slots of half an hour. A time is offered when
// both can be had, and both are kept.
func TestALongVisitIsOfferedAWholeTime(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		short := b.visit
		b.visit = must(b.clinic.AddService(b.ctx, b.system, clinic.AddServiceInput{
			DepartmentID: b.department.ID, Name: "Long visit", DurationMinutes: 60, SelfBooking: clinic.SelfBookingBook,
		}))(t)
		p, a := b.waiting(20, 9, 0)
		b.visit = short
		b.freed(14, 11, 30) // the last half hour before noon, and the one before it is free
		b.look()
		o := b.offerOf(p)
		first, second := b.slotOf(o.SlotID), b.statusAt(14, 11, 30)
		if first.Start.Minute() != 0 || first.Status != booking.SlotStatusHeld || second != booking.SlotStatusHeld {
			t.Errorf("kept from %s: %s and %s", first.Start, first.Status, second)
		}
		must(b.answer(p, o, true))(t)
		if got := b.standing(p, a); got.End.Sub(got.Start).Minutes() != 60 || !got.Start.Equal(first.Start) {
			t.Errorf("the visit is now from %s to %s", got.Start, got.End)
		}
		if b.status(booking.Slot{ID: a.SlotID}) != booking.SlotStatusFree {
			t.Error("the old time is not free")
		}
	})
}

func (b *bench) slotOf(id string) booking.Slot {
	b.t.Helper()
	return must(b.rooms.SlotsByID(b.ctx, b.system, []string{id}))(b.t)[id]
}

// statusAt is how the doctor's slot stands then, free or not.
func (b *bench) statusAt(day, hour, minute int) booking.SlotStatus {
	b.t.Helper()
	var id string
	query := `SELECT id FROM booking_slots WHERE practitioner_id = ? AND start_at = ?`
	if err := b.store.Prepare(query).QueryRow(b.ctx, b.doctor.ID, store.Micros(july(day, hour, minute))).Scan(&id); err != nil {
		b.t.Fatal(err)
	}
	return b.slotOf(id).Status
}
