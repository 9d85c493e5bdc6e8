package schedules

import (
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/booking"
	"patientportal/server/booking/bookingtest"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/hours"
	"patientportal/server/requests"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// week is the bench doctor's hours, one row a weekday.
func (b *bench) week(version int, rows ...WeeklyHoursInput) SaveWeekInput {
	return SaveWeekInput{
		PractitionerID: b.Doctor.ID, LocationID: b.Chicago.ID, DepartmentID: b.Department.ID, Hours: rows, Version: version,
	}
}

func mondays(from, to int) WeeklyHoursInput {
	return WeeklyHoursInput{Weekday: 1, StartMinute: from * 60, EndMinute: to * 60, SlotMinutes: 30}
}

func TestADryRunChangesNothingAndTellsAll(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		desk := b.Account(actor.RoleFrontDesk)
		two := [...]bookingtest.Person{b.Person(), b.Person()}
		early := b.Book(two[0], b.At("09:30"))
		b.Book(two[1], b.At("11:00"))
		in := b.week(0, mondays(10, 13))
		in.DryRun = true
		before := b.dump()
		tried := bookingtest.Must(b.SaveWeek(b.Ctx, desk, in))(t)
		if len(tried.Affected) != 1 || tried.Affected[0].Appointment.ID != early.ID || tried.Affected[0].Action != nil {
			t.Errorf("would affect %+v", tried.Affected)
		}
		if after := b.dump(); after != before {
			t.Errorf("a dry run changed %v to %v", before, after)
		}
		in.DryRun = false
		if _, err := b.SaveWeek(b.Ctx, desk, in); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("an appointment was not decided about: %v", err)
		}
		if after := b.dump(); after != before {
			t.Errorf("a refusal changed %v to %v", before, after)
		}
	})
}

// dump counts what a change to hours would write.
func (b *bench) dump() (n [6]int) {
	for i, query := range []string{
		`SELECT count(*) FROM booking_slots WHERE status <> 'WITHDRAWN'`, `SELECT count(*) FROM booking_schedules`,
		`SELECT count(*) FROM booking_schedule_exceptions`, `SELECT COALESCE(SUM(version), 0) FROM booking_plans`,
		`SELECT count(*) FROM audit_events WHERE action LIKE 'booking.%'`, `SELECT count(*) FROM outbox_events`,
	} {
		n[i] = b.Count(query)
	}
	return n
}

