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

// week is the bench doctor's hours, one row a weekday.
func (b *bench) week(version int, rows ...WeeklyHoursInput) SaveWeekInput {
	return SaveWeekInput{
		PractitionerID: b.doctor.ID, LocationID: b.chicago.ID, DepartmentID: b.department.ID, Hours: rows, Version: version,
	}
}

func mondays(from, to int) WeeklyHoursInput {
	return WeeklyHoursInput{Weekday: 1, StartMinute: from * 60, EndMinute: to * 60, SlotMinutes: 30}
}

func TestADryRunChangesNothingAndTellsAll(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		desk := b.account(actor.RoleFrontDesk)
		two := b.runners(2)
		early := b.book(two[0].who, two[0].patientID, b.at("09:30"))
		b.book(two[1].who, two[1].patientID, b.at("11:00"))
		in := b.week(0, mondays(10, 13))
		in.DryRun = true
		before := b.dump()
		tried := must(b.SaveWeek(b.ctx, desk, in))(t)
		if len(tried.Affected) != 1 || tried.Affected[0].Appointment.ID != early.ID || tried.Affected[0].Action != nil {
			t.Errorf("would affect %+v", tried.Affected)
		}
		if after := b.dump(); after != before {
			t.Errorf("a dry run changed %v to %v", before, after)
		}
		in.DryRun = false
		if _, err := b.SaveWeek(b.ctx, desk, in); fault.CodeOf(err) != fault.Conflict {
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
		n[i] = b.count(query)
	}
	return n
}

func TestWhatBecomesOfAppointmentsOutsideTheHours(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		desk := b.account(actor.RoleFrontDesk)
		people := b.runners(4)
		var visits []Appointment
		for i, clock := range []string{"09:00", "09:30", "10:00"} {
			visits = append(visits, b.book(people[i].who, people[i].patientID, b.at(clock)))
		}
		news := b.watch(SlotChangeFilter{})
		in := b.week(0, mondays(11, 14))
		for i, action := range []AffectedAction{AffectedActionKeep, AffectedActionPropose, AffectedActionCancel} {
			in.Affected = append(in.Affected, AffectedDecisionInput{visits[i].ID, action})
		}
		if _, err := b.SaveWeek(b.ctx, desk, in); fault.CodeOf(err) != fault.InvalidInput {
			t.Errorf("cancelled without a word: %v", err)
		}
		in.Message = ptr("We move rooms that morning")
		made := must(b.SaveWeek(b.ctx, desk, in))(t)
		if len(made.Affected) != 3 || made.Affected[1].Proposed != 3 || made.Schedule.Version != 1 {
			t.Fatalf("made %+v", made)
		}
		b.hears(news, b.at("13:30").ID, SlotStatusFree)
		if got := must(b.Appointment(b.ctx, people[2].who, visits[2].ID))(t); got.Status != AppointmentStatusCancelled {
			t.Errorf("to be cancelled: %s", got.Status)
		}
		lines := must(b.History(b.ctx, people[2].who, visits[2].ID))(t)
		if last := lines[len(lines)-1]; last.Note != "We move rooms that morning" || *last.ReasonCode != CancellationReasonClinic {
			t.Errorf("the patient reads %+v", last)
		}
		proposals := must(b.Proposals(b.ctx, people[1].who, []string{visits[1].ID}))(t)[visits[1].ID]
		if len(proposals) != 3 || b.clockOf(proposals[0].Slot.Start) != "11:00" {
			t.Fatalf("proposed %+v", proposals)
		}
		got := taking(b.TakeProposedTime(b.ctx, people[1].who, TakeProposedTimeInput{proposals[1].ID}))
		if got != visits[1].ID {
			t.Fatalf("taking gave %s", got)
		}
		moved := must(b.Appointment(b.ctx, people[1].who, visits[1].ID))(t)
		if b.clockOf(moved.Start) != "11:30" || moved.Sequence != 1 {
			t.Errorf("moved to %+v", moved)
		}
		// The old time and the other proposals: only the visit that is kept and the moved one stand.
		if got := b.standing(); got != "BfBffff" {
			t.Errorf("the day stands %s", got)
		}
		if again := b.week(1, mondays(11, 14)); must(b.SaveWeek(b.ctx, desk, again))(t).Schedule.Version != 2 {
			t.Error("a visit that was outside before was to be decided about again")
		}
		if _, err := b.SaveWeek(b.ctx, desk, b.week(1, mondays(11, 14))); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("over another's change: %v", err)
		}
	})
}

