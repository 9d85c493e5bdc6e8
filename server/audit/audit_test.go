package audit_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"patientportal/ent/db"
	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

var (
	at      = time.Date(2026, 5, 4, 9, 30, 0, 0, time.UTC)
	clinic  = actor.FromSession(actor.Session{ID: "session-1", AccountID: "account-1", Role: actor.RoleClinician})
	patient = actor.FromSession(actor.Session{ID: "session-2", AccountID: "account-2", Role: actor.RolePatient,
		Grants: []actor.Grant{{PatientID: "patient-1", Self: true}}})
)

func trailOf(s *store.Store) *audit.Trail { return audit.New(s, storetest.NewClock(at).Now) }

func rows(t *testing.T, s *store.Store) []*db.AuditEvent {
	t.Helper()
	ctx := actor.NewContext(t.Context(), actor.System("test"))
	list, err := s.DB(ctx).AuditEvent.Query().All(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestRecordSaysWhoDidWhat(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := audit.NewContext(t.Context(), "request-7")
		err := trailOf(s).Record(ctx, clinic, audit.Event{
			Action: "booking.book", SubjectType: "appointment", SubjectID: "appointment-1", PatientID: "patient-1",
			Fields: []string{"reason", "notes"},
		})
		if err != nil {
			t.Fatal(err)
		}
		got := rows(t, s)
		if len(got) != 1 {
			t.Fatalf("got %d rows, want 1", len(got))
		}
		r := got[0]
		want := db.AuditEvent{
			ID: r.ID, At: at.UnixMicro(), AccountID: "account-1", Role: "CLINICIAN", SessionID: "session-1",
			Action: "booking.book", SubjectType: "appointment", SubjectID: "appointment-1", PatientID: "patient-1",
			Fields: "reason,notes", Outcome: audit.OK, RequestID: "request-7",
		}
		if r.String() != want.String() {
			t.Errorf("got  %s\nwant %s", r, &want)
		}
	})
}

func TestRecordGoesWithItsTransaction(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		undone := errors.New("undone")
		err := s.Tx(t.Context(), func(ctx context.Context) error {
			if err := trailOf(s).Record(ctx, clinic, audit.Event{Action: "booking.book"}); err != nil {
				return err
			}
			return undone
		})
		if !errors.Is(err, undone) {
			t.Fatal(err)
		}
		if got := rows(t, s); len(got) != 0 {
			t.Errorf("an undone change left %d rows", len(got))
		}
	})
}

func TestRefusalOfNobodyIsRecorded(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		err := trailOf(s).Record(t.Context(), actor.Actor{}, audit.Event{Action: "account.sign_in", Outcome: audit.Denied})
		if err != nil {
			t.Fatal(err)
		}
		if got := rows(t, s); len(got) != 1 || got[0].Outcome != audit.Denied {
			t.Errorf("got %v", got)
		}
	})
}

func TestReadByOther(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		who  actor.Actor
		want int
	}{
		{"the patient", patient, 0},
		{"a clinician", clinic, 1},
		{"a part of the program", actor.System("job"), 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				if err := trailOf(s).ReadByOther(t.Context(), c.who, "patient-1", "records.results"); err != nil {
					t.Fatal(err)
				}
				if got := rows(t, s); len(got) != c.want {
					t.Errorf("got %d rows, want %d", len(got), c.want)
				}
			})
		})
	}
}

func TestTrailCannotBeChanged(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		if err := trailOf(s).Record(t.Context(), clinic, audit.Event{Action: "booking.book"}); err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{"UPDATE audit_events SET action = 'x'", "DELETE FROM audit_events"} {
			if _, err := s.WriterDB().ExecContext(t.Context(), text); err == nil {
				t.Errorf("the database let through: %s", text)
			}
		}
		if got := rows(t, s); len(got) != 1 || got[0].Action != "booking.book" {
			t.Errorf("the trail was changed: %v", got)
		}
	})
}