func TestWhatBecomesOfAppointmentsOutsideTheHours(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		desk := b.Account(actor.RoleFrontDesk)
		people := [...]bookingtest.Person{b.Person(), b.Person(), b.Person()}
		var visits []booking.Appointment
		for i, clock := range []string{"09:00", "09:30", "10:00"} {
			visits = append(visits, b.Book(people[i], b.At(clock)))
		}
		news := bookingtest.Must(b.Booking.SlotChanges(t.Context(), people[0].Who, booking.SlotChangeFilter{}))(t)
		in := b.week(0, mondays(11, 14))
		for i, action := range []AffectedAction{AffectedActionKeep, AffectedActionPropose, AffectedActionCancel} {
			in.Affected = append(in.Affected, AffectedDecisionInput{visits[i].ID, action})
		}
		if _, err := b.SaveWeek(b.Ctx, desk, in); fault.CodeOf(err) != fault.InvalidInput {
			t.Errorf("cancelled without a word: %v", err)
		}
		in.Message = new("We move rooms that morning")
		made := bookingtest.Must(b.SaveWeek(b.Ctx, desk, in))(t)
		if len(made.Affected) != 3 || made.Affected[1].Proposed != 3 || made.Schedule.Version != 1 {
			t.Fatalf("made %+v", made)
		}
		bookingtest.Hears(t, news, b.At("13:30").ID, booking.SlotStatusFree)
		if got := bookingtest.Must(b.Booking.Appointment(b.Ctx, people[2].Who, visits[2].ID))(t); got.Status != booking.AppointmentStatusCancelled {
			t.Errorf("to be cancelled: %s", got.Status)
		}
		lines := bookingtest.Must(b.Booking.History(b.Ctx, people[2].Who, visits[2].ID))(t)
		if last := lines[len(lines)-1]; last.Note != "We move rooms that morning" || *last.ReasonCode != booking.CancellationReasonClinic {
			t.Errorf("the patient reads %+v", last)
		}
		proposals := bookingtest.Must(b.Requests.Proposals(b.Ctx, people[1].Who, []string{visits[1].ID}))(t)[visits[1].ID]
		if len(proposals) != 3 || b.ClockOf(proposals[0].Slot.Start) != "11:00" {
			t.Fatalf("proposed %+v", proposals)
		}
		got := bookingtest.Outcome(b.Requests.TakeProposedTime(b.Ctx, people[1].Who, requests.TakeProposedTimeInput{ProposalID: proposals[1].ID}))
		if got != visits[1].ID {
			t.Fatalf("taking gave %s", got)
		}
		moved := bookingtest.Must(b.Booking.Appointment(b.Ctx, people[1].Who, visits[1].ID))(t)
		if b.ClockOf(moved.Start) != "11:30" || moved.Sequence != 1 {
			t.Errorf("moved to %+v", moved)
		}
		// The old time and the other proposals: only the visit that is kept and the moved one stand.
		if got := b.Standing(); got != "BfBffff" {
			t.Errorf("the day stands %s", got)
		}
		if again := b.week(1, mondays(11, 14)); bookingtest.Must(b.SaveWeek(b.Ctx, desk, again))(t).Schedule.Version != 2 {
			t.Error("a visit that was outside before was to be decided about again")
		}
		if _, err := b.SaveWeek(b.Ctx, desk, b.week(1, mondays(11, 14))); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("over another's change: %v", err)
		}
	})
}

func TestSixteenSaveOneWeek(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		desk := b.Account(actor.RoleFrontDesk)
		for version := range 2 {
			won := 0
			for _, err := range bookingtest.AtOnce(16, func(i int) error {
				_, err := b.SaveWeek(b.Ctx, desk, b.week(version, mondays(9, 12+i%3)))
				return err
			}) {
				if err == nil {
					won++
				} else if fault.CodeOf(err) != fault.Conflict {
					t.Error(err)
				}
			}
			if won != 1 {
				t.Errorf("%d of 16 saved version %d", won, version)
			}
		}
	})
}

func TestHoursHoldBetweenTheirDates(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		desk := b.Account(actor.RoleFrontDesk)
		in := b.week(0, mondays(14, 15))
		in.ValidFrom, in.ValidUntil = new("2026-07-13"), new("2026-07-20")
		made := bookingtest.Must(b.SaveWeek(b.Ctx, desk, in))(t)
		if len(made.Schedule.Hours) != 3 {
			t.Errorf("hours %+v", made.Schedule.Hours)
		}
		counts := map[string]int{}
		for _, slot := range b.All() {
			counts[slot.Start.Format(time.DateOnly)]++
		}
		for day, want := range map[string]int{"2026-07-06": 6, "2026-07-13": 2, "2026-07-20": 2, "2026-07-27": 6, "2026-08-03": 6} {
			if counts[day] != want {
				t.Errorf("%s has %d times, want %d", day, counts[day], want)
			}
		}
		over := b.week(1, mondays(9, 12), mondays(11, 13))
		if _, err := b.SaveWeek(b.Ctx, desk, over); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("hours over each other: %v", err)
		}
		bad := b.week(1, WeeklyHoursInput{Weekday: 7, StartMinute: 60, EndMinute: 30, SlotMinutes: 1})
		bad.ValidFrom, bad.ValidUntil = new("2020-01-01"), new("nothing")
		if _, err := b.SaveWeek(b.Ctx, desk, bad); fault.CodeOf(err) != fault.InvalidInput {
			t.Errorf("bad hours: %v", err)
		}
		stress := b.Bench.Service(clinic.AddServiceInput{Name: "Stress test", DurationMinutes: 30})
		only := b.week(1, WeeklyHoursInput{Weekday: 1, StartMinute: 540, EndMinute: 600, SlotMinutes: 30, ServiceID: &stress.ID})
		bookingtest.Must(b.SaveWeek(b.Ctx, desk, only))(t)
		who := b.Person().Who
		if got := b.Starts(who, b.Visit, bookingtest.Monday.Add(20*time.Hour)); len(got) != 0 {
			t.Errorf("hours of one service give another: %v", got)
		}
		if got := b.Starts(who, stress, bookingtest.Monday.Add(20*time.Hour)); len(got) != 2 {
			t.Errorf("hours of one service: %v", got)
		}
	})
}

