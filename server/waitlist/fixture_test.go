package waitlist

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
	"patientportal/server/requests"
	"patientportal/server/schedules"
	"patientportal/server/store"
)

// monday is a Monday, 8:00 in Chicago, far from any change of clocks.
var monday = time.Date(2026, 7, 6, 13, 0, 0, 0, time.UTC)

// bench is one clinic on one database: a doctor in Chicago who sees patients on
// weekdays from 9:00 to 12:00, every half hour.
type bench struct {
	t         testing.TB
	ctx       context.Context
	store     *store.Store
	now       atomic.Int64
	clinic    *clinic.Service
	rooms     *booking.Service
	schedules *schedules.Service
	*Service

	system     actor.Actor
	chicago    clinic.Location
	department clinic.Department
	doctor     clinic.Practitioner
	visit      clinic.HealthcareService
	asleep     asleep
}

// asleep are the accounts in their quiet hours, and whether everybody is from
// nine in the evening until eight.
type asleep struct {
	accounts atomic.Pointer[map[string]bool]
	nights   atomic.Bool
}

func (a *asleep) IsQuiet(_ context.Context, accountID, place string, from, until time.Time) (bool, error) {
	sleeping := a.accounts.Load()
	if sleeping != nil && (*sleeping)[accountID] {
		return true, nil
	}
	zone, err := time.LoadLocation(place)
	isNight := func(t time.Time) bool { hour := t.In(zone).Hour(); return hour < 8 || hour >= 21 }
	return err == nil && a.nights.Load() && (isNight(from) || isNight(until.Add(-time.Minute))), err
}

func (a *asleep) are(who ...actor.Actor) {
	sleeping := map[string]bool{}
	for _, one := range who {
		sleeping[one.AccountID()] = true
	}
	a.accounts.Store(&sleeping)
}

type noInsurance struct{}

func (noInsurance) OwnsCoverage(context.Context, actor.Actor, string, string) (bool, error) {
	return false, nil
}

func newBench(t testing.TB, s *store.Store) *bench {
	t.Helper()
	return newBenchAt(t, s, monday)
}

func newBenchAt(t testing.TB, s *store.Store, now time.Time) *bench {
	t.Helper()
	b := &bench{t: t, store: s, system: actor.System("test")}
	b.ctx = actor.NewContext(context.Background(), b.system)
	b.set(now)
	trail := audit.New(s, b.clock)
	b.clinic = clinic.New(s, trail, b.clock, clinic.Settings{Name: "Test Clinic"})
	b.furnish(trail)
	b.chicago = must(b.clinic.AddLocation(b.ctx, b.system, clinic.AddLocationInput{Name: "Downtown", TimeZone: "America/Chicago", Address: "1 Main Street"}))(t)
	b.department = must(b.clinic.AddDepartment(b.ctx, b.system, clinic.AddDepartmentInput{Name: "Internal medicine"}))(t)
	b.visit = must(b.clinic.AddService(b.ctx, b.system, clinic.AddServiceInput{
		DepartmentID: b.department.ID, Name: "Office visit", DurationMinutes: 30, SelfBooking: clinic.SelfBookingBook,
	}))(t)
	b.doctor = b.practitioner("Dr. One")
	return b
}

// furnish makes the rooms, as a program that starts does.
func (b *bench) furnish(trail *audit.Trail) {
	box := outbox.New(b.store, b.clock)
	opening := hours.New(hours.Needs{Store: b.store, Clinic: b.clinic, Trail: trail, Clock: b.clock})
	b.rooms = booking.New(booking.Needs{
		Store: b.store, Clinic: b.clinic, Hours: opening, Coverages: noInsurance{}, Trail: trail, Outbox: box, Clock: b.clock,
		CalendarKey: []byte("0123456789abcdef0123456789abcdef"),
	})
	b.schedules = schedules.New(schedules.Needs{
		Store: b.store, Booking: b.rooms,
		Requests: requests.New(requests.Needs{Store: b.store, Booking: b.rooms, Clinic: b.clinic, Trail: trail, Outbox: box, Clock: b.clock}),
		Hours:    opening, Clinic: b.clinic, Trail: trail, Clock: b.clock,
	})
	b.Service = New(Needs{
		Store: b.store, Booking: b.rooms, Clinic: b.clinic, Trail: trail, Outbox: box, Quiet: &b.asleep, Clock: b.clock,
	})
}