func TestSixteenSaveOneWeek(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		desk := b.account(actor.RoleFrontDesk)
		for version := range 2 {
			won := 0
			for _, err := range atOnce(16, func(i int) error {
				_, err := b.SaveWeek(b.ctx, desk, b.week(version, mondays(9, 12+i%3)))
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
		b := withHours(t, s)
		desk := b.account(actor.RoleFrontDesk)
		in := b.week(0, mondays(14, 15))
		in.ValidFrom, in.ValidUntil = ptr("2026-07-13"), ptr("2026-07-20")
		made := must(b.SaveWeek(b.ctx, desk, in))(t)
		if len(made.Schedule.Hours) != 3 {
			t.Errorf("hours %+v", made.Schedule.Hours)
		}
		counts := map[string]int{}
		for _, slot := range must(b.all())(t) {
			counts[slot.Start.Format(time.DateOnly)]++
		}
		for day, want := range map[string]int{"2026-07-06": 6, "2026-07-13": 2, "2026-07-20": 2, "2026-07-27": 6, "2026-08-03": 6} {
			if counts[day] != want {
				t.Errorf("%s has %d times, want %d", day, counts[day], want)
			}
		}
		over := b.week(1, mondays(9, 12), mondays(11, 13))
		if _, err := b.SaveWeek(b.ctx, desk, over); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("hours over each other: %v", err)
		}
		bad := b.week(1, WeeklyHoursInput{Weekday: 7, StartMinute: 60, EndMinute: 30, SlotMinutes: 1})
		bad.ValidFrom, bad.ValidUntil = ptr("2020-01-01"), ptr("nothing")
		if _, err := b.SaveWeek(b.ctx, desk, bad); fault.CodeOf(err) != fault.InvalidInput {
			t.Errorf("bad hours: %v", err)
		}
		stress := b.service("Stress test", 30, clinic.SelfBookingBook)
		only := b.week(1, WeeklyHoursInput{Weekday: 1, StartMinute: 540, EndMinute: 600, SlotMinutes: 30, ServiceID: &stress.ID})
		must(b.SaveWeek(b.ctx, desk, only))(t)
		_, who := b.person()
		if got := b.starts(who, b.visit, monday.Add(20*time.Hour)); len(got) != 0 {
			t.Errorf("hours of one service give another: %v", got)
		}
		if got := b.starts(who, stress, monday.Add(20*time.Hour)); len(got) != 2 {
			t.Errorf("hours of one service: %v", got)
		}
	})
}

func TestClosuresAndBlocks(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		desk := b.account(actor.RoleFrontDesk)
		r := b.runners(1)[0]
		hold := b.hold(r.who, r.patientID, b.at("10:00"))
		from := b.at("09:30").Start
		blocked := must(b.BlockSlots(b.ctx, desk, BlockSlotsInput{PractitionerID: b.doctor.ID, From: from, To: from.Add(90 * time.Minute)}))(t)
		if blocked.Changed != 3 || b.standing() != "fff" {
			t.Errorf("blocked %d, %s", blocked.Changed, b.standing())
		}
		if got := b.confirm(r, hold); got != "HOLD_EXPIRED" {
			t.Errorf("the hold on a blocked time gave %s", got)
		}
		freed := must(b.BlockSlots(b.ctx, desk, BlockSlotsInput{PractitionerID: b.doctor.ID, From: from, To: from.Add(90 * time.Minute), Unblock: true}))(t)
		if freed.Changed != 3 || b.standing() != "ffffff" {
			t.Errorf("freed %d, %s", freed.Changed, b.standing())
		}
		made := b.book(r.who, r.patientID, b.at("10:00"))
		holiday := AddScheduleExceptionInput{Date: "2026-07-06", UntilDate: ptr("2026-07-13"), EndMinute: minutesADay, Kind: ExceptionClosed, DryRun: true}
		tried := must(b.AddScheduleException(b.ctx, desk, holiday))(t)
		if len(tried.Affected) != 1 || len(tried.Exceptions) != 0 || b.standing() != "ffBfff" {
			t.Errorf("a holiday would affect %+v, %s", tried, b.standing())
		}
		holiday.DryRun, holiday.Affected = false, []AffectedDecisionInput{{made.ID, AffectedActionPropose}}
		done := must(b.AddScheduleException(b.ctx, desk, holiday))(t)
		if len(done.Exceptions) != 1 || done.Affected[0].Proposed != 3 || b.standing() != "B" {
			t.Errorf("a holiday: %+v, %s", done, b.standing())
		}
		first := must(b.Proposals(b.ctx, r.who, []string{made.ID}))(t)[made.ID][0]
		if first.Slot.Start.Format(time.DateOnly) != "2026-07-20" {
			t.Errorf("proposed %s, inside the holiday", first.Slot.Start)
		}
		if list := must(b.ScheduleExceptions(b.ctx, desk, nil))(t); len(list) != 1 || list[0].UntilDate != "2026-07-13" {
			t.Errorf("exceptions %+v", list)
		}
		must(b.RemoveScheduleException(b.ctx, desk, RemoveScheduleExceptionInput{done.Exceptions[0].ID}))(t)
		if got := b.standing(); got != "ffBfff" {
			t.Errorf("the holiday is off: %s", got)
		}
		if _, err := b.RemoveScheduleException(b.ctx, desk, RemoveScheduleExceptionInput{done.Exceptions[0].ID}); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("twice: %v", err)
		}
	})
}

func TestOnlyTheDeskChangesHours(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		_, patient := b.person()
		for name, who := range map[string]actor.Actor{"a patient": patient, "a clinician": b.account(actor.RoleClinician)} {
			_, err1 := b.SaveWeek(b.ctx, who, b.week(0))
			_, err2 := b.AddScheduleException(b.ctx, who, AddScheduleExceptionInput{})
			_, err3 := b.RemoveScheduleException(b.ctx, who, RemoveScheduleExceptionInput{})
			_, err4 := b.BlockSlots(b.ctx, who, BlockSlotsInput{})
			_, err5 := b.PractitionerSchedule(b.ctx, who, b.doctor.ID)
			_, err6 := b.ScheduleExceptions(b.ctx, who, nil)
			for i, err := range []error{err1, err2, err3, err4, err5, err6} {
				if fault.CodeOf(err) != fault.Forbidden {
					t.Errorf("%s, call %d: %v", name, i+1, err)
				}
			}
		}
	})
}
