package visit

import (
	"context"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/booking"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/hours"
	"patientportal/server/outbox"
	"patientportal/server/secret"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// monday is a Monday, 8:00 in Chicago.
var monday = time.Date(2026, 7, 6, 13, 0, 0, 0, time.UTC)

var (
	system = actor.System("test")
	desk   = actor.FromSession(actor.Session{ID: "s", AccountID: "desk", Role: actor.RoleFrontDesk})
	doctor = actor.FromSession(actor.Session{ID: "s", AccountID: "doctor", Role: actor.RoleClinician})
	admin  = actor.FromSession(actor.Session{ID: "s", AccountID: "admin", Role: actor.RoleAdministrator})
)

// world is the room on a database of its own, with a doctor in Chicago who sees
// patients on Mondays from 9:00 to 12:00, and one patient who has an account.
type world struct {
	*Service
	t         *testing.T
	ctx       context.Context
	clock     *storetest.Clock
	place     clinic.Location
	doctor    clinic.Practitioner
	service   clinic.HealthcareService
	patientID string
	maria     actor.Actor
}

// her insurance is the only one there is.
type oneInsurance struct{ id string }

func (o oneInsurance) OwnsCoverage(_ context.Context, _ actor.Actor, _, coverageID string) (bool, error) {
	return coverageID == o.id, nil
}

// loudBus tells at once, in the process.
type loudBus struct {
	mu   sync.Mutex
	hear map[int]func(string, []byte)
	next int
}

func (b *loudBus) Publish(subject string, data []byte) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if subject != "visits" {
		return nil
	}
	for _, fn := range b.hear {
		fn(subject, data)
	}
	return nil
}

func (b *loudBus) Subscribe(_ string, fn func(string, []byte)) (func(), error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.hear == nil {
		b.hear = map[int]func(string, []byte){}
	}
	b.next++
	n := b.next
	b.hear[n] = fn
	return func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.hear, n)
	}, nil
}

func each(t *testing.T, fn func(t *testing.T, w *world)) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) { fn(t, newWorld(t, s)) })
}

func newWorld(t *testing.T, s *store.Store) *world {
	t.Helper()
	w := &world{t: t, ctx: actor.NewContext(t.Context(), system), clock: storetest.NewClock(monday)}
	keys, err := secret.Open(filepath.Join(t.TempDir(), "portal.key"))
	w.fine(err)
	trail := audit.New(s, w.clock.Now)
	clinics := clinic.New(s, trail, w.clock.Now, clinic.Settings{})
	w.Service = New(Needs{
		Store: s, Clinic: clinics, Trail: trail, Keys: keys, Clock: w.clock.Now, VideoURL: "https://meet.example.org/{room}?lobby",
		Booking: booking.New(booking.Needs{
			Store: s, Clinic: clinics, Hours: hours.New(hours.Needs{Store: s, Clinic: clinics, Trail: trail, Clock: w.clock.Now}), Coverages: oneInsurance{w.insurance(s)}, Trail: trail, Outbox: outbox.New(s, w.clock.Now),
			Clock: w.clock.Now, CalendarKey: make([]byte, 32), Bus: &loudBus{},
		}),
	})
	w.furnish()
	return w
}

func (w *world) furnish() {
	var err error
	w.place, err = w.Clinic.AddLocation(w.ctx, system, clinic.AddLocationInput{Name: "Downtown", TimeZone: "America/Chicago"})
	w.fine(err)
	department, err := w.Clinic.AddDepartment(w.ctx, system, clinic.AddDepartmentInput{Name: "Medicine"})
	w.fine(err)
	w.doctor, err = w.Clinic.AddPractitioner(w.ctx, system, clinic.AddPractitionerInput{Name: "Dr. One"})
	w.fine(err)
	_, err = w.Clinic.AddPost(w.ctx, system, clinic.AddPostInput{PractitionerID: w.doctor.ID, DepartmentID: department.ID, LocationID: w.place.ID})
	w.fine(err)
	w.service, err = w.Clinic.AddService(w.ctx, system, clinic.AddServiceInput{
		DepartmentID: department.ID, Name: "Office visit", DurationMinutes: 30, SelfBooking: clinic.SelfBookingBook, RescheduleNoticeMinutes: new(int),
	})
	w.fine(err)
	_, err = w.Booking.Hours.SaveSchedule(w.ctx, system, hours.SaveScheduleInput{
		PractitionerID: w.doctor.ID, LocationID: w.place.ID, DepartmentID: department.ID,
		Weekday: time.Monday, StartMinute: 9 * 60, EndMinute: 12 * 60, SlotMinutes: 30,
	})
	w.fine(err)
}

