// Package bookingtest is a clinic to try what stands on the room booking in.
package bookingtest

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/booking"
	"patientportal/server/clinic"
	"patientportal/server/hours"
	"patientportal/server/outbox"
	"patientportal/server/page"
	"patientportal/server/store"
)

// Monday is a Monday, 8:00 in Chicago, far from any change of clocks.
var Monday = time.Date(2026, 7, 6, 13, 0, 0, 0, time.UTC)

// Bench is one clinic on one database, with a clock that tests move: in Chicago
// one doctor sees patients on Mondays from 9:00 to 12:00, every half hour.
type Bench struct {
	T       testing.TB
	Ctx     context.Context // the program's own
	Store   *store.Store
	Clinic  *clinic.Service
	Hours   *hours.Service
	Booking *booking.Service
	Outbox  *outbox.Outbox
	Trail   *audit.Trail

	System     actor.Actor
	Chicago    clinic.Location
	Department clinic.Department
	Doctor     clinic.Practitioner
	Visit      clinic.HealthcareService // of half an hour

	now atomic.Int64
}

// Person is a patient with an account of their own.
type Person struct {
	PatientID string
	Who       actor.Actor
}

type noInsurance struct{}

func (noInsurance) OwnsCoverage(context.Context, actor.Actor, string, string) (bool, error) {
	return false, nil
}

// New makes the clinic and lays its hours out.
func New(t testing.TB, s *store.Store) *Bench {
	t.Helper()
	b := &Bench{T: t, Store: s, System: actor.System("test")}
	b.Ctx = actor.NewContext(context.Background(), b.System)
	b.Set(Monday)
	b.Trail, b.Outbox = audit.New(s, b.Clock), outbox.New(s, b.Clock)
	b.Clinic = clinic.New(s, b.Trail, b.Clock, clinic.Settings{Name: "Test Clinic"})
	b.Hours = hours.New(hours.Needs{Store: s, Clinic: b.Clinic, Trail: b.Trail, Clock: b.Clock})
	b.Booking = booking.New(booking.Needs{
		Store: s, Clinic: b.Clinic, Hours: b.Hours, Coverages: noInsurance{}, Trail: b.Trail, Outbox: b.Outbox, Clock: b.Clock,
		CalendarKey: []byte("0123456789abcdef0123456789abcdef"), Bus: &bus{},
	})
	b.Chicago = b.Location("Downtown", "America/Chicago")
	b.Department = Must(b.Clinic.AddDepartment(b.Ctx, b.System, clinic.AddDepartmentInput{Name: "Internal medicine"}))(t)
	b.Doctor = b.Practitioner("Dr. One", b.Chicago)
	b.Visit = b.Service(clinic.AddServiceInput{Name: "Office visit", DurationMinutes: 30})
	b.Weekly(b.Doctor, b.Chicago, time.Monday, 9*60, 12*60)
	return b
}

// Must gives what was made, or ends the test.
func Must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// Clock is the time that Set and Pass make it.
func (b *Bench) Clock() time.Time { return store.FromMicros(b.now.Load()) }

// Set moves the clock to a time.
func (b *Bench) Set(t time.Time) { b.now.Store(store.Micros(t)) }

// Pass moves the clock on.
func (b *Bench) Pass(d time.Duration) { b.now.Add(d.Microseconds()) }

// Location adds a place.
func (b *Bench) Location(name, zone string) clinic.Location {
	b.T.Helper()
	return Must(b.Clinic.AddLocation(b.Ctx, b.System, clinic.AddLocationInput{
		Name: name, TimeZone: zone, Address: "1 Main Street", Phone: "555 0100",
	}))(b.T)
}

// Practitioner adds one of the department at some places.
func (b *Bench) Practitioner(name string, at ...clinic.Location) clinic.Practitioner {
	b.T.Helper()
	added := Must(b.Clinic.AddPractitioner(b.Ctx, b.System, clinic.AddPractitionerInput{Name: name}))(b.T)
	for _, location := range at {
		Must(b.Clinic.AddPost(b.Ctx, b.System, clinic.AddPostInput{
			PractitionerID: added.ID, DepartmentID: b.Department.ID, LocationID: location.ID,
		}))(b.T)
	}
	return added
}

