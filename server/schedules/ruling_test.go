package schedules

import (
	"slices"
	"strings"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/booking"
	"patientportal/server/booking/bookingtest"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/page"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// rulesOf is a service as it stands, to be saved with other rules.
func rulesOf(v clinic.HealthcareService) SaveServiceInput {
	return SaveServiceInput{
		ServiceID: &v.ID, Version: v.Version, Name: v.Name, DurationMinutes: v.DurationMinutes, Instructions: v.Instructions,
		SelfBooking: v.SelfBooking, MinimumNoticeMinutes: v.MinimumNoticeMinutes,
		RescheduleNoticeMinutes: v.RescheduleNoticeMinutes, CancelNoticeMinutes: v.CancelNoticeMinutes,
		BufferBeforeMinutes: v.BufferBeforeMinutes, BufferAfterMinutes: v.BufferAfterMinutes,
		MostADay: v.MostADay, NeedsReferral: v.NeedsReferral,
	}
}

// beginnings lists when the service can begin on the first day.
func (b *bench) beginnings(service clinic.HealthcareService) string {
	return strings.Join(b.Starts(b.System, service, bookingtest.Monday.Add(20*time.Hour)), " ")
}

// lasts tells how long a visit is, in minutes.
func lasts(a booking.Appointment) int { return int(a.End.Sub(a.Start) / time.Minute) }

func TestAChangedLengthHoldsFromThenOn(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		admin := b.Account(actor.RoleAdministrator)
		r := b.Person()
		visit := b.Book(r, b.At("09:30"))
		b.Book(r, b.weeksOn("09:00", 1))
		in := rulesOf(b.Visit)
		in.DurationMinutes, in.DryRun = 60, true
		before, found := b.dump(), b.found(r.Who)
		tried := bookingtest.Must(b.SaveService(b.Ctx, admin, in))(t)
		if after := b.dump(); after != before {
			t.Errorf("a dry run changed %v to %v", before, after)
		}
		if len(tried.Affected) != 2 || tried.Affected[0].Appointment.ID != visit.ID || tried.Service.DurationMinutes != 60 {
			t.Errorf("would affect %+v", tried.Affected)
		}
		if got := b.beginnings(b.Visit); got != "09:00 10:00 10:30 11:00 11:30" {
			t.Errorf("tried: %s", got)
		}

		in.DryRun = false
		news := bookingtest.Must(b.Booking.SlotChanges(t.Context(), r.Who, booking.SlotChangeFilter{}))(t)
		made := bookingtest.Must(b.SaveService(b.Ctx, admin, in))(t)
		for range news { //nolint:revive // until it ends: whoever watches reads anew
		}
		if got := b.beginnings(b.Visit); got != "10:00 10:30 11:00" || made.Service.Version != 1 || made.FreeNow != nil {
			t.Errorf("applied: %s, %+v", got, made)
		}
		if found != *tried.FreeNow || b.found(r.Who) != *tried.FreeThen {
			t.Errorf("told of %d times now and %d then, patients find %d and %d", *tried.FreeNow, *tried.FreeThen, found, b.found(r.Who))
		}
		if got := bookingtest.Must(b.Booking.Appointment(b.Ctx, r.Who, visit.ID))(t); lasts(got) != 30 || got.Sequence != visit.Sequence {
			t.Errorf("what stood is now %+v", got)
		}
		if _, err := b.SaveService(b.Ctx, admin, in); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("over another's change: %v", err)
		}
		in.Version, in.DurationMinutes, in.DryRun = 1, 90, true
		if again := bookingtest.Must(b.SaveService(b.Ctx, admin, in))(t); len(again.Affected) != 0 {
			t.Errorf("what was shorter before is told again: %+v", again.Affected)
		}
		if n := b.Count(`SELECT count(*) FROM audit_events WHERE action = 'clinic.change_service' AND fields LIKE '%durationMinutes%'`); n != 1 {
			t.Errorf("%d rows on the trail", n)
		}
	})
}

