package booking

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/clinic"
	"patientportal/server/hours"
	"patientportal/server/outbox"
	"patientportal/server/page"
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
	visit      clinic.HealthcareService
}

// onlyInsurance is a patient room that knows one coverage.
type onlyInsurance struct{ patientID, coverageID string }

func (o onlyInsurance) OwnsCoverage(_ context.Context, _ actor.Actor, patientID, coverageID string) (bool, error) {
	return o.patientID == patientID && o.coverageID == coverageID, nil
}

// newBench makes a clinic in Chicago with one doctor, who sees patients on
// Mondays from 9:00 to 12:00 in slots of 30 minutes.
func newBench(t testing.TB, s *store.Store) *bench {
	t.Helper()
	b := &bench{t: t, store: s, system: actor.System("test")}
	b.ctx = actor.NewContext(context.Background(), b.system)
	b.set(monday)
	trail := audit.New(s, b.clock)
	b.clinic = clinic.New(s, trail, b.clock, clinic.Settings{Name: "Test Clinic"})
	b.Service = New(Needs{
		Store: s, Clinic: b.clinic, Hours: hours.New(hours.Needs{Store: s, Clinic: b.clinic, Trail: trail, Clock: b.clock}), Coverages: onlyInsurance{}, Trail: trail,
		Keys: testKeys(t), Outbox: outbox.New(s, b.clock), Clock: b.clock, CalendarKey: []byte("0123456789abcdef0123456789abcdef"), Bus: &oneRoom{},
	})
	b.chicago = b.location("Downtown", "America/Chicago")
	b.department = must(b.clinic.AddDepartment(b.ctx, b.system, clinic.AddDepartmentInput{Name: "Internal medicine"}))(t)
	b.doctor = b.practitioner("Dr. One", b.chicago)
	b.visit = b.service("Office visit", 30, clinic.SelfBookingBook)
	return b
}

// withHours is newBench with its Monday hours laid out.
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

func (b *bench) clock() time.Time     { return store.FromMicros(b.now.Load()) }
func (b *bench) set(t time.Time)      { b.now.Store(store.Micros(t)) }
func (b *bench) pass(d time.Duration) { b.now.Add(d.Microseconds()) }

func (b *bench) location(name, zone string) clinic.Location {
	return must(b.clinic.AddLocation(b.ctx, b.system, clinic.AddLocationInput{
		Name: name, TimeZone: zone, Address: "1 Main Street", Phone: "555 0100",
	}))(b.t)
}

func (b *bench) practitioner(name string, at ...clinic.Location) clinic.Practitioner {
	added := must(b.clinic.AddPractitioner(b.ctx, b.system, clinic.AddPractitionerInput{Name: name}))(b.t)
	for _, location := range at {
		must(b.clinic.AddPost(b.ctx, b.system, clinic.AddPostInput{
			PractitionerID: added.ID, DepartmentID: b.department.ID, LocationID: location.ID,
		}))(b.t)
	}
	return added
}

func (b *bench) service(name string, minutes int, how clinic.SelfBooking) clinic.HealthcareService {
	return must(b.clinic.AddService(b.ctx, b.system, clinic.AddServiceInput{
		DepartmentID: b.department.ID, Name: name, DurationMinutes: minutes, SelfBooking: how,
	}))(b.t)
}

func (b *bench) hours(who clinic.Practitioner, at clinic.Location, day time.Weekday, start, end, slot int) hours.Schedule {
	b.t.Helper()
	return must(b.Hours.SaveSchedule(b.ctx, b.system, hours.SaveScheduleInput{
		PractitionerID: who.ID, LocationID: at.ID, DepartmentID: b.department.ID,
		Weekday: day, StartMinute: start, EndMinute: end, SlotMinutes: slot,
	}))(b.t)
}

// person is a patient with an account of their own.
func (b *bench) person() (patientID string, who actor.Actor) {
	b.t.Helper()
	patientID = b.patient()
	return patientID, b.account(actor.RolePatient, actor.Grant{PatientID: patientID, Self: true})
}

func (b *bench) patient() string {
	b.t.Helper()
	id := store.NewID()
	err := b.store.Tx(b.ctx, func(ctx context.Context) error {
		return b.store.DB(ctx).Patient.Create().SetID(id).SetClinicNumber(id).SetCreatedAt(1).SetUpdatedAt(1).Exec(ctx)
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return id
}

func (b *bench) account(role actor.Role, grants ...actor.Grant) actor.Actor {
	b.t.Helper()
	id := store.NewID()
	err := b.store.Tx(b.ctx, func(ctx context.Context) error {
		return b.store.DB(ctx).Account.Create().SetID(id).SetUsernameFolded(id).SetPasswordHash("-").
			SetCreatedAt(1).SetUpdatedAt(1).Exec(ctx)
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return actor.FromSession(actor.Session{ID: store.NewID(), AccountID: id, Role: role, Grants: grants})
}

// free lists the free times that anyone sees, at most 100.
func (b *bench) free(filter SlotFilter) []Slot {
	b.t.Helper()
	most := page.MaxSize
	conn := must(b.Slots(b.ctx, b.system, filter, page.Args{First: &most}))(b.t)
	list := make([]Slot, len(conn.Edges))
	for i, edge := range conn.Edges {
		list[i] = *edge.Node
	}
	return list
}

func (b *bench) hold(who actor.Actor, patientID string, slot Slot) Hold {
	b.t.Helper()
	answer := must(b.HoldSlot(b.ctx, who, HoldSlotInput{SlotID: slot.ID, ServiceID: b.visit.ID, PatientID: patientID}))(b.t)
	held, ok := answer.(SlotHeld)
	if !ok {
		b.t.Fatalf("holding a free slot gave %T", answer)
	}
	return held.Hold
}

func agreed(patientID string, hold Hold) BookAppointmentInput {
	return BookAppointmentInput{
		HoldID: hold.ID, PatientID: patientID, Reason: "A cough",
		Contact: AppointmentContactInput{Email: "someone@example.org"},
	}
}

func (b *bench) book(who actor.Actor, patientID string, slot Slot) Appointment {
	b.t.Helper()
	answer := must(b.BookAppointment(b.ctx, who, agreed(patientID, b.hold(who, patientID, slot))))(b.t)
	booked, ok := answer.(AppointmentBooked)
	if !ok {
		b.t.Fatalf("booking a held slot gave %#v", answer)
	}
	return booked.Appointment
}

// count asks the database.
func (b *bench) count(query string, args ...any) (n int) {
	b.t.Helper()
	if err := b.store.Prepare(query).QueryRow(b.ctx, args...).Scan(&n); err != nil {
		b.t.Fatal(err)
	}
	return n
}

func ptr[T any](v T) *T { return &v }
