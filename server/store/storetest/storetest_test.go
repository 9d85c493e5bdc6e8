package storetest_test

import (
	"context"
	"testing"

	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func TestEachGivesAMigratedDatabase(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		if err := s.RequireMigrated(context.Background()); err != nil {
			t.Fatal(err)
		}
	})
}

// The databases of tests must stay cheap enough to give one to each:
// below 20 ms on SQLite and 150 ms on PostgreSQL.
func BenchmarkDatabase(b *testing.B) {
	for _, name := range storetest.Dialects {
		b.Run(name, func(b *testing.B) {
			storetest.URL(b, name) // the template is made once
			for b.Loop() {
				b.Run("one", func(b *testing.B) {
					if b.N == 1 {
						storetest.Open(b, name)
					}
				})
			}
		})
	}
}
