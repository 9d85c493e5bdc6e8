package storetest_test

import (
	"context"
	"runtime"
	"testing"

	"entgo.io/ent/dialect"

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

// A name that quietly meant the other database would leave one untested.
func TestNamesMeanTheirDatabase(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"sqlite": dialect.SQLite, dialect.SQLite: dialect.SQLite, dialect.Postgres: dialect.Postgres,
	} {
		if got := storetest.Open(t, name).Dialect(); got != want {
			t.Errorf("%q opened %s", name, got)
		}
	}
	unknown := &refusedTest{TB: t}
	done := make(chan struct{})
	go func() { // Fatalf ends the goroutine
		defer close(done)
		storetest.URL(unknown, "mysql")
	}()
	<-done
	if !unknown.refused {
		t.Error("an unknown name was taken")
	}
}

// refusedTest notes that it was ended instead of failing.
type refusedTest struct {
	testing.TB
	refused bool
}

func (t *refusedTest) Fatalf(string, ...any) {
	t.refused = true
	runtime.Goexit()
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
