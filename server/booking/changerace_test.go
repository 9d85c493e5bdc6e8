package booking

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// outcome is an answer in a word, for counting.
func outcome(answer any, err error) string {
	switch answer := answer.(type) {
	case AppointmentBooked:
		return string(answer.Appointment.Status)
	case CancelAppointmentPayload:
		return string(answer.Appointment.Status)
	case BookingRefused:
		return string(answer.Code)
	case SlotTaken:
		return "taken"
	}
	return fmt.Sprint(err)
}

func tally(outcomes []string) map[string]int {
	counts := map[string]int{}
	for _, o := range outcomes {
		counts[o]++
	}
	return counts
}

// consistent holds the tables against each other: a busy slot for each open
// appointment and none besides, at its time, and as many events and lines of
// history as its sequence says.
func (b *bench) consistent() {
	b.t.Helper()
	b.counts(map[string]int{
		`SELECT count(*) FROM booking_slots s WHERE s.status = 'BUSY' AND NOT EXISTS
			(SELECT 1 FROM booking_appointments a WHERE a.slot_id = s.id AND a.status = 'BOOKED' AND a.start_at = s.start_at)`: 0,
		`SELECT count(*) FROM booking_appointments a WHERE a.status = 'BOOKED' AND NOT EXISTS
			(SELECT 1 FROM booking_slots s WHERE a.slot_id = s.id AND s.status = 'BUSY')`: 0,
		`SELECT count(*) FROM booking_appointments a WHERE a.sequence + 1 <> (SELECT count(*) FROM booking_history h WHERE h.appointment_id = a.id)`: 0,
		`SELECT count(*) FROM booking_appointments a WHERE a.sequence + 1 <> (SELECT count(*) FROM outbox_events e WHERE e.subject_id = a.id)`:       0,
	})
}

// wanting has n patients with a visit each, who all held the same time and let
// it run out, so that it is anybody's. The last slot given is that time.
func (b *bench) wanting(n int) (people []runner, visits []Appointment, holds []Hold, wanted Slot) {
	b.t.Helper()
	b.hours(b.doctor, b.chicago, time.Tuesday, 8*60, 16*60, 30)
	list := b.nextWeek()
	wanted = list[n]
	people = b.runners(n)
	for i, p := range people {
		visits = append(visits, b.book(p.who, p.patientID, list[i]))
		holds = append(holds, b.hold(p.who, p.patientID, wanted))
		b.pass(HoldTime)
	}
	return people, visits, holds, wanted
}

func TestManyMoveToOneTimeAndOneGetsIt(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		people, visits, holds, wanted := b.wanting(8)
		got := tally(atOnce(len(people), func(i int) string {
			return outcome(b.RescheduleAppointment(b.ctx, people[i].who, RescheduleAppointmentInput{AppointmentID: visits[i].ID, HoldID: holds[i].ID}))
		}))
		if got["BOOKED"] != 1 || got["taken"] != 7 {
			t.Errorf("outcomes %v", got)
		}
		b.slotIs(wanted, SlotStatusBusy)
		b.counts(map[string]int{
			`SELECT count(*) FROM booking_slots WHERE status = 'BUSY'`:                 8,
			`SELECT count(*) FROM booking_appointments WHERE sequence = 1`:             1,
			`SELECT count(*) FROM outbox_events WHERE kind = 'AppointmentRescheduled'`: 1,
		})
		b.consistent()
	})
}

func TestMovesAndBookingsRaceForOneTime(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		people, visits, holds, wanted := b.wanting(8)
		got := tally(atOnce(len(people), func(i int) string {
			if i%2 == 0 {
				return outcome(b.BookAppointment(b.ctx, people[i].who, agreed(people[i].patientID, holds[i])))
			}
			return outcome(b.RescheduleAppointment(b.ctx, people[i].who, RescheduleAppointmentInput{AppointmentID: visits[i].ID, HoldID: holds[i].ID}))
		}))
		if got["BOOKED"] != 1 || got["taken"] != 7 {
			t.Errorf("outcomes %v", got)
		}
		b.slotIs(wanted, SlotStatusBusy)
		b.consistent()
	})
}

// Whichever is first, the visit is off in the end, and nobody's time is kept.
func TestMovingAndCancellingRace(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		list := b.nextWeek()
		for range 8 {
			patientID, who := b.person()
			made := b.book(who, patientID, list[0])
			move := b.moving(who, made, list[1])
			got := atOnce(2, func(i int) string {
				if i == 0 {
					return outcome(b.CancelAppointment(b.ctx, who, cancelling(made)))
				}
				return outcome(b.RescheduleAppointment(b.ctx, who, move))
			})
			if got[0] != "CANCELLED" || !slices.Contains([]string{"BOOKED", "NOT_CHANGEABLE"}, got[1]) {
				t.Errorf("outcomes %v", got)
			}
			b.slotIs(list[0], SlotStatusFree)
			if got[1] == "BOOKED" {
				b.slotIs(list[1], SlotStatusFree)
			} else {
				b.must(b.ReleaseHold(b.ctx, who, ReleaseHoldInput{HoldID: move.HoldID}))
			}
			b.consistent()
		}
	})
}

func TestCancellingManyTimesAtOnceCancelsOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		made := b.book(who, patientID, b.nextWeek()[0])
		got := tally(atOnce(8, func(int) string { return outcome(b.CancelAppointment(b.ctx, who, cancelling(made))) }))
		if got["CANCELLED"] != 8 {
			t.Errorf("outcomes %v", got)
		}
		b.counts(map[string]int{
			`SELECT count(*) FROM booking_history WHERE what = 'CANCELLED'`:                       1,
			`SELECT count(*) FROM outbox_events WHERE kind = 'AppointmentCancelled'`:              1,
			`SELECT count(*) FROM audit_events WHERE action = 'booking.cancel_appointment'`:       1,
			`SELECT count(*) FROM booking_appointments WHERE sequence = 1 AND status <> 'BOOKED'`: 1,
		})
		b.consistent()
	})
}

func TestTheSameMoveAtOnceMovesOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		list := b.nextWeek()
		made := b.book(who, patientID, list[0])
		for i, key := range []*string{ptr("key"), nil} {
			in := b.moving(who, made, list[i+1])
			in.IdempotencyKey = key
			got := tally(atOnce(6, func(int) string { return outcome(b.RescheduleAppointment(b.ctx, who, in)) }))
			if got["BOOKED"] != 6 {
				t.Errorf("outcomes %v", got)
			}
		}
		if now := must(b.Appointment(b.ctx, who, made.ID))(t); now.Sequence != 2 || now.Start != list[2].Start {
			t.Errorf("it is %+v", now)
		}
		b.consistent()
	})
}

// Two who trade places find the other's time busy until it is free: nobody
// waits for the other for ever, and both keep what they have.
func TestTwoWhoWantEachOthersTimeKeepTheirOwn(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		list := b.nextWeek()
		people := b.runners(2)
		var holds []Hold
		for i, p := range people {
			holds = append(holds, b.hold(p.who, p.patientID, list[1-i]))
			b.pass(HoldTime)
		}
		var visits []Appointment
		for i, p := range people {
			visits = append(visits, b.book(p.who, p.patientID, list[i]))
		}
		got := tally(atOnce(2, func(i int) string {
			return outcome(b.RescheduleAppointment(b.ctx, people[i].who, RescheduleAppointmentInput{AppointmentID: visits[i].ID, HoldID: holds[i].ID}))
		}))
		if got["taken"] != 2 {
			t.Errorf("outcomes %v", got)
		}
		b.consistent()
	})
}
