package hours

import (
	"context"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// The dates and offsets are those of the IANA time zone database for 2026.
func TestSlotsAreRightAcrossChangesOfClocks(t *testing.T) {
	t.Parallel()
	cases := []struct {
		zone, now, date, want string
	}{
		{"America/Chicago", "2026-03-01T12:00:00Z", "2026-03-08", "01:00-06:00 01:30-06:00 03:00-05:00 03:30-05:00"},
		{"America/Chicago", "2026-10-20T12:00:00Z", "2026-11-01", "01:00-05:00 01:30-05:00 01:00-06:00 01:30-06:00 02:00-06:00 02:30-06:00 03:00-06:00 03:30-06:00"},
		{"Europe/Berlin", "2026-03-20T12:00:00Z", "2026-03-29", "01:00+01:00 01:30+01:00 03:00+02:00 03:30+02:00"},
		{"Europe/Berlin", "2026-10-20T12:00:00Z", "2026-10-25", "01:00+02:00 01:30+02:00 02:00+02:00 02:30+02:00 02:00+01:00 02:30+01:00 03:00+01:00 03:30+01:00"},
		{"Australia/Lord_Howe", "2026-09-20T12:00:00Z", "2026-10-04", "01:00+10:30 01:30+10:30 02:30+11:00 03:00+11:00 03:30+11:00"},
		{"Australia/Lord_Howe", "2026-03-20T12:00:00Z", "2026-04-05", "01:00+11:00 01:30+11:00 01:30+10:30 02:00+10:30 02:30+10:30 03:00+10:30 03:30+10:30"},
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		for _, c := range cases {
			b.set(must(time.Parse(time.RFC3339, c.now))(t))
			at := b.location(c.zone+c.date, c.zone)
			b.hours(b.practitioner("Dr. "+c.zone, at), at, time.Sunday, 60, 240, 30)
			if got := b.clocks(at, c.date); got != c.want {
				t.Errorf("%s on %s: slots at\n  %s, want\n  %s", c.zone, c.date, got, c.want)
			}
		}
	})
}

func TestLayingOutTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		got := must(b.LayOutSlots(b.ctx, b.system))(t)
		if got.Added != 0 || got.Withdrawn != 0 || got.Practitioners != 1 {
			t.Errorf("laying out again: %+v", got)
		}
		b.pass(24 * time.Hour)
		b.pass(6 * 24 * time.Hour)
		if got := must(b.LayOutSlots(b.ctx, b.system))(t); got.Added != 6 || got.Withdrawn != 0 {
			t.Errorf("laying out a week later: %+v, want one more Monday of 6", got)
		}
	})
}

func TestNobodyIsInTwoPlacesAtOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		denver := b.location("Uptown", "America/Denver")
		both := b.practitioner("Dr. Two", b.chicago, denver)
		b.hours(both, b.chicago, time.Tuesday, 9*60, 12*60, 30)
		in := SaveScheduleInput{
			PractitionerID: both.ID, LocationID: denver.ID, DepartmentID: b.department.ID,
			Weekday: time.Tuesday, StartMinute: 10 * 60, EndMinute: 14 * 60, SlotMinutes: 30,
		}
		// 10:00 in Denver is 11:00 in Chicago, where hours end at 12:00.
		if _, err := b.SaveSchedule(b.ctx, b.system, in); fault.CodeOf(err) != fault.Conflict {
			t.Fatalf("hours in two places at once: %v", err)
		}
		in.StartMinute = 11 * 60
		must(b.SaveSchedule(b.ctx, b.system, in))(t)
	})
}

func TestExceptionsOpenHoursAndClosedWins(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := withHours(t, s)
		open := AddExceptionInput{
			PractitionerID: b.doctor.ID, LocationID: b.chicago.ID, DepartmentID: b.department.ID,
			Date: "2026-07-08", StartMinute: 13 * 60, EndMinute: 15 * 60, Kind: ExceptionOpen, SlotMinutes: 60,
		}
		must(b.AddException(b.ctx, b.system, open))(t)
		if got := b.clocks(b.chicago, "2026-07-08"); got != "13:00-05:00 14:00-05:00" {
			t.Errorf("opened hours: %s", got)
		}
		must(b.AddException(b.ctx, b.system, AddExceptionInput{
			LocationID: b.chicago.ID, Date: "2026-07-08", StartMinute: 13*60 + 30, EndMinute: 14 * 60, Kind: ExceptionClosed,
		}))(t)
		if got := b.clocks(b.chicago, "2026-07-08"); got != "14:00-05:00" {
			t.Errorf("closed against opened hours: %s", got)
		}
		open.PractitionerID = b.practitioner("Dr. Elsewhere").ID
		if _, err := b.AddException(b.ctx, b.system, open); fault.CodeOf(err) != fault.InvalidInput {
			t.Errorf("opening hours without a post: %v", err)
		}
	})
}

