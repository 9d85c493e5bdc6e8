package booking

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/page"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// quarters is a clinic whose doctor has quarters of an hour from 9:00 to 12:00.
func quarters(t *testing.T, s *store.Store) *bench {
	b := newBench(t, s)
	b.hours(b.doctor, b.chicago, time.Monday, 9*60, 12*60, 15)
	b.set(monday.Add(-4 * time.Hour))
	return b
}

// lasting is a kind of visit that can be moved and cancelled until it begins.
func (b *bench) lasting(in clinic.AddServiceInput) clinic.HealthcareService {
	b.t.Helper()
	notice := 0
	in.Name, in.MinimumNoticeMinutes, in.RescheduleNoticeMinutes, in.CancelNoticeMinutes = "Lasting", &notice, &notice, &notice
	return b.kind(in)
}

// visitOf gives what the patient has ahead.
func (b *bench) visitOf(r runner) Appointment {
	b.t.Helper()
	return *must(b.Appointments(b.ctx, r.who, r.patientID, AppointmentWhenUpcoming, page.Args{}))(b.t).Edges[0].Node
}

// holdToMoveTo holds the time at that clock for moving the visit.
func (b *bench) holdToMoveTo(r runner, a Appointment, clock string) (HoldSlotResult, error) {
	return b.HoldSlot(b.ctx, r.who, HoldSlotInput{
		SlotID: b.at(clock).ID, ServiceID: a.Service.ID, PatientID: r.patientID, AppointmentID: &a.ID,
	})
}

func (b *bench) keptToMoveTo(r runner, a Appointment, clock string) Hold {
	b.t.Helper()
	answer, err := b.holdToMoveTo(r, a, clock)
	held, ok := answer.(SlotHeld)
	if !ok {
		b.t.Fatalf("holding %s to move there gave %#v, %v", clock, answer, err)
	}
	return held.Hold
}

func (b *bench) moveBy(r runner, a Appointment, hold Hold) string {
	return outcome(b.RescheduleAppointment(b.ctx, r.who, RescheduleAppointmentInput{AppointmentID: a.ID, HoldID: hold.ID}))
}

func (b *bench) stands(step, want string) {
	b.t.Helper()
	if got := b.standing(); got != want {
		b.t.Errorf("%s: %s, want %s", step, got, want)
	}
}

func TestALongVisitMovesWithinItsOwnTime(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := quarters(t, s)
		long := b.lasting(clinic.AddServiceInput{DurationMinutes: 60})
		two := b.runners(2)
		mover, other := two[0], two[1]
		if got := b.attemptFor(mover, b.at("09:00"), long); got != "booked" {
			t.Fatal(got)
		}
		a := b.visitOf(mover)
		later := b.keptToMoveTo(mover, a, "09:15")
		b.stands("held", "BBBBhfffffff")
		if again := b.keptToMoveTo(mover, a, "09:15"); again.ID != later.ID {
			t.Error("holding again gave another hold")
		}
		for _, clock := range []string{"09:00", "09:15", "10:00"} {
			if got := b.attemptFor(other, b.at(clock), long); got != "booking.SlotTaken <nil>" {
				t.Errorf("somebody else at %s meanwhile: %s", clock, got)
			}
		}
		if got := b.confirm(mover, later); got != "booking.SlotTaken <nil>" {
			t.Errorf("a second visit over the first: %s", got)
		}
		if got := b.moveBy(mover, a, later); got != "BOOKED" {
			t.Fatal(got)
		}
		b.stands("moved to begin later", "fBBBBfffffff")
		back := b.keptToMoveTo(mover, a, "09:00")
		b.stands("held over the old start", "hBBBBfffffff")
		if got := b.moveBy(mover, a, back); got != "BOOKED" {
			t.Fatal(got)
		}
		b.stands("moved back", "BBBBffffffff")
		if now := b.visitOf(mover); now.ID != a.ID || now.Sequence != 2 || b.clockOf(now.Start) != "09:00" || b.clockOf(now.End) != "10:00" {
			t.Errorf("the visit is %+v", now)
		}
		must(b.CancelAppointment(b.ctx, mover.who, cancelling(a)))(t)
		b.stands("cancelled", "ffffffffffff")
	})
}

