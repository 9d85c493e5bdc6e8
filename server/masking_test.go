package main

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"patientportal/server/actor"
	"patientportal/server/demo"
	"patientportal/server/patient"
)

// TestNoSQLGetsOut breaks the tables under a running program and asks every
// query: what fails must say nothing of how.
func TestNoSQLGetsOut(t *testing.T) {
	t.Parallel()
	for _, dialect := range dialects {
		t.Run(dialect, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, dialect)
			maria := w.signIn(t, "maria.alvarez")
			variables := w.mariasThings(t, maria)
			w.breakTables(t)
			failed := 0
			for _, r := range roleTable {
				if r.outcomes[1] != yes || r.fresh {
					continue
				}
				got := maria.do(t, r.document, variables)
				if got.code() == "INTERNAL" {
					failed++
				}
				text, err := json.Marshal(got)
				if err != nil {
					t.Fatal(err)
				}
				for _, word := range []string{"SQL", "sql", "table", "relation", "column", "booking_", "records_"} {
					if strings.Contains(string(text), word) {
						t.Errorf("%s says %q: %s", r.field, word, text)
					}
				}
			}
			if failed < 20 {
				t.Errorf("only %d fields failed: this test no longer breaks what they read", failed)
			}
		})
	}
}

func (w *world) breakTables(t *testing.T) {
	t.Helper()
	err := w.store.Tx(actor.NewContext(t.Context(), actor.System("test")), func(ctx context.Context) error {
		for _, table := range []string{
			"booking_slots", "booking_holds", "booking_appointments", "records_observations", "records_entries",
			"patients", "patient_coverages", "patient_care_team_members", "advice", "advice_instructions",
			"notify_notifications", "notify_deliveries",
		} {
			if _, err := w.store.Prepare("ALTER TABLE " + table + " RENAME TO gone_" + table).Exec(ctx); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestTheDemoTouchesNoRealClinic: records that were imported are reason enough.
func TestTheDemoTouchesNoRealClinic(t *testing.T) {
	t.Parallel()
	p, _ := emptyPortal(t, "sqlite")
	_, err := p.Patient.Register(t.Context(), actor.System("import"), patient.RegisterInput{FullName: "Made-up Person"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := demo.LayOut(t.Context(), p.demoRooms(), demo.Options{Patients: 2, Seed: 1}); err == nil {
		t.Error("laid over patients that were there")
	}
}