func TestSchedulesAreForStaff(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		patient := signedIn(actor.RolePatient)
		in := SaveScheduleInput{
			PractitionerID: b.doctor.ID, LocationID: b.chicago.ID, DepartmentID: b.department.ID,
			Weekday: time.Friday, StartMinute: 540, EndMinute: 600, SlotMinutes: 30,
		}
		if _, err := b.SaveSchedule(b.ctx, patient, in); fault.CodeOf(err) != fault.Forbidden {
			t.Errorf("a patient saved a schedule: %v", err)
		}
		if _, err := b.LayOutSlots(b.ctx, patient); fault.CodeOf(err) != fault.Forbidden {
			t.Errorf("a patient laid out slots: %v", err)
		}
		must(b.SaveSchedule(b.ctx, signedIn(actor.RoleClinician), in))(t)
		in.ID, in.Weekday = store.NewID(), time.Saturday
		if _, err := b.SaveSchedule(b.ctx, b.system, in); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("changing hours that there are not: %v", err)
		}
		bad := SaveScheduleInput{Weekday: 9, StartMinute: 700, EndMinute: 600, SlotMinutes: 3, ValidFrom: "2026-02-30", ValidUntil: "2026-01-01"}
		if got := len(fault.List(bad.Validate())); got != 8 {
			t.Errorf("%d problems of eight: %v", got, bad.Validate())
		}
	})
}

func TestAClinicOfManyIsLaidOutInGroups(t *testing.T) {
	t.Parallel()
	const many = layTogether + 5
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		b.busyClinic(many, time.Monday)
		want := LaidOut{Practitioners: many + 1, Added: many * (9*18 - 1)} // nine Mondays; today 8:00 has begun
		if got := must(b.LayOutSlots(b.ctx, b.system))(t); got != want {
			t.Errorf("laid out %+v, want %+v", got, want)
		}
		if again := must(b.LayOutSlots(b.ctx, b.system))(t); again.Added+again.Withdrawn != 0 {
			t.Errorf("again: %+v", again)
		}
	})
}

// busyClinic adds practitioners who work from 8:00 to 17:00 on these days and
// whose slots are not laid out yet.
func (b *bench) busyClinic(practitioners int, days ...time.Weekday) {
	b.t.Helper()
	err := b.store.Tx(b.ctx, func(ctx context.Context) error {
		for range practitioners {
			v, err := b.clinic.AddPractitioner(ctx, b.system, clinic.AddPractitionerInput{Name: "Dr. Many"})
			if err != nil {
				return err
			}
			for _, day := range days {
				err := b.schedules.save(ctx, Schedule{
					ID: store.NewID(), PractitionerID: v.ID, LocationID: b.chicago.ID, DepartmentID: b.department.ID,
					Weekday: day, StartMinute: 8 * 60, EndMinute: 17 * 60, SlotMinutes: 30,
				}, false)
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

func TestOverlapIsFoundInsideTheReach(t *testing.T) {
	t.Parallel()
	minute := time.Minute.Microseconds()
	taken := []laidSlot{{start: 0, end: 480 * minute}, {start: 600 * minute, end: 630 * minute}}
	for at, want := range map[int64]bool{0: true, 479: true, 480: false, 569: false, 571: true, 629: true, 630: false} {
		v := Time{Start: at * minute, End: (at + 30) * minute}
		if got := overlapsAny(v, taken); got != want {
			t.Errorf("a slot at minute %d overlaps: %v, want %v", at, got, want)
		}
	}
}

func TestEveryMinuteIsLaidOnceForEachTimeItIsShown(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"America/Chicago", "Europe/Berlin", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kolkata", "America/St_Johns", "Pacific/Apia"} {
		zone := must(time.LoadLocation(name))(t)
		for _, year := range []int{2011, 2026} { // Apia left out 30 December 2011
			shown := map[time.Time]int{}
			from := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
			for at := from.Add(-24 * time.Hour); at.Before(from.AddDate(1, 0, 1)); at = at.Add(30 * time.Minute) {
				local := at.In(zone)
				shown[time.Date(local.Year(), local.Month(), local.Day(), local.Hour(), local.Minute(), 0, 0, time.UTC)]++
			}
			for date := from; date.Year() == year; date = date.AddDate(0, 0, 1) {
				for minute := 0; minute < MinutesADay; minute += 30 {
					first, second := onClock(date, minute, zone)
					got := 0
					for _, at := range []time.Time{first, second} {
						if !at.IsZero() {
							got++
						}
					}
					if want := shown[date.Add(time.Duration(minute)*time.Minute)]; got != want {
						t.Fatalf("%s: minute %d of %s is laid %d times, the clock shows it %d times", name, minute, date.Format(time.DateOnly), got, want)
					}
				}
			}
		}
	}
}