func TestTheSearchOffersAVisitsOwnTimeForItsMoveAlone(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := quarters(t, s)
		long := b.lasting(clinic.AddServiceInput{DurationMinutes: 60, MostADay: 1})
		two := b.runners(2)
		if got := b.attemptFor(two[0], b.at("09:30"), long); got != "booked" {
			t.Fatal(got)
		}
		if got := b.attemptFor(two[1], b.at("11:00"), b.visit); got != "booked" {
			t.Fatal(got)
		}
		a := b.visitOf(two[0])
		filter := SlotFilter{ServiceID: &long.ID, To: ptr(monday.Add(12 * time.Hour))}
		if got := b.free(filter); len(got) != 0 {
			t.Errorf("a full day offers %d times", len(got))
		}
		filter.AppointmentID = &a.ID
		want := "[09:00 09:15 09:45 10:00]"
		if got := fmt.Sprint(b.clocksOf(b.pages(two[0], filter, 100))); got != want {
			t.Errorf("to move there are %s, want %s", got, want)
		}
		for size := 1; size < 4; size++ { // the appointment's own times are found across pages
			if got := fmt.Sprint(b.clocksOf(b.pages(two[0], filter, size))); got != want {
				t.Errorf("by pages of %d: %s, want %s", size, got, want)
			}
		}
		filter.From = ptr(b.at("09:45").Start)
		first := must(b.FirstAvailable(b.ctx, two[0].who, filter))(t)
		if first == nil || b.clockOf(first.Start) != "09:45" {
			t.Errorf("the first of them is %+v", first)
		}
		if _, err := b.Slots(b.ctx, two[1].who, filter, page.Args{}); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("for another's appointment: %v", err)
		}
	})
}

// pages reads all times of a search, so many at a time, and compares the total.
func (b *bench) pages(r runner, filter SlotFilter, size int) (list []Slot) {
	b.t.Helper()
	args := page.Args{First: &size, WithTotal: true}
	for {
		conn := must(b.Slots(b.ctx, r.who, filter, args))(b.t)
		for _, edge := range conn.Edges {
			list = append(list, *edge.Node)
		}
		if !conn.PageInfo.HasNextPage {
			if conn.TotalCount != len(list) {
				b.t.Errorf("%d in all, %d shown", conn.TotalCount, len(list))
			}
			return list
		}
		args.After = conn.PageInfo.EndCursor
	}
}

func (b *bench) clocksOf(list []Slot) (clocks []string) {
	for _, slot := range list {
		clocks = append(clocks, b.clockOf(slot.Start))
	}
	return clocks
}

// A visit whose buffer reached outside the hours may need nothing more than it
// has: its hold keeps nothing, and is a hold all the same.
func TestAMoveThatNeedsNothingNew(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := quarters(t, s)
		buffered := b.lasting(clinic.AddServiceInput{DurationMinutes: 30, BufferBeforeMinutes: 15, BufferAfterMinutes: 15})
		r := b.runners(1)[0]
		if got := b.attemptFor(r, b.at("09:15"), buffered); got != "booked" {
			t.Fatal(got)
		}
		b.stands("booked", "BBBBffffffff")
		a := b.visitOf(r)
		hold := b.keptToMoveTo(r, a, "09:00")
		b.stands("held", "BBBBffffffff")
		b.pass(9 * time.Minute)
		extended := must(b.ExtendHold(b.ctx, r.who, ExtendHoldInput{HoldID: hold.ID}))(t)
		must(b.LeaveHold(b.ctx, r.who, LeaveHoldInput{HoldID: hold.ID}))(t)
		resumed := must(b.ResumeHold(b.ctx, r.who, ResumeHoldInput{HoldID: hold.ID}))(t)
		if !resumed.Hold.ExpiresAt.Equal(extended.Hold.ExpiresAt) || resumed.Hold.SecondsLeft != 600 {
			t.Errorf("resumed %+v", resumed.Hold)
		}
		if got := b.moveBy(r, a, hold); got != "BOOKED" {
			t.Fatal(got)
		}
		b.stands("moved", "BBBfffffffff")
		if got := b.moveBy(r, a, b.keptToMoveTo(r, a, "09:30")); got != "BOOKED" {
			t.Fatal(got)
		}
		b.stands("moved with the buffer before it", "fBBBBfffffff")
	})
}

