package clinic

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

var program = actor.System("test")

type bench struct {
	*Service
	t   *testing.T
	ctx context.Context
	now *atomic.Int64
}

func newBench(t *testing.T, s *store.Store) *bench {
	now := &atomic.Int64{}
	clock := func() time.Time { return store.FromMicros(1e15 + now.Load()) }
	settings := Settings{Name: "Test Clinic", SupportPhone: "555 0100", SupportHours: "Weekdays"}
	return &bench{
		Service: New(s, audit.New(s, clock), clock, settings),
		t:       t, ctx: context.Background(), now: now,
	}
}

func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func (b *bench) place(name, zone string, position int) Location {
	return must(b.AddLocation(b.ctx, program, AddLocationInput{Name: name, TimeZone: zone, Position: position}))(b.t)
}

func TestTheClinicIsPublic(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		nobody := actor.Actor{}
		second := b.place("Uptown", "America/Denver", 2)
		first := b.place("Downtown", "America/Chicago", 1)
		skin := must(b.AddDepartment(b.ctx, program, AddDepartmentInput{Name: "Skin", Position: 2}))(t)
		heart := must(b.AddDepartment(b.ctx, program, AddDepartmentInput{Name: "Heart", Position: 1}))(t)
		one := must(b.AddPractitioner(b.ctx, program, AddPractitionerInput{Name: "Dr. One", PhotoURL: "/one.jpg"}))(t)
		two := must(b.AddPractitioner(b.ctx, program, AddPractitionerInput{Name: "Dr. Two"}))(t)
		for _, post := range []AddPostInput{
			{one.ID, skin.ID, first.ID}, {one.ID, heart.ID, first.ID}, {two.ID, heart.ID, second.ID},
		} {
			must(b.AddPost(b.ctx, program, post))(t)
		}
		visit := must(b.AddService(b.ctx, program, AddServiceInput{DepartmentID: heart.ID, Name: "Visit", DurationMinutes: 30, SelfBooking: SelfBookingBook}))(t)

		if got := must(b.Clinic(b.ctx, nobody))(t); got != (Clinic{Name: "Test Clinic", SupportPhone: "555 0100", SupportHours: "Weekdays"}) {
			t.Errorf("clinic %+v", got)
		}
		if got := must(b.Locations(b.ctx, nobody))(t); len(got) != 2 || got[0] != first || got[1] != second {
			t.Errorf("locations %+v", got)
		}
		if got := must(b.Departments(b.ctx, nobody))(t); len(got) != 2 || got[0] != heart || got[1] != skin {
			t.Errorf("departments %+v", got)
		}
		at := must(b.DepartmentsAt(b.ctx, nobody, []string{second.ID, "none", first.ID}))(t)
		if len(at[0]) != 1 || len(at[1]) != 0 || len(at[2]) != 2 || at[0][0] != heart {
			t.Errorf("departments by location %+v", at)
		}
		if got := must(b.Services(b.ctx, nobody, &heart.ID))(t); len(got) != 1 || got[0] != visit || got[0].MinimumNoticeMinutes != DefaultNoticeMinutes {
			t.Errorf("services %+v", got)
		}
		if got := must(b.Services(b.ctx, nobody, &skin.ID))(t); len(got) != 0 {
			t.Errorf("services of another department %+v", got)
		}
		for _, c := range []struct {
			department, location *string
			want                 string
		}{
			{nil, nil, "Dr. One Dr. Two"}, {&heart.ID, nil, "Dr. One Dr. Two"}, {&skin.ID, nil, "Dr. One"},
			{nil, &second.ID, "Dr. Two"}, {&heart.ID, &first.ID, "Dr. One"}, {&skin.ID, &second.ID, ""},
		} {
			var names []string
			for _, v := range must(b.Practitioners(b.ctx, nobody, c.department, c.location))(t) {
				names = append(names, v.Name)
			}
			if got := strings.Join(names, " "); got != c.want {
				t.Errorf("practitioners %q, want %q", got, c.want)
			}
		}
		if got := must(b.Practitioner(b.ctx, program, one.ID))(t); got.PhotoURL == nil || *got.PhotoURL != "/one.jpg" {
			t.Errorf("practitioner %+v", got)
		}
	})
}

