package store_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"entgo.io/ent/dialect"

	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

// scripts are migrations for both dialects, "1_name" → SQL.
func scripts(texts map[string]string) fstest.MapFS {
	files := fstest.MapFS{}
	for name, text := range texts {
		for _, folder := range []string{"sqlite", "postgres"} {
			files[folder+"/"+name+".sql"] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return files
}

// openWith opens the database of the URL with other migrations.
func openWith(t *testing.T, url string, texts map[string]string, opts ...store.Option) *store.Store {
	t.Helper()
	opts = append(opts, store.Readers(2), store.Writers(2), store.WithMigrations(scripts(texts)))
	s, err := store.Open(context.Background(), url, opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func up(t *testing.T, s *store.Store) []store.Migration {
	t.Helper()
	applied, err := s.MigrateUp(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return applied
}

func rowsIn(t *testing.T, s *store.Store, table string) (n int) {
	t.Helper()
	if err := s.WriterDB().QueryRow("SELECT count(*) FROM " + table).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func run(t *testing.T, s *store.Store, statement string) {
	t.Helper()
	if _, err := s.WriterDB().Exec(statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

func TestMigrateUpAppliesOnceAndKeepsABook(t *testing.T) {
	t.Parallel()
	storetest.EachDialect(t, func(t *testing.T, name string) {
		at := time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
		texts := map[string]string{"1_one": "CREATE TABLE one (id text); INSERT INTO one VALUES ('x')", "2_two": "CREATE TABLE two (id text)"}
		s := openWith(t, storetest.EmptyURL(t, name), texts, store.WithClock(func() time.Time { return at }))
		before, err := s.MigrateStatus(t.Context())
		if err != nil || len(before.Applied) != 0 || len(before.Pending) < 3 {
			t.Fatalf("before: %+v, %v", before, err)
		}
		if s.RequireMigrated(t.Context()) == nil {
			t.Error("an empty database passes for migrated")
		}
		if applied := up(t, s); len(applied) != len(before.Pending) {
			t.Errorf("applied %v of %v", applied, before.Pending)
		}
		if applied := up(t, s); len(applied) != 0 {
			t.Errorf("applied again: %v", applied)
		}
		after, err := s.MigrateStatus(t.Context())
		if err != nil || len(after.Pending) != 0 || len(after.Applied) != len(before.Pending) {
			t.Fatalf("after: %+v, %v", after, err)
		}
		if got := after.Applied[0]; got.String() != "1_one" || !got.At.Equal(at) {
			t.Errorf("the book says %+v", got)
		}
		if err := s.RequireMigrated(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func TestMigrateUpRefusesADatabaseThatDisagrees(t *testing.T) {
	t.Parallel()
	one, three := "CREATE TABLE one (id text)", "CREATE TABLE three (id text)"
	ran := map[string]string{"1_one": one, "3_three": three}
	for name, c := range map[string]struct {
		ours map[string]string
		want error
	}{
		"newer":   {map[string]string{"1_one": one}, store.ErrNewerDatabase},
		"unknown": {map[string]string{"3_three": three}, store.ErrUnknownMigration},
		"changed": {map[string]string{"1_one": one + " -- edited", "3_three": three}, store.ErrChangedMigration},
		"order":   {map[string]string{"1_one": one, "2_two": one, "3_three": three}, store.ErrMigrationOrder},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			storetest.EachDialect(t, func(t *testing.T, name string) {
				url := storetest.EmptyURL(t, name)
				up(t, openWith(t, url, ran))
				s := openWith(t, url, c.ours)
				if _, err := s.MigrateUp(t.Context()); !errors.Is(err, c.want) {
					t.Errorf("MigrateUp: %v", err)
				}
				if _, err := s.MigrateStatus(t.Context()); !errors.Is(err, c.want) {
					t.Errorf("MigrateStatus: %v", err)
				}
			})
		})
	}
}

func TestMigrateUpRefusesANewerJobQueue(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		run(t, s, "INSERT INTO river_migration (line, version) VALUES ('main', 999)")
		if _, err := s.MigrateUp(t.Context()); !errors.Is(err, store.ErrNewerDatabase) {
			t.Errorf("MigrateUp: %v", err)
		}
	})
}

func TestAFailingMigrationIsUndoneWhole(t *testing.T) {
	t.Parallel()
	storetest.EachDialect(t, func(t *testing.T, name string) {
		url := storetest.EmptyURL(t, name)
		s := openWith(t, url, map[string]string{
			"1_one": "CREATE TABLE one (id text)",
			"2_two": "INSERT INTO one VALUES ('half'); INSERT INTO nowhere VALUES (1)",
		})
		applied, err := s.MigrateUp(t.Context())
		if err == nil || !strings.Contains(err.Error(), "2_two") {
			t.Fatalf("the error must name the migration: %v", err)
		}
		if len(applied) != 1 || rowsIn(t, s, "one") != 0 {
			t.Errorf("applied %v, %d rows left of the failed one", applied, rowsIn(t, s, "one"))
		}
		mended := openWith(t, url, map[string]string{
			"1_one": "CREATE TABLE one (id text)",
			"2_two": "INSERT INTO one VALUES ('whole')",
		})
		up(t, mended)
		if n := rowsIn(t, mended, "one"); n != 1 {
			t.Errorf("%d rows after mending", n)
		}
	})
}

const family = `CREATE TABLE parents (id text PRIMARY KEY, name text NOT NULL);
CREATE TABLE children (id text PRIMARY KEY, parent_id text REFERENCES parents (id) ON DELETE CASCADE);
INSERT INTO parents VALUES ('p', 'x'); INSERT INTO children VALUES ('c', 'p');`

// SQLite changes a column by making the table anew. Done with foreign keys on,
// dropping the old table deletes the children without an error.
func TestMakingATableAnewKeepsWhatRefersToIt(t *testing.T) {
	t.Parallel()
	s := openWith(t, storetest.EmptyURL(t, dialect.SQLite), map[string]string{
		"1_family": family,
		"2_anew": `PRAGMA foreign_keys = off;
CREATE TABLE new_parents (id text PRIMARY KEY, name text NULL);
INSERT INTO new_parents SELECT id, name FROM parents;
DROP TABLE parents;
ALTER TABLE new_parents RENAME TO parents;
PRAGMA foreign_keys = on;`,
	})
	up(t, s)
	if n := rowsIn(t, s, "children"); n != 1 {
		t.Errorf("%d children left of 1", n)
	}
	if _, err := s.WriterDB().Exec("INSERT INTO children VALUES ('d', 'nobody')"); err == nil {
		t.Error("foreign keys stayed off after the migrations")
	}
}

func TestAMigrationThatLeavesAForeignKeyDanglingIsUndone(t *testing.T) {
	t.Parallel()
	storetest.EachDialect(t, func(t *testing.T, name string) {
		s := openWith(t, storetest.EmptyURL(t, name), map[string]string{
			"1_family": strings.ReplaceAll(family, "ON DELETE CASCADE", ""),
			"2_orphan": "DELETE FROM parents",
		})
		if _, err := s.MigrateUp(t.Context()); err == nil || !strings.Contains(err.Error(), "children") {
			t.Errorf("MigrateUp: %v", err)
		}
		if n := rowsIn(t, s, "parents"); n != 1 {
			t.Errorf("%d parents left of 1", n)
		}
		if _, err := s.WriterDB().Exec("INSERT INTO children VALUES ('d', 'nobody')"); err == nil {
			t.Error("foreign keys stayed off after the failure")
		}
	})
}

func TestACancelledMigrationLeavesForeignKeysOn(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	clock := func() time.Time { cancel(); return time.Unix(1, 0) } // asked for amid the migration
	s := openWith(t, storetest.EmptyURL(t, dialect.SQLite), map[string]string{"1_family": family}, store.WithClock(clock))
	if _, err := s.MigrateUp(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("MigrateUp: %v", err)
	}
	var on bool
	if err := s.WriterDB().QueryRow("PRAGMA foreign_keys").Scan(&on); err != nil || !on {
		t.Errorf("foreign keys on: %v, %v", on, err)
	}
}

// Two servers starting on one database must not both migrate it.
func TestProgramsMigratingAtOnceDoItOnce(t *testing.T) {
	t.Parallel()
	storetest.EachDialect(t, func(t *testing.T, name string) {
		url := storetest.EmptyURL(t, name)
		texts := map[string]string{"1_one": "CREATE TABLE one (id text)", "2_two": "INSERT INTO one VALUES ('x')"}
		var wg sync.WaitGroup
		var applied atomic.Int32
		for range 6 {
			s := openWith(t, url, texts)
			wg.Go(func() {
				list, err := s.MigrateUp(context.Background())
				if err != nil {
					t.Error(err)
				}
				for _, m := range list {
					if !strings.HasPrefix(m.Version, "river/") {
						applied.Add(1)
					}
				}
			})
		}
		wg.Wait()
		if n := rowsIn(t, openWith(t, url, texts), "one"); n != 1 || applied.Load() != 2 {
			t.Errorf("%d rows, %d migrations applied", n, applied.Load())
		}
	})
}
