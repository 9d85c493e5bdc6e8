package booking

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// runner is one client of the race: a patient who wants any of the slots.
type runner struct {
	patientID string
	who       actor.Actor
}

func (b *bench) runners(n int) []runner {
	list := make([]runner, n)
	for i := range list {
		list[i].patientID, list[i].who = b.person()
	}
	return list
}

// atOnce runs fn for every index on a goroutine of its own, all let go at the
// same moment, and gives back what they return.
func atOnce[T any](n int, fn func(i int) T) []T {
	results := make([]T, n)
	var ready, done sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		ready.Add(1)
		done.Add(1)
		go func() {
			defer done.Done()
			ready.Done()
			<-start
			results[i] = fn(i)
		}()
	}
	ready.Wait()
	close(start)
	done.Wait()
	return results
}

func TestSixtyFourRaceForEightSlots(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		b.hours(b.doctor, b.chicago, time.Monday, 10*60, 14*60, 30)
		slots := b.free(SlotFilter{})[:8]
		clients := b.runners(64)
		outcomes := atOnce(len(clients), func(i int) string {
			// Each goes on from slot to slot until one is theirs or all are gone.
			for try := range slots {
				got := b.attempt(clients[i], slots[(i+try)%len(slots)])
				if got != "taken" {
					return got
				}
			}
			return "taken"
		})
		counts := map[string]int{}
		for _, outcome := range outcomes {
			counts[outcome]++
		}
		if counts["booked"] != 8 || counts["taken"] != 56 {
			t.Errorf("outcomes %v, want 8 booked and 56 taken", counts)
		}
		for query, want := range map[string]int{
			`SELECT count(*) FROM booking_appointments`:                                   8,
			`SELECT count(DISTINCT slot_id) FROM booking_appointments`:                    8,
			`SELECT count(DISTINCT subject_id) FROM outbox_events`:                        8,
			`SELECT count(*) FROM outbox_events`:                                          8,
			`SELECT count(*) FROM booking_history`:                                        8,
			`SELECT count(*) FROM booking_slots WHERE status = 'BUSY'`:                    8,
			`SELECT count(*) FROM booking_slots WHERE status = 'HELD'`:                    0,
			`SELECT count(*) FROM booking_holds WHERE state = 'CONVERTED'`:                8,
			`SELECT count(*) FROM audit_events WHERE action = 'booking.book_appointment'`: 8,
			`SELECT count(*) FROM store_idempotent_answers`:                               8,
		} {
			if got := b.count(query); got != want {
				t.Errorf("%s: %d, want %d", query, got, want)
			}
		}
	})
}

// attempt holds and books one slot, each call sent twice as from a flaky phone.
func (b *bench) attempt(r runner, slot Slot) string {
	in := HoldSlotInput{SlotID: slot.ID, ServiceID: b.visit.ID, PatientID: r.patientID}
	answer, err := b.HoldSlot(b.ctx, r.who, in)
	if err != nil {
		return fmt.Sprint("hold: ", err)
	}
	held, ok := answer.(SlotHeld)
	if !ok {
		return "taken"
	}
	request := agreed(r.patientID, held.Hold)
	request.IdempotencyKey = &held.Hold.ID
	twice := atOnce(2, func(int) string {
		switch answer, err := b.BookAppointment(b.ctx, r.who, request); answer := answer.(type) {
		case AppointmentBooked:
			return answer.Appointment.ID
		default:
			return fmt.Sprintf("book: %#v %v", answer, err)
		}
	})
	if twice[0] != twice[1] || len(twice[0]) != len(slot.ID) {
		return fmt.Sprint("the same request gave ", twice)
	}
	return "booked"
}

func TestTwoAtOnceBookOneVisitForAPatientAtATime(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		second := b.practitioner("Dr. Two", b.chicago)
		b.hours(second, b.chicago, time.Monday, 9*60, 12*60, 30)
		patientID, who := b.person()
		carer := b.account(actor.RolePatient, actor.Grant{PatientID: patientID, Scopes: []actor.Scope{actor.ScopeAppointments}})
		for _, pair := range pairs(b.free(SlotFilter{})[:12]) {
			requests := []BookAppointmentInput{
				agreed(patientID, b.hold(who, patientID, pair[0])),
				agreed(patientID, b.hold(carer, patientID, pair[1])),
			}
			outcomes := atOnce(2, func(i int) string {
				answer, err := b.BookAppointment(b.ctx, []actor.Actor{who, carer}[i], requests[i])
				return fmt.Sprintf("%T %v", answer, err)
			})
			if outcomes[0] == outcomes[1] {
				t.Errorf("both at %s: %v", pair[0].Start, outcomes)
			}
		}
		if n := b.count(`SELECT count(*) FROM booking_appointments`); n != 6 {
			t.Errorf("%d visits at six times", n)
		}
	})
}

