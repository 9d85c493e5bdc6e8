package records

import (
	"context"
	"fmt"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/page"
	"patientportal/server/patient"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

var (
	system    = actor.System("test")
	desk      = staff(actor.RoleFrontDesk)
	clinician = staff(actor.RoleClinician)
	admin     = staff(actor.RoleAdministrator)
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

// reading is the room with one patient whose record a test fills.
type reading struct {
	*Service
	store     *store.Store
	clock     *storetest.Clock
	patientID string
	who       actor.Actor // the patient
}

func newReading(t testing.TB, s *store.Store) *reading {
	t.Helper()
	clock := storetest.NewClock(time.Date(2026, 8, 6, 9, 0, 0, 0, time.UTC))
	r := &reading{Service: New(s, audit.New(s, clock.Now)), store: s, clock: clock}
	r.patientID = r.addPatient(t)
	r.who = self(r.patientID)
	return r
}

func (r *reading) addPatient(t testing.TB) string {
	t.Helper()
	p, err := patient.New(r.store, audit.New(r.store, r.clock.Now), r.clock.Now).
		Register(t.Context(), system, patient.RegisterInput{FullName: "Made-up Person"})
	if err != nil {
		t.Fatal(err)
	}
	return p.ID
}

// put keeps observations of the patient and gives their ids.
func (r *reading) put(t testing.TB, list ...PutObservation) []string {
	t.Helper()
	items := make([]PutItem, len(list))
	for i := range list {
		items[i] = PutItem{Resource: r.resource("Observation"), Observation: &list[i]}
	}
	return r.keep(t, items)
}

// putEntries keeps entries of the patient and gives their ids.
func (r *reading) putEntries(t *testing.T, list ...PutEntry) []string {
	t.Helper()
	items := make([]PutItem, len(list))
	for i := range list {
		items[i] = PutItem{Resource: r.resource("Basic"), Entry: &list[i]}
	}
	return r.keep(t, items)
}

func (r *reading) resource(typ string) PutResource {
	id := store.NewID()
	return PutResource{PatientID: r.patientID, Type: typ, SourceKey: "test/" + id, Raw: fmt.Appendf(nil, `{"id":%q}`, id)}
}

func (r *reading) keep(t testing.TB, items []PutItem) []string {
	t.Helper()
	done, err := NewWriter(r.store, r.clock.Now).Put(t.Context(), system, items)
	if err != nil {
		t.Fatal(err)
	}
	ids := make([]string, len(done))
	for i, d := range done {
		ids[i] = d.ResourceID
	}
	return ids
}

// result is a plain laboratory result of that day of June 2026.
func result(day int, name string) PutObservation {
	at := time.Date(2026, 6, day, 13, 30, 0, 0, time.UTC)
	return PutObservation{
		Kind: KindResult, Category: "laboratory", CodeSystem: "http://loinc.org", Code: "4548-4", Name: name,
		TakenAt: store.Micros(at), TakenText: at.In(time.FixedZone("", -4*3600)).Format(time.RFC3339), Status: "final",
	}
}

// measure is a result with a number.
func measure(day int, value string, number float64, unit string) PutObservation {
	o := result(day, "Hemoglobin A1c")
	o.ValueKind, o.Value, o.ValueNumber, o.Unit = "quantity", value, &number, unit
	return o
}

func (r *reading) results(t *testing.T, f ResultFilter, args page.Args) ResultConnection {
	t.Helper()
	c, err := r.Results(t.Context(), r.who, r.patientID, f, args)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// the gives the only result.
func (r *reading) the(t *testing.T) Result {
	t.Helper()
	c := r.results(t, ResultFilter{}, page.Args{})
	if len(c.Edges) != 1 {
		t.Fatalf("%d results, want 1", len(c.Edges))
	}
	return *c.Edges[0].Node
}

func names(c ResultConnection) []string {
	list := []string{}
	for _, e := range c.Edges {
		list = append(list, e.Node.Name)
	}
	return list
}

func asSystem(t *testing.T) context.Context { return actor.NewContext(t.Context(), system) }

func wantCode(t *testing.T, what string, err error, want fault.Code) {
	t.Helper()
	switch {
	case want == "" && err != nil:
		t.Errorf("%s: %v", what, err)
	case want != "" && (err == nil || fault.CodeOf(err) != want):
		t.Errorf("%s: %v, want %s", what, err, want)
	}
}

// is compares a word that may be missing; empty stands for nil.
func is(t *testing.T, what string, got *string, want string) {
	t.Helper()
	switch {
	case got == nil && want != "":
		t.Errorf("%s is missing, want %q", what, want)
	case got != nil && *got != want:
		t.Errorf("%s is %q, want %q", what, *got, want)
	}
}

func few(n int) *int { return &n }