// found counts the times that somebody finds for a visit.
func (b *bench) found(who actor.Actor) int {
	b.T.Helper()
	return bookingtest.Must(b.Booking.Slots(b.Ctx, who, booking.SlotFilter{ServiceID: &b.Visit.ID}, page.Args{WithTotal: true}))(b.T).TotalCount
}

// weeksOn is the slot at that clock so many weeks after the first day.
func (b *bench) weeksOn(clock string, weeks int) booking.Slot {
	b.T.Helper()
	list := b.All()
	i := slices.IndexFunc(list, func(v booking.Slot) bool {
		return b.ClockOf(v.Start) == clock && v.Start.After(bookingtest.Monday.AddDate(0, 0, 7*weeks-1))
	})
	return list[i]
}

func TestSixteenChangeOneService(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		won := 0
		for _, err := range bookingtest.AtOnce(16, func(i int) error {
			in := rulesOf(b.Visit)
			in.MostADay = i + 1
			_, err := b.SaveService(b.Ctx, b.System, in)
			return err
		}) {
			if err == nil {
				won++
			} else if fault.CodeOf(err) != fault.Conflict {
				t.Error(err)
			}
		}
		if v := bookingtest.Must(b.Clinic.FreshDirectory(b.Ctx))(t).Service(b.Visit.ID); won != 1 || v.Version != 1 {
			t.Errorf("%d won, version %d", won, v.Version)
		}
	})
}

func TestOnlyAdministratorsChangeServices(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		admin := b.Account(actor.RoleAdministrator)
		in := rulesOf(b.Visit)
		for _, role := range []actor.Role{actor.RolePatient, actor.RoleClinician, actor.RoleFrontDesk} {
			if _, err := b.SaveService(b.Ctx, b.Account(role), in); fault.CodeOf(err) != fault.Forbidden {
				t.Errorf("%s: %v", role, err)
			}
		}
		bad := SaveServiceInput{
			ServiceID: in.ServiceID, SelfBooking: "MAYBE", DurationMinutes: 4, Instructions: "a\x00b", MinimumNoticeMinutes: -1,
			RescheduleNoticeMinutes: -1, CancelNoticeMinutes: 50_000, BufferBeforeMinutes: -1, BufferAfterMinutes: 241, MostADay: 101,
		}
		if _, err := b.SaveService(b.Ctx, admin, bad); len(fault.List(err)) != 10 {
			t.Errorf("%d problems of ten: %v", len(fault.List(err)), err)
		}
		for _, none := range []SaveServiceInput{
			func() SaveServiceInput { v := in; v.ServiceID = new("none"); return v }(),
			func() SaveServiceInput { v := in; v.ServiceID, v.DepartmentID = nil, new("none"); return v }(),
		} {
			if _, err := b.SaveService(b.Ctx, admin, none); fault.CodeOf(err) != fault.NotFound {
				t.Errorf("what there is not: %v", err)
			}
		}
	})
}

func TestAnAddedServiceCanBeBookedAtOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		in := rulesOf(b.Visit)
		in.ServiceID, in.DepartmentID, in.Name, in.DurationMinutes, in.DryRun = nil, &b.Department.ID, "Long talk", 90, true
		tried := bookingtest.Must(b.SaveService(b.Ctx, b.System, in))(t)
		if n := len(bookingtest.Must(b.Clinic.Services(b.Ctx, b.System, nil))(t)); n != 1 || tried.FreeNow != nil || *tried.FreeThen == 0 {
			t.Errorf("a dry run: %d services, %+v", n, tried)
		}
		in.DryRun = false
		added := bookingtest.Must(b.SaveService(b.Ctx, b.System, in))(t)
		if got := b.beginnings(*added.Service); got != "09:00 09:30 10:00 10:30" {
			t.Errorf("it can begin at %s", got)
		}
		in = rulesOf(*added.Service)
		in.SelfBooking, in.DryRun = clinic.SelfBookingView, true
		if tried := bookingtest.Must(b.SaveService(b.Ctx, b.System, in))(t); *tried.FreeNow == 0 || *tried.FreeThen != 0 {
			t.Errorf("for nobody to book: %d, then %d", *tried.FreeNow, *tried.FreeThen)
		}
	})
}