// insurance makes the patient with an account, and their insurance.
func (w *world) insurance(s *store.Store) string {
	w.patientID = store.NewID()
	id := store.NewID()
	w.fine(s.Tx(w.ctx, func(ctx context.Context) error {
		err := s.DB(ctx).Patient.Create().SetID(w.patientID).SetClinicNumber("C-1").SetFullName("Maria Made Up").SetBirthDate("1984-03-09").
			SetCreatedAt(1).SetUpdatedAt(1).Exec(ctx)
		if err != nil {
			return err
		}
		return s.DB(ctx).PatientCoverage.Create().SetID(id).SetPatientID(w.patientID).SetPayer("Made-up Health").SetCreatedAt(1).Exec(ctx)
	}))
	w.maria = w.account(s, actor.Grant{PatientID: w.patientID, Self: true})
	return id
}

func (w *world) account(s *store.Store, grants ...actor.Grant) actor.Actor {
	id := store.NewID()
	w.fine(s.Tx(w.ctx, func(ctx context.Context) error {
		return s.DB(ctx).Account.Create().SetID(id).SetUsernameFolded(id).SetPasswordHash("-").SetCreatedAt(1).SetUpdatedAt(1).Exec(ctx)
	}))
	return actor.FromSession(actor.Session{ID: store.NewID(), AccountID: id, Role: actor.RolePatient, Grants: grants})
}

func (w *world) fine(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// fails wants that kind of fault, at that field unless it is empty.
func (w *world) fails(err error, code fault.Code, field string) {
	w.t.Helper()
	if err == nil || fault.CodeOf(err) != code || field != "" && fault.List(err)[0].Field != field {
		w.t.Errorf("%v, want %s at %q", err, code, field)
	}
}

// book has Maria's visit on the second Monday, at 9:00.
func (w *world) book() booking.Appointment {
	w.t.Helper()
	answer, err := w.Booking.BookAppointment(w.ctx, w.maria, booking.BookAppointmentInput{
		HoldID: w.hold(7), PatientID: w.patientID, Reason: "A cough", Contact: booking.AppointmentContactInput{Email: "maria@example.org"},
	})
	w.fine(err)
	return answer.(booking.AppointmentBooked).Appointment
}

func (w *world) hold(days int) string {
	w.t.Helper()
	from := monday.AddDate(0, 0, days)
	free, err := w.Booking.FirstAvailable(w.ctx, w.maria, booking.SlotFilter{ServiceID: &w.service.ID, From: &from})
	w.fine(err)
	answer, err := w.Booking.HoldSlot(w.ctx, w.maria, booking.HoldSlotInput{SlotID: free.ID, ServiceID: w.service.ID, PatientID: w.patientID})
	w.fine(err)
	return answer.(booking.SlotHeld).Hold.ID
}

// move takes Maria's visit a week on.
func (w *world) move(a booking.Appointment) booking.Appointment {
	w.t.Helper()
	answer, err := w.Booking.RescheduleAppointment(w.ctx, w.maria, booking.RescheduleAppointmentInput{AppointmentID: a.ID, HoldID: w.hold(14)})
	w.fine(err)
	moved, ok := answer.(booking.AppointmentBooked)
	if !ok {
		w.t.Fatalf("%#v", answer)
	}
	return moved.Appointment
}

func (w *world) state(who actor.Actor, a booking.Appointment) *CheckIn {
	w.t.Helper()
	now, err := w.Booking.Appointment(w.ctx, who, a.ID)
	w.fine(err)
	list, err := w.CheckIns(w.ctx, who, []*booking.Appointment{&now}, true)
	w.fine(err)
	return list[0]
}

func confirmed(a booking.Appointment) CheckInInput {
	return CheckInInput{AppointmentID: a.ID, Contact: &booking.AppointmentContactInput{Email: "maria@example.org"}}
}