// Service adds a kind of visit of the department, which patients book
// themselves unless it says otherwise.
func (b *Bench) Service(in clinic.AddServiceInput) clinic.HealthcareService {
	b.T.Helper()
	in.DepartmentID = b.Department.ID
	if in.SelfBooking == "" {
		in.SelfBooking = clinic.SelfBookingBook
	}
	return Must(b.Clinic.AddService(b.Ctx, b.System, in))(b.T)
}

// Weekly adds weekly hours in slots of half an hour, from minute to minute.
func (b *Bench) Weekly(who clinic.Practitioner, at clinic.Location, day time.Weekday, start, end int) {
	b.T.Helper()
	Must(b.Hours.SaveSchedule(b.Ctx, b.System, hours.SaveScheduleInput{
		PractitionerID: who.ID, LocationID: at.ID, DepartmentID: b.Department.ID,
		Weekday: day, StartMinute: start, EndMinute: end, SlotMinutes: 30,
	}))(b.T)
}

// Patient adds one without an account.
func (b *Bench) Patient() string {
	b.T.Helper()
	id := store.NewID()
	err := b.Store.Tx(b.Ctx, func(ctx context.Context) error {
		return b.Store.DB(ctx).Patient.Create().SetID(id).SetClinicNumber(id).SetCreatedAt(1).SetUpdatedAt(1).Exec(ctx)
	})
	if err != nil {
		b.T.Fatal(err)
	}
	return id
}

// Account adds one and signs it in.
func (b *Bench) Account(role actor.Role, grants ...actor.Grant) actor.Actor {
	b.T.Helper()
	id := store.NewID()
	err := b.Store.Tx(b.Ctx, func(ctx context.Context) error {
		return b.Store.DB(ctx).Account.Create().SetID(id).SetUsernameFolded(id).SetPasswordHash("-").
			SetCreatedAt(1).SetUpdatedAt(1).Exec(ctx)
	})
	if err != nil {
		b.T.Fatal(err)
	}
	return actor.FromSession(actor.Session{ID: store.NewID(), AccountID: id, Role: role, Grants: grants})
}

// Person adds a patient with an account.
func (b *Bench) Person() Person {
	b.T.Helper()
	id := b.Patient()
	return Person{id, b.Account(actor.RolePatient, actor.Grant{PatientID: id, Self: true})}
}

// Free lists the free times that anyone sees, at most 100.
func (b *Bench) Free(filter booking.SlotFilter) []booking.Slot {
	b.T.Helper()
	most := page.MaxSize
	conn := Must(b.Booking.Slots(b.Ctx, b.System, filter, page.Args{First: &most}))(b.T)
	list := make([]booking.Slot, len(conn.Edges))
	for i, edge := range conn.Edges {
		list[i] = *edge.Node
	}
	return list
}

// Hold keeps a free time for a person, for the bench's Visit.
func (b *Bench) Hold(p Person, slot booking.Slot) booking.Hold {
	b.T.Helper()
	answer := Must(b.Booking.HoldSlot(b.Ctx, p.Who, booking.HoldSlotInput{SlotID: slot.ID, ServiceID: b.Visit.ID, PatientID: p.PatientID}))(b.T)
	held, ok := answer.(booking.SlotHeld)
	if !ok {
		b.T.Fatalf("holding a free slot gave %T", answer)
	}
	return held.Hold
}

// Agreed is what a person books with a hold.
func Agreed(p Person, hold booking.Hold) booking.BookAppointmentInput {
	return booking.BookAppointmentInput{
		HoldID: hold.ID, PatientID: p.PatientID, Reason: "A cough",
		Contact: booking.AppointmentContactInput{Email: "someone@example.org"},
	}
}

// Book makes an appointment at a free time.
func (b *Bench) Book(p Person, slot booking.Slot) booking.Appointment {
	b.T.Helper()
	answer := Must(b.Booking.BookAppointment(b.Ctx, p.Who, Agreed(p, b.Hold(p, slot))))(b.T)
	booked, ok := answer.(booking.AppointmentBooked)
	if !ok {
		b.T.Fatalf("booking a held slot gave %#v", answer)
	}
	return booked.Appointment
}

// Count asks the database.
func (b *Bench) Count(query string, args ...any) (n int) {
	b.T.Helper()
	if err := b.Store.Prepare(query).QueryRow(b.Ctx, args...).Scan(&n); err != nil {
		b.T.Fatal(err)
	}
	return n
}
