package booking

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/page"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// overriding books a held time for another patient.
func (b *bench) overriding(slot Slot) BookForPatientInput {
	return BookForPatientInput{
		SlotID: slot.ID, ServiceID: b.visit.ID, PatientID: b.patient(), Reason: "Chest pain",
		Contact: AppointmentContactInput{Email: "someone@example.org"}, TakeHeld: true, OverrideReason: ptr(" Cannot wait. "),
	}
}

func TestTheClinicTakesAHeldTimeWithAReason(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		patientID, who := b.person()
		desk, slot := b.account(actor.RoleFrontDesk), b.free(SlotFilter{})[0]
		hold := b.hold(who, patientID, slot)
		in := b.overriding(slot)
		without := in
		without.OverrideReason = ptr(" ")
		if _, err := b.BookForPatient(b.ctx, desk, without); fault.CodeOf(err) != fault.InvalidInput || fault.List(err)[0].Field != "overrideReason" {
			t.Errorf("without a reason: %v", err)
		}
		made := must(b.BookForPatient(b.ctx, desk, in))(t).(AppointmentBooked).Appointment
		if line := must(b.History(b.ctx, desk, made.ID))(t)[0]; line.OverrideReason != "Cannot wait." {
			t.Errorf("the history says %+v", line)
		}
		b.counts(map[string]int{
			`SELECT count(*) FROM audit_events WHERE action = 'booking.book_appointment' AND fields = 'overrideReason' AND reason = 'Cannot wait.'`: 1,
			`SELECT count(*) FROM audit_events WHERE action = 'booking.override_hold' AND patient_id = '` + patientID + `' AND reason = ''`:         1,
			`SELECT count(*) FROM booking_holds WHERE state = 'TAKEN'`:                                                                              1,
		})
		// Whoever had it learns of it at whatever they do next, and may choose anew.
		for name, err := range map[string]error{
			"extending": second(b.ExtendHold(b.ctx, who, ExtendHoldInput{HoldID: hold.ID})),
			"resuming":  second(b.ResumeHold(b.ctx, who, ResumeHoldInput{HoldID: hold.ID})),
			"leaving":   second(b.LeaveHold(b.ctx, who, LeaveHoldInput{HoldID: hold.ID})),
		} {
			if fault.CodeOf(err) != fault.Expired {
				t.Errorf("%s: %v", name, err)
			}
		}
		if taken, ok := must(b.BookAppointment(b.ctx, who, agreed(patientID, hold)))(t).(SlotTaken); !ok || len(taken.Alternatives) != 3 {
			t.Errorf("confirming gave %#v", taken)
		}
		must(b.ReleaseHold(b.ctx, who, ReleaseHoldInput{HoldID: hold.ID}))(t)
		b.slotIs(slot, SlotStatusBusy)
		b.book(who, patientID, b.free(SlotFilter{})[0])
		b.consistent()
	})
}

// Nothing is gone over that did not stand in the way.
func TestTakingATimeThatNobodyHoldsIsNoOverride(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		desk, slot := b.account(actor.RoleFrontDesk), b.free(SlotFilter{})[3]
		patientID, who := b.person()
		hold := b.hold(who, patientID, slot)
		b.set(hold.ExpiresAt)
		made := must(b.BookForPatient(b.ctx, desk, b.overriding(slot)))(t).(AppointmentBooked).Appointment
		if line := must(b.History(b.ctx, desk, made.ID))(t)[0]; line.OverrideReason != "" {
			t.Errorf("the history says %+v", line)
		}
		if taken, ok := must(b.BookForPatient(b.ctx, desk, b.overriding(slot)))(t).(SlotTaken); !ok || len(taken.Alternatives) != 3 {
			t.Errorf("a time that is booked: %#v", taken)
		}
		b.counts(map[string]int{`SELECT count(*) FROM booking_holds WHERE state = 'TAKEN'`: 0})
	})
}

// What is refused ends nobody's hold.
func TestARefusedOverrideLeavesTheHold(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		second := b.practitioner("Dr. Two", b.chicago)
		b.hours(second, b.chicago, time.Monday, 9*60, 12*60, 30)
		list := b.free(SlotFilter{})
		busyID, busy := b.person()
		b.book(busy, busyID, list[1])
		patientID, who := b.person()
		hold := b.hold(who, patientID, list[0])
		in := b.overriding(list[0])
		in.PatientID = busyID
		if got := outcome(b.BookForPatient(b.ctx, b.account(actor.RoleFrontDesk), in)); got != "PATIENT_BUSY" {
			t.Errorf("a patient who is elsewhere then: %s", got)
		}
		must(b.ExtendHold(b.ctx, who, ExtendHoldInput{HoldID: hold.ID}))(t)
		if got := outcome(b.BookAppointment(b.ctx, who, agreed(patientID, hold))); got != "BOOKED" {
			t.Errorf("confirming: %s", got)
		}
	})
}

