package store_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"entgo.io/ent/dialect"

	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func TestOpenRefusesWrongURLs(t *testing.T) {
	t.Parallel()
	for url, reason := range map[string]string{
		"":                               "no scheme",
		"data/portal.db":                 "no scheme",
		"mysql://u:hunter2@db/portal":    `scheme "mysql"`,
		"sqlite:":                        "needs a file",
		"sqlite::memory:":                "in memory is not supported",
		"sqlite:a.db?_sync=OFF":          "takes no parameters",
		"postgres://u:hunter2@db:port/p": "port",
	} {
		_, err := store.Open(context.Background(), url)
		if err == nil || !strings.Contains(err.Error(), reason) {
			t.Errorf("Open(%q) = %v, want the reason %q", url, err, reason)
		}
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("Open(%q) tells the password: %v", url, err)
		}
	}
}

func TestOpenRefusesWrongOptions(t *testing.T) {
	t.Parallel()
	for name, opt := range map[string]store.Option{
		"no reader":    store.Readers(0),
		"one writer":   store.Writers(1),
		"no time left": store.WriteTimeout(0),
	} {
		if _, err := store.Open(context.Background(), storetest.EmptyURL(t, dialect.SQLite), opt); err == nil {
			t.Errorf("%s: opened", name)
		}
	}
}

func TestOpenMakesAFileForItsOwnerOnly(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "new folder", "what? #1 100%.db")
	url := "sqlite:" + strings.ReplaceAll(path, "?", "") // a question mark would begin parameters
	s, err := store.Open(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.MigrateUp(context.Background()); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
	if err != nil || len(files) != 3 {
		t.Fatalf("want the database, its WAL and its index, got %v (%v)", files, err)
	}
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v, %v", file, info.Mode(), err)
		}
	}
}

// A connection that would lose acknowledged writes in a power cut, or ignore
// foreign keys, is never used.
func TestSQLiteRefusesUnsafeConnections(t *testing.T) {
	t.Parallel()
	for name, value := range map[string]string{
		"_synchronous":  "NORMAL",
		"_foreign_keys": "0",
		"_journal_mode": "DELETE",
		"_busy_timeout": "0",
	} {
		path := filepath.Join(t.TempDir(), "portal.db")
		if err := store.OpenSQLiteWith(path, name, value); err == nil {
			t.Errorf("a connection with %s=%s was accepted", name, value)
		}
	}
	if err := store.OpenSQLiteWith(filepath.Join(t.TempDir(), "portal.db"), "_loc", "UTC"); err != nil {
		t.Errorf("a safe connection was refused: %v", err)
	}
}

func TestPing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		if err := s.Ping(context.Background()); err != nil {
			t.Error(err)
		}
	})
}

// What a server's configuration says does not matter.
func TestPostgresSessionsArePinned(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, dialect.Postgres)
	for name, want := range map[string]string{
		"TimeZone":                      "UTC",
		"synchronous_commit":            "on",
		"default_transaction_isolation": "read committed",
		"lock_timeout":                  "5s",
	} {
		var got string
		if err := s.WriterDB().QueryRow("SELECT current_setting($1)", name).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %q (%v), want %q", name, got, err, want)
		}
	}
}
