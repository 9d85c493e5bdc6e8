package store_test

import (
	"context"
	"errors"
	"testing"

	"patientportal/ent/db"
	"patientportal/server/actor"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func noActor(err error) bool {
	var missing *store.NoActorError
	return errors.As(err, &missing)
}

// Every table of patients' rows, as the schema has them, refuses a statement
// by nobody and serves one by somebody.
func TestPatientTablesNeedAnActor(t *testing.T) {
	t.Parallel()
	if len(db.PatientTables) < 10 {
		t.Fatalf("only %d tables of patients' rows: has the column been renamed?", len(db.PatientTables))
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		nobody := context.Background()
		somebody := actor.NewContext(nobody, actor.System("test"))
		for _, table := range db.PatientTables {
			query := "SELECT count(*) FROM " + table
			st := s.Prepare(query)
			if err := st.QueryRow(nobody).Scan(new(int)); !noActor(err) {
				t.Errorf("%s by nobody: %v", table, err)
			}
			if err := st.QueryRow(somebody).Scan(new(int)); err != nil {
				t.Errorf("%s by somebody: %v", table, err)
			}
			if _, err := s.DB(nobody).QueryContext(nobody, query); !noActor(err) {
				t.Errorf("%s through ent's client by nobody: %v", table, err)
			}
		}
	})
}

func TestEntNeedsAnActorForPatientTables(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		nobody := context.Background()
		somebody := actor.NewContext(nobody, actor.System("test"))
		for name, do := range map[string]func(ctx context.Context, c *db.Client) error{
			"all":    func(ctx context.Context, c *db.Client) error { _, err := c.RecordsEntry.Query().All(ctx); return err },
			"count":  func(ctx context.Context, c *db.Client) error { _, err := c.RecordsEntry.Query().Count(ctx); return err },
			"exist":  func(ctx context.Context, c *db.Client) error { _, err := c.RecordsEntry.Query().Exist(ctx); return err },
			"ids":    func(ctx context.Context, c *db.Client) error { _, err := c.RecordsEntry.Query().IDs(ctx); return err },
			"update": func(ctx context.Context, c *db.Client) error { return c.RecordsEntry.Update().SetName("x").Exec(ctx) },
			"delete": func(ctx context.Context, c *db.Client) error { _, err := c.RecordsEntry.Delete().Exec(ctx); return err },
			"select": func(ctx context.Context, c *db.Client) error {
				_, err := c.RecordsEntry.Query().Select("name").Strings(ctx)
				return err
			},
		} {
			inTx := func(ctx context.Context) error {
				return s.Tx(ctx, func(ctx context.Context) error { return do(ctx, s.DB(ctx)) })
			}
			if err := inTx(nobody); !noActor(err) {
				t.Errorf("%s by nobody: %v", name, err)
			}
			if err := inTx(somebody); err != nil {
				t.Errorf("%s by somebody: %v", name, err)
			}
		}
	})
}

func TestTablesOfNobodyNeedNoActor(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"SELECT 1 FROM clinic_locations":                             "",
		"SELECT 1 FROM booking_slots s JOIN booking_holds h ON true": "booking_holds",
		`SELECT 1 FROM "audit_events"`:                               "audit_events",
		"SELECT 1 FROM my_audit_events":                              "",
	} {
		if got := store.PatientTable(text); got != want {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
}