// A part of a long hold is enough to end it; the rest is free again.
func TestOverridingAPartFreesTheRest(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		long := b.service("Long visit", 60, clinic.SelfBookingBook)
		list, desk := b.free(SlotFilter{}), b.account(actor.RoleFrontDesk)
		patientID, who := b.person()
		held := must(b.HoldSlot(b.ctx, who, HoldSlotInput{SlotID: list[0].ID, ServiceID: long.ID, PatientID: patientID}))(t).(SlotHeld)
		must(b.BookForPatient(b.ctx, desk, b.overriding(list[1])))(t)
		b.slotIs(list[0], SlotStatusFree)
		b.slotIs(list[1], SlotStatusBusy)
		if got := outcome(b.BookAppointment(b.ctx, who, agreed(patientID, held.Hold))); got != "taken" {
			t.Errorf("confirming: %s", got)
		}
		// And a long visit ends two holds at once.
		first, second := b.runners(1)[0], b.runners(1)[0]
		holds := []Hold{b.hold(first.who, first.patientID, list[2]), b.hold(second.who, second.patientID, list[3])}
		in := b.overriding(list[2])
		in.ServiceID = long.ID
		must(b.BookForPatient(b.ctx, desk, in))(t)
		for i, r := range []runner{first, second} {
			if got := outcome(b.BookAppointment(b.ctx, r.who, agreed(r.patientID, holds[i]))); got != "taken" {
				t.Errorf("confirming: %s", got)
			}
		}
	})
}

// What the clinic itself has proposed to somebody is a promise.
func TestAProposedTimeIsNotTaken(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		slot := b.free(SlotFilter{})[0]
		b.exec(`UPDATE booking_slots SET status = 'HELD', hold_id = ?, held_until = ? WHERE id = ?`,
			store.NewID(), store.Micros(monday.Add(24*time.Hour)), slot.ID)
		if got := outcome(b.BookForPatient(b.ctx, b.account(actor.RoleFrontDesk), b.overriding(slot))); got != "taken" {
			t.Errorf("it is %s", got)
		}
		b.slotIs(slot, SlotStatusHeld)
	})
}

// Whoever is first has the time; the other is told, and nothing else is lost.
func TestConfirmingAndOverridingRace(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		b.hours(b.doctor, b.chicago, time.Tuesday, 9*60, 12*60, 30)
		desk := b.account(actor.RoleFrontDesk)
		for _, slot := range b.free(SlotFilter{})[:8] {
			r := b.runners(1)[0]
			hold := b.hold(r.who, r.patientID, slot)
			key := hold.ID
			var asks []BookForPatientInput
			for range 8 {
				asks = append(asks, b.overriding(slot))
			}
			got := atOnce(16, func(i int) string {
				switch {
				case i < 8:
					return outcome(b.BookForPatient(b.ctx, desk, asks[i]))
				case i < 12:
					in := agreed(r.patientID, hold)
					in.IdempotencyKey = &key
					return outcome(b.BookAppointment(b.ctx, r.who, in))
				}
				_, err := b.ExtendHold(b.ctx, r.who, ExtendHoldInput{HoldID: hold.ID})
				return fmt.Sprint("extended ", fault.CodeOf(err) == fault.Expired || err == nil)
			})
			counts := tally(got)
			// The holder's four confirmations are one; the clinic's eight are eight.
			byHolder := got[8] == "BOOKED"
			want := map[bool]int{true: 4, false: 1}[byHolder]
			if counts["BOOKED"] != want || counts["taken"] != 12-want || counts["extended true"] != 4 {
				t.Errorf("outcomes %v", got)
			}
			b.slotIs(slot, SlotStatusBusy)
			b.counts(map[string]int{
				`SELECT count(*) FROM booking_appointments WHERE slot_id = '` + slot.ID + `' AND status = 'BOOKED'`: 1,
				`SELECT count(*) FROM booking_holds WHERE state = 'ACTIVE'`:                                         0,
			})
		}
		b.consistent()
	})
}

// Two who are each given the other's time: nobody waits for the other for ever.
func TestOverridingCrosswise(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		list, people := b.free(SlotFilter{}), b.runners(2)
		for i, r := range people {
			b.hold(r.who, r.patientID, list[i])
		}
		desk := b.account(actor.RoleFrontDesk)
		asks := []BookForPatientInput{b.overriding(list[1]), b.overriding(list[0])}
		for i := range asks {
			asks[i].PatientID = people[i].patientID
		}
		got := atOnce(2, func(i int) string { return outcome(b.BookForPatient(b.ctx, desk, asks[i])) })
		if !slices.Equal(got, []string{"BOOKED", "BOOKED"}) {
			t.Errorf("outcomes %v", got)
		}
		b.consistent()
	})
}

