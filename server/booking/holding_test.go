package booking

import (
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func TestWhoComesSecondLearnsTheNearestTimes(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		first, who := b.person()
		second, other := b.person()
		list := b.free(SlotFilter{})
		b.hold(who, first, list[2]) // 10:00
		answer := must(b.HoldSlot(b.ctx, other, HoldSlotInput{SlotID: list[2].ID, ServiceID: b.visit.ID, PatientID: second}))(t)
		taken, ok := answer.(SlotTaken)
		if !ok || len(taken.Alternatives) != 3 {
			t.Fatalf("coming second gave %#v", answer)
		}
		for i, want := range []Slot{list[3], list[1], list[4]} { // 10:30, 9:30, 11:00
			got := taken.Alternatives[i]
			if got.ID != want.ID || got.Service == nil || got.Service.ID != b.visit.ID {
				t.Errorf("alternative %d begins at %s, want %s", i, got.Start, want.Start)
			}
		}
	})
}

func TestAlternativesReachOthersWhenOneIsFull(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		list := b.free(SlotFilter{})
		uptown := b.location("Uptown", "America/Denver")
		here, there := b.practitioner("Dr. Here", b.chicago), b.practitioner("Dr. There", uptown)
		b.takeAll(b.doctor)
		b.hours(here, b.chicago, time.Friday, 9*60, 9*60+30, 30)
		b.hours(there, uptown, time.Monday, 9*60, 12*60, 30)
		patientID, who := b.person()
		answer := must(b.HoldSlot(b.ctx, who, HoldSlotInput{SlotID: list[0].ID, ServiceID: b.visit.ID, PatientID: patientID}))(t)
		taken, ok := answer.(SlotTaken)
		if !ok || len(taken.Alternatives) != 3 || taken.Alternatives[0].Practitioner.ID != here.ID {
			t.Fatalf("coming second gave %#v", answer)
		}
	})
}

func TestHoldingAgainIsTheSameHoldAndAnotherSlotFreesIt(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		list := b.free(SlotFilter{})[2:]
		one := b.hold(who, patientID, list[0])
		if one.ExpiresAt != monday.Add(HoldTime) || one.ExtensionsLeft != MaxExtensions || one.Slot.Status != SlotStatusHeld {
			t.Errorf("hold %+v", one)
		}
		b.pass(time.Minute)
		if again := b.hold(who, patientID, list[0]); again.ID != one.ID || again.ExpiresAt != one.ExpiresAt {
			t.Errorf("holding again gave %+v", again)
		}
		longer := b.service("Longer visit", 25, clinic.SelfBookingBook)
		answer := must(b.HoldSlot(b.ctx, who, HoldSlotInput{SlotID: list[0].ID, ServiceID: longer.ID, PatientID: patientID}))(t)
		if held, ok := answer.(SlotHeld); !ok || held.Hold.ID == one.ID || held.Hold.Slot.Service.ID != longer.ID {
			t.Errorf("holding for another service gave %#v", answer)
		}
		b.hold(who, patientID, list[1])
		if got := must(b.Slot(b.ctx, who, list[0].ID))(t); got.Status != SlotStatusFree {
			t.Errorf("the slot held before is %s", got.Status)
		}
		if n := b.count(`SELECT count(*) FROM booking_holds WHERE state = 'ACTIVE'`); n != 1 {
			t.Errorf("%d holds are active", n)
		}
	})
}

func TestAnAccountKeepsThreeSlotsAtMost(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		var patients []string
		var grants []actor.Grant
		for range MaxHolds + 1 {
			id := b.patient()
			patients = append(patients, id)
			grants = append(grants, actor.Grant{PatientID: id, Scopes: []actor.Scope{actor.ScopeAppointments}})
		}
		who := b.account(actor.RolePatient, grants...)
		list := b.free(SlotFilter{})
		for i := range MaxHolds {
			b.hold(who, patients[i], list[i])
		}
		in := HoldSlotInput{SlotID: list[MaxHolds].ID, ServiceID: b.visit.ID, PatientID: patients[MaxHolds]}
		if _, err := b.HoldSlot(b.ctx, who, in); fault.CodeOf(err) != fault.RateLimited {
			t.Errorf("one hold too many: %v", err)
		}
		b.pass(HoldTime)
		must(b.HoldSlot(b.ctx, who, in))(t)
	})
}

func TestAHoldIsExtendedTenTimes(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		slot := b.free(SlotFilter{})[5] // 11:30
		hold := b.hold(who, patientID, slot)
		in := ExtendHoldInput{HoldID: hold.ID}
		for i := range MaxExtensions {
			b.pass(HoldTime - time.Second)
			got := must(b.ExtendHold(b.ctx, who, in))(t).Hold
			if got.ExpiresAt != b.clock().Add(HoldTime) || got.ExtensionsLeft != MaxExtensions-1-i {
				t.Fatalf("extension %d: %+v", i, got)
			}
		}
		if _, err := b.ExtendHold(b.ctx, who, in); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("the eleventh extension: %v", err)
		}
		if got := must(b.Slot(b.ctx, who, slot.ID))(t); got.Status != SlotStatusHeld {
			t.Errorf("after ten extensions the slot is %s", got.Status)
		}
		_, other := b.person()
		if _, err := b.ExtendHold(b.ctx, other, in); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("extending another's hold: %v", err)
		}
		b.pass(HoldTime)
		if _, err := b.ExtendHold(b.ctx, who, in); fault.CodeOf(err) != fault.Expired {
			t.Errorf("extending what ran out: %v", err)
		}
	})
}

func TestReleasingGivesTheSlotBackOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		_, other := b.person()
		slot := b.free(SlotFilter{})[0]
		hold := b.hold(who, patientID, slot)
		in := ReleaseHoldInput{HoldID: hold.ID}
		if _, err := b.ReleaseHold(b.ctx, other, in); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("releasing another's hold: %v", err)
		}
		must(b.ReleaseHold(b.ctx, who, in))(t)
		b.hold(who, patientID, slot)
		if got := must(b.ReleaseHold(b.ctx, who, in))(t); !got.Released {
			t.Error("releasing again is an error")
		}
		if got := must(b.Slot(b.ctx, who, slot.ID))(t); got.Status != SlotStatusHeld {
			t.Errorf("releasing an old hold took the slot from a new one: %s", got.Status)
		}
		if _, err := b.ExtendHold(b.ctx, who, ExtendHoldInput(in)); fault.CodeOf(err) != fault.Expired {
			t.Errorf("extending a released hold: %v", err)
		}
	})
}

// A person with two pages open holds one time on each. What they confirm on the
// first is theirs as long as nobody else took it.
func TestATimeGivenUpForAnotherCanStillBeHad(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		otherID, other := b.person()
		slots := b.free(SlotFilter{})
		first, second := b.hold(who, patientID, slots[0]), b.hold(who, patientID, slots[1])
		if got := must(b.Slot(b.ctx, other, slots[0].ID))(t); got.Status != SlotStatusFree {
			t.Errorf("the first time is %s", got.Status)
		}
		for _, hold := range []Hold{first, second} {
			if _, ok := must(b.BookAppointment(b.ctx, who, agreed(patientID, hold)))(t).(AppointmentBooked); !ok {
				t.Errorf("%s was not to be had", hold.Slot.Start)
			}
		}

		lost := b.hold(who, patientID, slots[2])
		b.hold(who, patientID, slots[3])
		b.hold(other, otherID, slots[2])
		if _, ok := must(b.BookAppointment(b.ctx, who, agreed(patientID, lost)))(t).(SlotTaken); !ok {
			t.Error("a time that another holds was not taken")
		}
	})
}

func TestWhatCannotBeHeld(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		desk := b.account(actor.RoleFrontDesk)
		list := b.free(SlotFilter{})
		asked := b.service("Procedure", 30, clinic.SelfBookingRequest)
		long := b.service("Long visit", 240, clinic.SelfBookingBook)
		good := HoldSlotInput{SlotID: list[0].ID, ServiceID: b.visit.ID, PatientID: patientID}
		with := func(change func(*HoldSlotInput)) HoldSlotInput {
			in := good
			change(&in)
			return in
		}
		cases := map[string]struct {
			who  actor.Actor
			in   HoldSlotInput
			want fault.Code
		}{
			"nobody":            {actor.Actor{}, good, fault.Unauthenticated},
			"the program":       {b.system, good, fault.Forbidden},
			"another's patient": {who, with(func(in *HoldSlotInput) { in.PatientID = b.patient() }), fault.NotFound},
			"no patient":        {desk, with(func(in *HoldSlotInput) { in.PatientID = "none" }), fault.NotFound},
			"no slot":           {who, with(func(in *HoldSlotInput) { in.SlotID = "none" }), fault.NotFound},
			"no service":        {who, with(func(in *HoldSlotInput) { in.ServiceID = "none" }), fault.NotFound},
			"empty":             {desk, HoldSlotInput{}, fault.InvalidInput},
			"not self-bookable": {who, with(func(in *HoldSlotInput) { in.ServiceID = asked.ID }), fault.Conflict},
			"longer than hours": {who, with(func(in *HoldSlotInput) { in.ServiceID = long.ID }), fault.InvalidInput},
		}
		for name, c := range cases {
			if answer, err := b.HoldSlot(b.ctx, c.who, c.in); fault.CodeOf(err) != c.want || err == nil {
				t.Errorf("%s: %#v, %v, want %s", name, answer, err, c.want)
			}
		}
		if answer := must(b.HoldSlot(b.ctx, desk, with(func(in *HoldSlotInput) { in.ServiceID = asked.ID })))(t); answer == nil {
			t.Error("the desk cannot hold a slot for a service on request")
		}
		b.set(list[1].Start.Add(-59 * time.Minute))
		if _, err := b.HoldSlot(b.ctx, who, with(func(in *HoldSlotInput) { in.SlotID = list[1].ID })); fault.CodeOf(err) != fault.Expired {
			t.Errorf("inside the notice: %v", err)
		}
		b.set(list[len(list)-1].Start.AddDate(0, 0, -61))
		if _, err := b.HoldSlot(b.ctx, who, with(func(in *HoldSlotInput) { in.SlotID = list[len(list)-1].ID })); fault.CodeOf(err) != fault.Expired {
			t.Errorf("beyond the horizon: %v", err)
		}
	})
}