// pairs are the slots that begin together.
func pairs(list []Slot) (found [][2]Slot) {
	for i := 1; i < len(list); i++ {
		if list[i].Start.Equal(list[i-1].Start) {
			found = append(found, [2]Slot{list[i-1], list[i]})
		}
	}
	return found
}

func TestOneKeyAtOnceForTwoHoldsBooksOne(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		first, second := b.patient(), b.patient()
		who := b.account(actor.RolePatient, actor.Grant{PatientID: first, Self: true},
			actor.Grant{PatientID: second, Scopes: []actor.Scope{actor.ScopeAppointments}})
		list := b.free(SlotFilter{})
		requests := []BookAppointmentInput{
			agreed(first, b.hold(who, first, list[0])), agreed(second, b.hold(who, second, list[1])),
		}
		for i := range requests {
			requests[i].IdempotencyKey = ptr("the same")
		}
		outcomes := atOnce(2, func(i int) fault.Code {
			if _, err := b.BookAppointment(b.ctx, who, requests[i]); err != nil {
				return fault.CodeOf(err)
			}
			return ""
		})
		if outcomes[0] == outcomes[1] || outcomes[0]+outcomes[1] != fault.Conflict {
			t.Errorf("outcomes %q, want one booking and one CONFLICT", outcomes)
		}
		if n := b.count(`SELECT count(*) FROM booking_appointments`); n != 1 {
			t.Errorf("%d appointments", n)
		}
		if n := b.count(`SELECT count(*) FROM booking_slots WHERE status = 'BUSY'`); n != 1 {
			t.Errorf("%d busy slots", n)
		}
	})
}

func TestOneAccountAtOnceKeepsOneSlotForAPatient(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		list := b.free(SlotFilter{})
		atOnce(12, func(i int) error {
			_, err := b.HoldSlot(b.ctx, who, HoldSlotInput{SlotID: list[i%6].ID, ServiceID: b.visit.ID, PatientID: patientID})
			if err != nil {
				t.Error(err)
			}
			return err
		})
		if n := b.count(`SELECT count(*) FROM booking_holds WHERE state = 'ACTIVE'`); n != 1 {
			t.Errorf("%d active holds", n)
		}
		if n := b.count(`SELECT count(*) FROM booking_slots WHERE status = 'HELD'`); n != 1 {
			t.Errorf("%d held slots", n)
		}
	})
}

func TestManyHoldsThatRanOutBookASlotOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		b.hours(b.doctor, b.chicago, time.Tuesday, 9*60, 12*60, 30)
		slot := b.free(SlotFilter{})[0]
		clients := b.runners(8)
		var requests []BookAppointmentInput
		for _, client := range clients {
			requests = append(requests, agreed(client.patientID, b.hold(client.who, client.patientID, slot)))
			b.pass(HoldTime)
		}
		desk, walkIn := b.account(actor.RoleFrontDesk), b.patient()
		counts := map[string]int{}
		for _, outcome := range atOnce(len(clients)+1, func(i int) string {
			if i == len(clients) {
				answer, err := b.BookForPatient(b.ctx, desk, BookForPatientInput{
					SlotID: slot.ID, ServiceID: b.visit.ID, PatientID: walkIn, Contact: requests[0].Contact,
				})
				return fmt.Sprintf("%T %v", answer, err)
			}
			answer, err := b.BookAppointment(b.ctx, clients[i].who, requests[i])
			return fmt.Sprintf("%T %v", answer, err)
		}) {
			counts[outcome]++
		}
		if counts["booking.AppointmentBooked <nil>"] != 1 || counts["booking.SlotTaken <nil>"] != len(clients) {
			t.Errorf("outcomes %v", counts)
		}
	})
}