func TestStaffGoOverRulesWithAReason(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		desk := b.account(actor.RoleFrontDesk)
		sent := b.kind(clinic.AddServiceInput{Name: "Referred", DurationMinutes: 30, NeedsReferral: true})
		rare := b.kind(clinic.AddServiceInput{Name: "Rare", DurationMinutes: 30, MostADay: 1})
		in := b.overriding(b.at("09:00"))
		in.ServiceID = rare.ID
		in.TakeHeld, in.OverrideReason = false, nil
		if got := outcome(b.BookForPatient(b.ctx, desk, in)); got != "BOOKED" {
			t.Fatalf("the first of the day: %s", got)
		}
		for code, ask := range map[string]BookForPatientInput{
			"REFERRAL_NEEDED": {SlotID: b.at("10:00").ID, ServiceID: sent.ID},
			"DAY_FULL":        {SlotID: b.at("11:00").ID, ServiceID: rare.ID},
		} {
			ask.PatientID, ask.Contact = b.patient(), in.Contact
			refused, ok := must(b.BookForPatient(b.ctx, desk, ask))(t).(BookingRefused)
			if !ok || string(refused.Code) != code || refused.Message == refusals[refused.Code] {
				t.Errorf("%s: %#v", code, refused)
			}
			ask.OverrideReason = ptr("Dr. One asked for it.")
			booked, ok := must(b.BookForPatient(b.ctx, desk, ask))(t).(AppointmentBooked)
			if !ok {
				t.Fatalf("%s with a reason: %#v", code, booked)
			}
			if line := must(b.History(b.ctx, desk, booked.Appointment.ID))(t)[0]; line.OverrideReason != "Dr. One asked for it." {
				t.Errorf("%s: the history says %+v", code, line)
			}
		}
		// The program itself is bound by none of them.
		in.SlotID, in.PatientID = b.at("09:30").ID, b.patient()
		if got := outcome(b.BookForPatient(b.ctx, b.system, in)); got != "BOOKED" {
			t.Errorf("the program: %s", got)
		}
	})
}

func TestStaffMoveToAFullDayWithAReason(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		desk := b.account(actor.RoleFrontDesk)
		rare := b.kind(clinic.AddServiceInput{Name: "Rare", DurationMinutes: 30, MostADay: 1})
		list := b.nextWeek()
		book := func(slot Slot) Appointment {
			in := b.overriding(slot)
			in.ServiceID = rare.ID
			return must(b.BookForPatient(b.ctx, b.system, in))(t).(AppointmentBooked).Appointment
		}
		made := book(list[0])
		other := list[len(list)-1]
		book(other)
		to := list[len(list)-2]
		held := must(b.HoldSlot(b.ctx, desk, HoldSlotInput{SlotID: to.ID, ServiceID: rare.ID, PatientID: made.PatientID}))(t).(SlotHeld)
		in := RescheduleAppointmentInput{AppointmentID: made.ID, HoldID: held.Hold.ID}
		if got := outcome(b.RescheduleAppointment(b.ctx, desk, in)); got != "DAY_FULL" {
			t.Errorf("without a reason: %s", got)
		}
		in.OverrideReason = ptr("Dr. One agreed.")
		if got := outcome(b.RescheduleAppointment(b.ctx, desk, in)); got != "BOOKED" {
			t.Errorf("with a reason: %s", got)
		}
		history := must(b.History(b.ctx, desk, made.ID))(t)
		if last := history[len(history)-1]; last.OverrideReason != "Dr. One agreed." {
			t.Errorf("the history says %+v", last)
		}
	})
}

func TestHeldTimesAreShownToStaff(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		long := b.service("Long visit", 60, clinic.SelfBookingBook)
		list := b.free(SlotFilter{})
		patientID, who := b.person()
		b.book(who, patientID, list[3])
		b.hold(who, patientID, list[1])
		most := 3
		statuses := func(filter SlotFilter) (got []string) {
			filter.IncludeHeld = true
			conn := must(b.Slots(b.ctx, b.account(actor.RoleClinician), filter, page.Args{First: &most}))(t)
			for _, edge := range conn.Edges {
				got = append(got, edge.Node.Start.Sub(list[0].Start).String()+" "+string(edge.Node.Status))
			}
			return got
		}
		if got := statuses(SlotFilter{ServiceID: &b.visit.ID}); !slices.Equal(got, []string{"0s FREE", "30m0s HELD", "1h0m0s FREE"}) {
			t.Errorf("times: %v", got)
		}
		// An hour from 9:00 reaches into what is held, though its own slot is free.
		if got := statuses(SlotFilter{ServiceID: &long.ID}); !slices.Equal(got, []string{"0s HELD", "30m0s HELD", "2h0m0s FREE"}) {
			t.Errorf("times for a long visit: %v", got)
		}
		if _, err := b.Slots(b.ctx, who, SlotFilter{IncludeHeld: true}, page.Args{}); fault.CodeOf(err) != fault.Forbidden {
			t.Errorf("a patient: %v", err)
		}
	})
}