func TestClosuresAndBlocks(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		desk := b.Account(actor.RoleFrontDesk)
		p := b.Person()
		hold := b.Hold(p, b.At("10:00"))
		from := b.At("09:30").Start
		blocked := bookingtest.Must(b.BlockSlots(b.Ctx, desk, BlockSlotsInput{PractitionerID: b.Doctor.ID, From: from, To: from.Add(90 * time.Minute)}))(t)
		if blocked.Changed != 3 || b.Standing() != "fff" {
			t.Errorf("blocked %d, %s", blocked.Changed, b.Standing())
		}
		if got := bookingtest.Outcome(b.Booking.BookAppointment(b.Ctx, p.Who, bookingtest.Agreed(p, hold))); got != "HOLD_EXPIRED" {
			t.Errorf("the hold on a blocked time gave %s", got)
		}
		freed := bookingtest.Must(b.BlockSlots(b.Ctx, desk, BlockSlotsInput{PractitionerID: b.Doctor.ID, From: from, To: from.Add(90 * time.Minute), Unblock: true}))(t)
		if freed.Changed != 3 || b.Standing() != "ffffff" {
			t.Errorf("freed %d, %s", freed.Changed, b.Standing())
		}
		// Now and then is seldom a whole minute.
		odd := BlockSlotsInput{PractitionerID: b.Doctor.ID, From: from.Add(time.Second), To: from.Add(30*time.Minute + time.Second)}
		blocked = bookingtest.Must(b.BlockSlots(b.Ctx, desk, odd))(t)
		if blocked.Changed != 2 || b.Standing() != "ffff" {
			t.Errorf("blocked %d within odd instants, %s", blocked.Changed, b.Standing())
		}
		odd.Unblock = true
		freed = bookingtest.Must(b.BlockSlots(b.Ctx, desk, odd))(t)
		if freed.Changed != 2 || b.Standing() != "ffffff" {
			t.Errorf("freed %d within odd instants, %s", freed.Changed, b.Standing())
		}
		made := b.Book(p, b.At("10:00"))
		holiday := AddScheduleExceptionInput{Date: "2026-07-06", UntilDate: new("2026-07-13"), EndMinute: hours.MinutesADay, Kind: hours.ExceptionClosed, DryRun: true}
		tried := bookingtest.Must(b.AddScheduleException(b.Ctx, desk, holiday))(t)
		if len(tried.Affected) != 1 || len(tried.Exceptions) != 0 || b.Standing() != "ffBfff" {
			t.Errorf("a holiday would affect %+v, %s", tried, b.Standing())
		}
		holiday.DryRun, holiday.Affected = false, []AffectedDecisionInput{{made.ID, AffectedActionPropose}}
		done := bookingtest.Must(b.AddScheduleException(b.Ctx, desk, holiday))(t)
		if len(done.Exceptions) != 1 || done.Affected[0].Proposed != 3 || b.Standing() != "B" {
			t.Errorf("a holiday: %+v, %s", done, b.Standing())
		}
		first := bookingtest.Must(b.Requests.Proposals(b.Ctx, p.Who, []string{made.ID}))(t)[made.ID][0]
		if first.Slot.Start.Format(time.DateOnly) != "2026-07-20" {
			t.Errorf("proposed %s, inside the holiday", first.Slot.Start)
		}
		if list := bookingtest.Must(b.ScheduleExceptions(b.Ctx, desk, nil))(t); len(list) != 1 || list[0].UntilDate != "2026-07-13" {
			t.Errorf("exceptions %+v", list)
		}
		bookingtest.Must(b.RemoveScheduleException(b.Ctx, desk, RemoveScheduleExceptionInput{ExceptionID: done.Exceptions[0].ID}))(t)
		if got := b.Standing(); got != "ffBfff" {
			t.Errorf("the holiday is off: %s", got)
		}
		if _, err := b.RemoveScheduleException(b.Ctx, desk, RemoveScheduleExceptionInput{ExceptionID: done.Exceptions[0].ID}); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("twice: %v", err)
		}
	})
}

