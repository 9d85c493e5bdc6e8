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

// A test's database, made, opened, closed and dropped, is to cost less than
// 20 ms on SQLite and 150 ms on PostgreSQL.
func BenchmarkDatabase(b *testing.B) {
	for _, name := range storetest.Dialects {
		b.Run(name, func(b *testing.B) {
			storetest.URL(b, name) // makes the template, once a process
			for b.Loop() {
				test := &shortTest{TB: b}
				storetest.Open(test, name)
				test.end()
			}
		})
	}
}

// shortTest is a test that ends when it is told to.
type shortTest struct {
	testing.TB
	cleanups []func()
}

func (t *shortTest) Cleanup(fn func()) { t.cleanups = append(t.cleanups, fn) }

func (t *shortTest) end() {
	for i := len(t.cleanups) - 1; i >= 0; i-- {
		t.cleanups[i]()
	}
}
