package hours

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/clinic"
	"patientportal/server/store"
)

// monday is a Monday, 8:00 in Chicago, far from any change of clocks.
var monday = time.Date(2026, 7, 6, 13, 0, 0, 0, time.UTC)

// bench is one clinic on one database, with a clock that tests move.
type bench struct {
	t      testing.TB
	ctx    context.Context
	store  *store.Store
	now    atomic.Int64
	clinic *clinic.Service
	*Service

	system     actor.Actor
	chicago    clinic.Location
	department clinic.Department
	doctor     clinic.Practitioner
}

func newBench(t testing.TB, s *store.Store) *bench {
	t.Helper()
	b := &bench{t: t, store: s, system: actor.System("test")}
	b.ctx = actor.NewContext(context.Background(), b.system)
	b.set(monday)
	clock := func() time.Time { return store.FromMicros(b.now.Load()) }
	trail := audit.New(s, clock)
	b.clinic = clinic.New(s, trail, clock, clinic.Settings{Name: "Test Clinic"})
	b.Service = New(Needs{Store: s, Clinic: b.clinic, Trail: trail, Clock: clock})
	b.chicago = b.location("Downtown", "America/Chicago")
	b.department = must(b.clinic.AddDepartment(b.ctx, b.system, clinic.AddDepartmentInput{Name: "Internal medicine"}))(t)
	b.doctor = b.practitioner("Dr. One", b.chicago)
	return b
}

// withHours is newBench with Mondays from 9:00 to 12:00 laid out.
func withHours(t testing.TB, s *store.Store) *bench {
	b := newBench(t, s)
	b.hours(b.doctor, b.chicago, time.Monday, 9*60, 12*60, 30)
	return b
}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func (b *bench) set(t time.Time)      { b.now.Store(store.Micros(t)) }
func (b *bench) pass(d time.Duration) { b.now.Add(d.Microseconds()) }

func (b *bench) location(name, zone string) clinic.Location {
	b.t.Helper()
	return must(b.clinic.AddLocation(b.ctx, b.system, clinic.AddLocationInput{Name: name, TimeZone: zone}))(b.t)
}

func (b *bench) practitioner(name string, at ...clinic.Location) clinic.Practitioner {
	b.t.Helper()
	added := must(b.clinic.AddPractitioner(b.ctx, b.system, clinic.AddPractitionerInput{Name: name}))(b.t)
	for _, location := range at {
		must(b.clinic.AddPost(b.ctx, b.system, clinic.AddPostInput{
			PractitionerID: added.ID, DepartmentID: b.department.ID, LocationID: location.ID,
		}))(b.t)
	}
	return added
}

func (b *bench) hours(who clinic.Practitioner, at clinic.Location, day time.Weekday, start, end, slot int) {
	b.t.Helper()
	must(b.SaveSchedule(b.ctx, b.system, SaveScheduleInput{
		PractitionerID: who.ID, LocationID: at.ID, DepartmentID: b.department.ID,
		Weekday: day, StartMinute: start, EndMinute: end, SlotMinutes: slot,
	}))(b.t)
}

// clocks lists the free starts of a day as the location's clock shows them.
func (b *bench) clocks(at clinic.Location, date string) (shown string) {
	b.t.Helper()
	zone := must(time.LoadLocation(at.TimeZone))(b.t)
	day := must(time.ParseInLocation(time.DateOnly, date, zone))(b.t)
	rows := must(b.store.Prepare(`SELECT start_at FROM booking_slots WHERE location_id = ? AND start_at >= ? AND start_at < ? AND end_at > start_at
		AND `+MayBeFree+` ORDER BY start_at`).Query(b.ctx, at.ID, store.Micros(day), store.Micros(day.AddDate(0, 0, 1)), b.now.Load()))(b.t)
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var start int64
		if err := rows.Scan(&start); err != nil {
			b.t.Fatal(err)
		}
		if shown != "" {
			shown += " "
		}
		shown += store.FromMicros(start).In(zone).Format("15:04-07:00")
	}
	if err := rows.Err(); err != nil {
		b.t.Fatal(err)
	}
	return shown
}

func signedIn(role actor.Role) actor.Actor {
	return actor.FromSession(actor.Session{ID: "s", AccountID: "a", Role: role})
}