func TestAHoldToMoveIsJudgedAsAnyOther(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := quarters(t, s)
		long := b.lasting(clinic.AddServiceInput{DurationMinutes: 60})
		two := b.runners(2)
		mover, other := two[0], two[1]
		if got := b.attemptFor(mover, b.at("09:00"), long); got != "booked" {
			t.Fatal(got)
		}
		a := b.visitOf(mover)
		if _, err := b.holdToMoveTo(mover, a, "09:00"); fault.CodeOf(err) != fault.InvalidInput {
			t.Errorf("to where it is: %v", err)
		}
		if _, err := b.holdToMoveTo(other, a, "09:15"); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("another's visit: %v", err)
		}
		// It ran out, and somebody took the part that it kept.
		hold := b.keptToMoveTo(mover, a, "09:15")
		b.pass(HoldTime)
		if got := b.attemptFor(other, b.at("10:00"), b.visit); got != "booked" {
			t.Fatal(got)
		}
		answer := must(b.RescheduleAppointment(b.ctx, mover.who, RescheduleAppointmentInput{AppointmentID: a.ID, HoldID: hold.ID}))(t)
		taken, ok := answer.(SlotTaken)
		if !ok || slices.Contains(b.clocksOf(taken.Alternatives), "09:15") {
			t.Errorf("moving to what another has a part of: %#v", answer)
		}
		b.stands("the visit has its whole old time", "BBBBBBffffff")
		// It ran out, and nobody did.
		must(b.CancelAppointment(b.ctx, b.account(actor.RoleFrontDesk), CancelAppointmentInput{
			AppointmentID: b.visitOf(other).ID, ReasonCode: CancellationReasonClinic, OverrideReason: ptr("they asked"),
		}))(t)
		hold = b.keptToMoveTo(mover, a, "09:45")
		b.pass(HoldTime)
		if got := b.moveBy(mover, a, hold); got != "BOOKED" {
			t.Errorf("by a hold that ran out: %s", got)
		}
		b.stands("moved", "fffBBBBfffff")
	})
}

// Sixteen want a part of where a visit is to be moved: its hold has run out.
// Whoever is first, the visit has one whole time, and nobody has a part of it.
func TestAMoveWithinItsOwnTimeRacesBookings(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := quarters(t, s)
		long := b.lasting(clinic.AddServiceInput{DurationMinutes: 60})
		clients := b.runners(16)
		mover := clients[0]
		if got := b.attemptFor(mover, b.at("09:00"), long); got != "booked" {
			t.Fatal(got)
		}
		a := b.visitOf(mover)
		hold := b.keptToMoveTo(mover, a, "09:30")
		b.pass(HoldTime)
		slots := []Slot{b.at("10:00"), b.at("10:15"), b.at("09:15")}
		results := atOnce(len(clients), func(i int) string {
			if i == 0 {
				return b.moveBy(mover, a, hold)
			}
			return b.attemptFor(clients[i], slots[i%3], long)
		})
		now := b.visitOf(mover)
		moved := results[0] == "BOOKED"
		if moved != (b.clockOf(now.Start) == "09:30") || !moved && b.clockOf(now.Start) != "09:00" {
			t.Errorf("moving gave %s, the visit begins at %s", results[0], b.clockOf(now.Start))
		}
		booked := 0
		for _, got := range results[1:] {
			if got == "booked" {
				booked++
			}
		}
		if n := strings.Count(b.standing(), "B"); n != 4*(booked+1) {
			t.Errorf("%d quarters are taken by %d visits: %s", n, booked+1, b.standing())
		}
		if n := b.count(`SELECT count(*) FROM booking_appointments x JOIN booking_appointments y ON x.id < y.id
			WHERE x.practitioner_id = y.practitioner_id AND x.start_at < y.end_at AND y.start_at < x.end_at`); n != 0 {
			t.Errorf("%d pairs of visits overlap", n)
		}
	})
}
