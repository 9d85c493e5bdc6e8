// Package storetest gives each test a migrated database of its own, on SQLite
// and on PostgreSQL, gone when the test ends.
//
// PostgreSQL is the server that PORTAL_TEST_POSTGRES names (its user must be
// allowed to make databases), else a throwaway one that lives as long as the
// test binary. To share one among the binaries of many packages, run
//
//	go run ./server/store/storetest/withpostgres go test ./...
//
// Where there is none, PostgreSQL's tests are skipped; under CI=true they fail.
package storetest

import (
	"context"
	"testing"

	"entgo.io/ent/dialect"

	"patientportal/server/store"
)

// Dialects are those that every test of a rule runs on.
var Dialects = []string{dialect.SQLite, dialect.Postgres}

// subtests are the names that Each gives.
var subtests = map[string]string{dialect.SQLite: "sqlite", dialect.Postgres: "postgres"}

// Each runs fn as the subtests "sqlite" and "postgres", in parallel, each with
// a migrated database of its own.
func Each(t *testing.T, fn func(t *testing.T, s *store.Store)) {
	t.Helper()
	EachDialect(t, func(t *testing.T, name string) { fn(t, Open(t, name)) })
}

// EachDialect is Each for tests that open their databases themselves.
func EachDialect(t *testing.T, fn func(t *testing.T, dialectName string)) {
	t.Helper()
	for _, name := range Dialects {
		t.Run(subtests[name], func(t *testing.T) {
			t.Parallel()
			fn(t, name)
		})
	}
}

// Open opens a new migrated database. Its pools are small unless opts say
// otherwise, as many tests share the server.
func Open(t testing.TB, dialectName string, opts ...store.Option) *store.Store {
	t.Helper()
	small := []store.Option{store.Readers(4), store.Writers(8)}
	return openURL(t, URL(t, dialectName), append(small, opts...))
}

// Bench opens a new migrated database as the server would.
func Bench(b *testing.B, dialectName string) *store.Store {
	b.Helper()
	return openURL(b, URL(b, dialectName), nil)
}

func openURL(t testing.TB, url string, opts []store.Option) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), url, opts...)
	if err != nil {
		t.Fatalf("opening the test's database: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("closing the test's database: %v", err)
		}
	})
	return s
}

// URL makes a migrated database and gives its URL, for tests that run the
// program itself.
func URL(t testing.TB, dialectName string) string {
	t.Helper()
	if isSQLite(t, dialectName) {
		return sqliteCopy(t)
	}
	return postgresCopy(t)
}

// EmptyURL makes a database without any table and gives its URL, for tests of
// migrations.
func EmptyURL(t testing.TB, dialectName string) string {
	t.Helper()
	if isSQLite(t, dialectName) {
		return "sqlite:" + sqliteFile(t)
	}
	return newPostgres(t, emptyTemplate)
}

// isSQLite takes the names that Each gives its subtests as well as ent's, which
// differ for SQLite. An unknown name ends the test: taken for the other
// database, it would leave one of them untested and nobody the wiser.
func isSQLite(t testing.TB, dialectName string) bool {
	t.Helper()
	switch dialectName {
	case dialect.SQLite, subtests[dialect.SQLite]:
		return true
	case dialect.Postgres:
		return false
	}
	t.Fatalf("storetest: there is no database %q", dialectName)
	return false
}

// migrate brings an empty database to the newest schema, for templates.
func migrate(ctx context.Context, url string) (err error) {
	s, err := store.Open(ctx, url)
	if err != nil {
		return err
	}
	if _, err := s.MigrateUp(ctx); err != nil {
		_ = s.Close() // the first failure is the one to tell
		return err
	}
	return s.Close()
}