func TestOnlyStaffChangesHours(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		clinician := b.Account(actor.RoleClinician)
		if tried := bookingtest.Must(b.SaveWeek(b.Ctx, clinician, b.week(0)))(t); tried.Schedule.Version != 1 {
			t.Errorf("a clinician saved %+v", tried.Schedule)
		}
		who := b.Person().Who
		_, err1 := b.SaveWeek(b.Ctx, who, b.week(0))
		_, err2 := b.AddScheduleException(b.Ctx, who, AddScheduleExceptionInput{})
		_, err3 := b.RemoveScheduleException(b.Ctx, who, RemoveScheduleExceptionInput{})
		_, err4 := b.BlockSlots(b.Ctx, who, BlockSlotsInput{})
		_, err5 := b.PractitionerSchedule(b.Ctx, who, b.Doctor.ID)
		_, err6 := b.ScheduleExceptions(b.Ctx, who, nil)
		for i, err := range []error{err1, err2, err3, err4, err5, err6} {
			if fault.CodeOf(err) != fault.Forbidden {
				t.Errorf("a patient, call %d: %v", i+1, err)
			}
		}
	})
}

func TestExtraHoursAreTakenBackWithWhatStandsInThem(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		desk, r := b.Account(actor.RoleFrontDesk), b.Person()
		extra := AddScheduleExceptionInput{
			PractitionerID: &b.Doctor.ID, LocationID: &b.Chicago.ID, DepartmentID: &b.Department.ID,
			Date: "2026-07-06", StartMinute: 13 * 60, EndMinute: 14 * 60, Kind: hours.ExceptionOpen, SlotMinutes: new(30),
		}
		opened := bookingtest.Must(b.AddScheduleException(b.Ctx, desk, extra))(t).Exceptions[0]
		if got := b.Standing(); got != "ffffffff" {
			t.Fatalf("with an extra hour %s", got)
		}
		visit := b.Book(r, b.At("13:30"))
		in := RemoveScheduleExceptionInput{ExceptionID: opened.ID, DryRun: true}
		tried := bookingtest.Must(b.RemoveScheduleException(b.Ctx, desk, in))(t)
		if len(tried.Affected) != 1 || tried.Removed || b.Standing() != "fffffffB" {
			t.Errorf("tried: %+v, %s", tried, b.Standing())
		}
		in.DryRun = false
		if _, err := b.RemoveScheduleException(b.Ctx, desk, in); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("nobody decided: %v", err)
		}
		in.Affected = []AffectedDecisionInput{{visit.ID, AffectedActionPropose}}
		done := bookingtest.Must(b.RemoveScheduleException(b.Ctx, desk, in))(t)
		if !done.Removed || done.Affected[0].Proposed != 3 || b.Standing() != "fffhhhB" {
			t.Errorf("taken back: %+v, %s", done, b.Standing())
		}
	})
}
