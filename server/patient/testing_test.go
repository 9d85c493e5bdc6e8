package patient

import (
	"context"
	"testing"
	"time"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
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

type room struct {
	*Service
	store *store.Store
	clock *storetest.Clock
}

func newRoom(s *store.Store) room {
	clock := storetest.NewClock(time.Date(2026, 8, 6, 9, 0, 0, 0, time.UTC))
	return room{Service: New(s, audit.New(s, clock.Now), clock.Now), store: s, clock: clock}
}

func (r room) register(t *testing.T, in RegisterInput) Patient {
	t.Helper()
	p, err := r.Register(t.Context(), system, in)
	if err != nil {
		t.Fatalf("registering: %v", err)
	}
	return p
}

// trail gives the actions noted for a patient by one account.
func (r room) trail(t *testing.T, accountID, patientID string) []string {
	t.Helper()
	rows, err := r.store.Prepare(`SELECT action, subject_type FROM audit_events
		WHERE account_id = ? AND patient_id = ? ORDER BY id`).Query(asSystem(t), accountID, patientID)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var action, subject string
		if err := rows.Scan(&action, &subject); err != nil {
			t.Fatal(err)
		}
		list = append(list, action+" "+subject)
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
