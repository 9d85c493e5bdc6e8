package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"testing"

	"patientportal/ent/db"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func isNotFound(err error) bool { return db.IsNotFound(err) }

func TestIsUnique(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		insert := s.Prepare("INSERT INTO outbox_streams (id, last_number) VALUES (?, ?)")
		patient := func(ctx context.Context, id, number string) error {
			return s.DB(ctx).Patient.Create().SetID(id).SetClinicNumber(number).
				SetCreatedAt(1).SetUpdatedAt(1).Exec(ctx)
		}
		clash := func(write func(ctx context.Context) error) error {
			return s.Tx(context.Background(), func(ctx context.Context) error {
				if err := write(ctx); err != nil {
					return fmt.Errorf("the first: %v", err)
				}
				return write(ctx)
			})
		}
		for name, err := range map[string]error{
			"primary key by hand": clash(func(ctx context.Context) error { _, err := insert.Exec(ctx, "a", 1); return err }),
			"primary key by ent":  clash(func(ctx context.Context) error { return add(ctx, s, "a") }),
			"unique index":        clash(func(ctx context.Context) error { return patient(ctx, store.NewID(), "1") }),
			"wrapped": fmt.Errorf("booking: %w",
				clash(func(ctx context.Context) error { return patient(ctx, store.NewID(), "2") })),
		} {
			if !store.IsUnique(err) {
				t.Errorf("%s: not seen in %v", name, err)
			}
		}
		foreign := s.Tx(context.Background(), func(ctx context.Context) error {
			return s.DB(ctx).BookingSlot.Create().SetID("s").SetPractitionerID("no").SetLocationID("no").
				SetDepartmentID("no").SetStartAt(1).SetEndAt(2).Exec(ctx)
		})
		for name, err := range map[string]error{
			"nil": nil, "foreign key": foreign, "no rows": sql.ErrNoRows, "any other": errors.New("broken"),
		} {
			if store.IsUnique(err) {
				t.Errorf("%s: taken for a unique violation: %v", name, err)
			}
		}
		if foreign == nil {
			t.Error("a dangling foreign key was stored")
		}
	})
}
