package advice

import (
	"context"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/clinic"
	"patientportal/server/fault"
	"patientportal/server/outbox"
	"patientportal/server/patient"
	"patientportal/server/records"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

var (
	system = actor.System("test")
	desk   = staff(actor.RoleFrontDesk)
	admin  = staff(actor.RoleAdministrator)
)

func staff(role actor.Role) actor.Actor {
	return actor.FromSession(actor.Session{ID: "s", AccountID: "staff", Role: role})
}

func self(patientID string) actor.Actor {
	return actor.FromSession(actor.Session{ID: "s", AccountID: "own", Role: actor.RolePatient,
		Grants: []actor.Grant{{PatientID: patientID, Self: true}}})
}

func carer(patientID string, scopes ...actor.Scope) actor.Actor {
	return actor.FromSession(actor.Session{ID: "s", AccountID: "carer", Role: actor.RolePatient,
		Grants: []actor.Grant{{PatientID: patientID, Scopes: scopes}}})
}

// calendar stands for the booking room: patient and appointment to its name.
type calendar map[[2]string]string

func (c calendar) AppointmentName(_ context.Context, _ actor.Actor, patientID, appointmentID string) (string, bool, error) {
	name, found := c[[2]string{patientID, appointmentID}]
	return name, found, nil
}

// room is the room with one patient and one clinician.
type room struct {
	*Service
	store     *store.Store
	clock     *storetest.Clock
	calendar  calendar
	told      *[]outbox.Event
	patientID string
	who       actor.Actor // the patient
	clinician actor.Actor
}

func newRoom(t *testing.T, s *store.Store) room {
	t.Helper()
	clock := storetest.NewClock(time.Date(2026, 8, 6, 9, 0, 0, 0, time.UTC))
	trail, box := audit.New(s, clock.Now), outbox.New(s, clock.Now)
	told := &[]outbox.Event{}
	box.Told(func(e outbox.Event) { *told = append(*told, e) })
	doors := clinic.New(s, trail, clock.Now, clinic.Settings{})
	people := patient.New(s, trail, clock.Now)
	r := room{store: s, clock: clock, calendar: calendar{}, told: told}
	r.Service = New(s, Rooms{Practitioners: doors, Patients: people, Results: records.New(s, trail), Appointments: r.calendar}, box, trail, clock.Now)
	author, err := doors.AddPractitioner(t.Context(), system, clinic.AddPractitionerInput{Name: "Dr. Made Up"})
	must(t, err)
	r.clinician = actor.FromSession(actor.Session{ID: "s", AccountID: "clinician", Role: actor.RoleClinician, PractitionerID: author.ID})
	r.patientID = r.addPatient(t)
	r.who = self(r.patientID)
	return r
}

func (r room) addPatient(t *testing.T) string {
	t.Helper()
	p, err := r.rooms.Patients.(*patient.Service).Register(t.Context(), system, patient.RegisterInput{FullName: "Made-up Person"})
	must(t, err)
	return p.ID
}

// input is advice with two instructions.
func (r room) input() PublishAdviceInput {
	return PublishAdviceInput{PatientID: r.patientID, Subject: "Rest", Body: "Please **rest**.", Instructions: []AdviceInstructionInput{
		{Text: "Lie down", Why: new("It helps"), From: new("2026-08-06"), Until: new("2026-08-09")}, {Text: "Drink water"},
	}}
}

func (r room) publish(t *testing.T, in PublishAdviceInput) *Advice {
	t.Helper()
	done, err := r.Publish(t.Context(), r.clinician, in)
	must(t, err)
	return done.Advice
}

func (r room) count(t *testing.T, query string, args ...any) int {
	t.Helper()
	var n int
	must(t, r.store.Prepare(query).QueryRow(actor.NewContext(t.Context(), system), args...).Scan(&n))
	return n
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantCode(t *testing.T, what string, err error, want fault.Code) {
	t.Helper()
	switch {
	case want == "" && err != nil:
		t.Errorf("%s: %v", what, err)
	case want != "" && (err == nil || fault.CodeOf(err) != want):
		t.Errorf("%s: %v, want %s", what, err, want)
	}
}