func TestOnlyAdministratorsChangeTheClinic(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		as := func(role actor.Role) actor.Actor {
			return actor.FromSession(actor.Session{ID: "s", AccountID: "a", Role: role})
		}
		in := AddDepartmentInput{Name: "Heart"}
		for who, want := range map[actor.Role]fault.Code{
			actor.RolePatient: fault.Forbidden, actor.RoleClinician: fault.Forbidden,
			actor.RoleFrontDesk: fault.Forbidden, "": fault.Unauthenticated,
		} {
			if _, err := b.AddDepartment(b.ctx, as(who), in); fault.CodeOf(err) != want {
				t.Errorf("%q adds a department: %v", who, err)
			}
		}
		added := must(b.AddDepartment(b.ctx, as(actor.RoleAdministrator), in))(t)
		var rows int
		err := s.Prepare(`SELECT count(*) FROM audit_events WHERE action = 'clinic.add_department' AND subject_id = ?`).
			QueryRow(actor.NewContext(b.ctx, program), added.ID).Scan(&rows)
		if err != nil || rows != 1 {
			t.Errorf("%d rows on the trail, %v", rows, err)
		}
	})
}

func TestWhatIsAddedIsChecked(t *testing.T) {
	t.Parallel()
	fields := func(err error) string {
		var names []string
		for _, problem := range fault.List(err) {
			names = append(names, problem.Field)
		}
		slices.Sort(names)
		return strings.Join(names, " ")
	}
	for want, in := range map[string]interface{ Validate() error }{
		"name timeZone": AddLocationInput{Name: " ", TimeZone: "Mars/Olympus"},
		"timeZone":      AddLocationInput{Name: "Here", TimeZone: "Local"},
		"name":          AddDepartmentInput{Name: strings.Repeat("x", maxName+1)},
		"cancelNoticeMinutes departmentId durationMinutes minimumNoticeMinutes name rescheduleNoticeMinutes selfBooking": AddServiceInput{
			DurationMinutes: 4, SelfBooking: "MAYBE", MinimumNoticeMinutes: new(int(-1)), RescheduleNoticeMinutes: new(int(-1)), CancelNoticeMinutes: new(maxNotice + 1)},
		"durationMinutes":                        AddServiceInput{DepartmentID: "d", Name: "Long", DurationMinutes: 481, SelfBooking: SelfBookingView},
		"departmentId locationId practitionerId": AddPostInput{},
		"":                                       AddServiceInput{DepartmentID: "d", Name: "Day", DurationMinutes: 480, SelfBooking: SelfBookingView},
	} {
		if got := fields(in.Validate()); got != want {
			t.Errorf("%+v: problems with %q, want %q", in, got, want)
		}
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		at := b.place("Here", "UTC", 0)
		department := must(b.AddDepartment(b.ctx, program, AddDepartmentInput{Name: "Heart"}))(t)
		one := must(b.AddPractitioner(b.ctx, program, AddPractitionerInput{Name: "Dr. One"}))(t)
		post := AddPostInput{PractitionerID: one.ID, DepartmentID: department.ID, LocationID: at.ID}
		must(b.AddPost(b.ctx, program, post))(t)
		if _, err := b.AddPost(b.ctx, program, post); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("the same post again: %v", err)
		}
		post.LocationID = "none"
		if _, err := b.AddPost(b.ctx, program, post); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("a post nowhere: %v", err)
		}
		if _, err := b.AddService(b.ctx, program, AddServiceInput{DepartmentID: "none", Name: "Visit", DurationMinutes: 30, SelfBooking: SelfBookingBook}); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("a service of no department: %v", err)
		}
	})
}

func TestTheDirectoryIsNeverOldForLong(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		elsewhere := newBench(t, s) // another server
		statements := func() int {
			ctx, count := store.Counting(b.ctx)
			must(b.Directory(ctx))(t)
			return len(count.Texts())
		}
		if first, second := statements(), statements(); first != 5 || second != 0 {
			t.Errorf("%d statements, then %d; want 5, then none", first, second)
		}
		mine := b.place("Mine", "UTC", 0)
		if must(b.Directory(b.ctx))(t).Location(mine.ID) == nil {
			t.Error("a writer does not see its own change")
		}
		theirs := elsewhere.place("Theirs", "UTC", 0)
		if must(b.FreshDirectory(b.ctx))(t).Location(theirs.ID) == nil {
			t.Error("a fresh directory is not fresh")
		}
		later := elsewhere.place("Later", "UTC", 0)
		b.now.Add(freshness.Microseconds())
		if must(b.Directory(b.ctx))(t).Location(later.ID) == nil {
			t.Error("two seconds later another server's change is not seen")
		}
	})
}

func TestADirectoryReadInATransactionIsKeptByNobody(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBench(t, s)
		var undone Location
		err := s.Tx(b.ctx, func(ctx context.Context) (err error) {
			undone, err = b.AddLocation(ctx, program, AddLocationInput{Name: "Undone", TimeZone: "UTC"})
			if must(b.Directory(ctx))(t).Location(undone.ID) == nil {
				t.Error("a transaction does not see what it has added")
			}
			if err != nil {
				return err
			}
			return context.Canceled
		})
		if err == nil || must(b.Directory(b.ctx))(t).Location(undone.ID) != nil {
			t.Errorf("what was undone is in the directory (%v)", err)
		}
	})
}