// restart is a new program on the same rows.
func (b *bench) restart() { b.furnish(audit.New(b.store, b.clock)) }

func (b *bench) practitioner(name string) clinic.Practitioner {
	b.t.Helper()
	return b.practitionerAt(name, b.chicago)
}

func (b *bench) practitionerAt(name string, place clinic.Location) clinic.Practitioner {
	b.t.Helper()
	added := must(b.clinic.AddPractitioner(b.ctx, b.system, clinic.AddPractitionerInput{Name: name}))(b.t)
	must(b.clinic.AddPost(b.ctx, b.system, clinic.AddPostInput{
		PractitionerID: added.ID, DepartmentID: b.department.ID, LocationID: place.ID,
	}))(b.t)
	for _, day := range []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday} {
		must(b.rooms.Hours.SaveSchedule(b.ctx, b.system, hours.SaveScheduleInput{
			PractitionerID: added.ID, LocationID: place.ID, DepartmentID: b.department.ID,
			Weekday: day, StartMinute: 9 * 60, EndMinute: 12 * 60, SlotMinutes: 30,
		}))(b.t)
	}
	return added
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

// person is a patient with an account of their own.
type person struct {
	patientID string
	who       actor.Actor
}

func (b *bench) person() person {
	b.t.Helper()
	patientID, accountID := store.NewID(), store.NewID()
	err := b.store.Tx(b.ctx, func(ctx context.Context) error {
		if err := b.store.DB(ctx).Patient.Create().SetID(patientID).SetClinicNumber(patientID).SetCreatedAt(1).SetUpdatedAt(1).Exec(ctx); err != nil {
			return err
		}
		return b.store.DB(ctx).Account.Create().SetID(accountID).SetUsernameFolded(accountID).SetPasswordHash("-").
			SetCreatedAt(1).SetUpdatedAt(1).Exec(ctx)
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return person{patientID, actor.FromSession(actor.Session{
		ID: store.NewID(), AccountID: accountID, Role: actor.RolePatient, Grants: []actor.Grant{{PatientID: patientID, Self: true}},
	})}
}

// july is a day in July 2026 and a time in Chicago.
func july(day, hour, minute int) time.Time {
	return time.Date(2026, 7, day, hour+5, minute, 0, 0, time.UTC)
}

// on gives the doctor's slot of a day in July and a time in Chicago.
func (b *bench) on(day, hour, minute int) booking.Slot {
	b.t.Helper()
	return b.with(b.doctor, day, hour, minute)
}

func (b *bench) with(doctor clinic.Practitioner, day, hour, minute int) booking.Slot {
	b.t.Helper()
	return b.at(doctor, july(day, hour, minute))
}

func (b *bench) at(doctor clinic.Practitioner, start time.Time) booking.Slot {
	b.t.Helper()
	end, most := start.Add(time.Minute), page.MaxSize
	conn := must(b.rooms.Slots(b.ctx, b.system, booking.SlotFilter{PractitionerID: &doctor.ID, From: &start, To: &end}, page.Args{First: &most}))(b.t)
	if len(conn.Edges) != 1 {
		b.t.Fatalf("no free time on %s", start)
	}
	return *conn.Edges[0].Node
}

func (b *bench) status(slot booking.Slot) booking.SlotStatus {
	b.t.Helper()
	return must(b.rooms.SlotsByID(b.ctx, b.system, []string{slot.ID}))(b.t)[slot.ID].Status
}

func (b *bench) hold(p person, slot booking.Slot) (booking.Hold, bool) {
	b.t.Helper()
	answer := must(b.rooms.HoldSlot(b.ctx, p.who, booking.HoldSlotInput{SlotID: slot.ID, ServiceID: b.visit.ID, PatientID: p.patientID}))(b.t)
	held, ok := answer.(booking.SlotHeld)
	return held.Hold, ok
}

func (b *bench) book(p person, slot booking.Slot) booking.Appointment {
	b.t.Helper()
	hold, ok := b.hold(p, slot)
	if !ok {
		b.t.Fatal("a free time was not to be had")
	}
	answer := must(b.rooms.BookAppointment(b.ctx, p.who, booking.BookAppointmentInput{
		HoldID: hold.ID, PatientID: p.patientID, Reason: "A cough", Contact: booking.AppointmentContactInput{Email: "someone@example.org"},
	}))(b.t)
	booked, ok := answer.(booking.AppointmentBooked)
	if !ok {
		b.t.Fatalf("booking gave %#v", answer)
	}
	return booked.Appointment
}

func (b *bench) cancel(p person, a booking.Appointment) {
	b.t.Helper()
	must(b.rooms.CancelAppointment(b.ctx, p.who, booking.CancelAppointmentInput{AppointmentID: a.ID, ReasonCode: booking.CancellationReasonOther}))(b.t)
}

func (b *bench) join(p person, a booking.Appointment, more ...func(*JoinWaitlistInput)) WaitlistEntry {
	b.t.Helper()
	in := JoinWaitlistInput{AppointmentID: a.ID}
	for _, change := range more {
		change(&in)
	}
	return must(b.JoinWaitlist(b.ctx, p.who, in))(b.t).Entry
}

// waiting is a person with a visit then who waits for an earlier time.
func (b *bench) waiting(day, hour, minute int, more ...func(*JoinWaitlistInput)) (person, booking.Appointment) {
	b.t.Helper()
	p := b.person()
	a := b.book(p, b.on(day, hour, minute))
	b.join(p, a, more...)
	b.pass(time.Second) // nobody joined at the same time
	return p, a
}

// freed is a time that somebody had and gave back.
func (b *bench) freed(day, hour, minute int) booking.Slot {
	b.t.Helper()
	return b.freedWith(b.doctor, day, hour, minute)
}

func (b *bench) freedWith(doctor clinic.Practitioner, day, hour, minute int) booking.Slot {
	b.t.Helper()
	p, slot := b.person(), b.with(doctor, day, hour, minute)
	b.cancel(p, b.book(p, slot))
	return slot
}

func (b *bench) look() {
	b.t.Helper()
	if err := b.Pass(b.ctx); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) offers(p person) []WaitlistOffer {
	b.t.Helper()
	return must(b.Offers(b.ctx, p.who, p.patientID))(b.t)
}

// offerOf is the one that is kept for somebody.
func (b *bench) offerOf(p person) WaitlistOffer {
	b.t.Helper()
	list := b.offers(p)
	if len(list) != 1 {
		b.t.Fatalf("%d times are kept, want 1", len(list))
	}
	return list[0]
}

func (b *bench) answer(p person, o WaitlistOffer, accept bool) (AnswerOfferResult, error) {
	return b.AnswerOffer(b.ctx, p.who, AnswerOfferInput{OfferID: o.ID, Accept: accept})
}

func (b *bench) standing(p person, a booking.Appointment) booking.Appointment {
	b.t.Helper()
	return must(b.rooms.Appointment(b.ctx, p.who, a.ID))(b.t)
}

func (b *bench) count(query string, args ...any) (n int) {
	b.t.Helper()
	if err := b.store.Prepare(query).QueryRow(b.ctx, args...).Scan(&n); err != nil {
		b.t.Fatal(err)
	}
	return n
}
