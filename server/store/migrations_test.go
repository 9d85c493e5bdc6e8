package store_test

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"ariga.io/atlas/sql/migrate"

	schema "patientportal/ent/db/migrate"
	"patientportal/ent/migrations"
	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func TestBothDialectsHaveTheSameMigrations(t *testing.T) {
	t.Parallel()
	var names [2][]string
	for i, folder := range []string{"sqlite", "postgres"} {
		files, err := fs.Glob(migrations.Files, folder+"/*.sql")
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v, %v", folder, files, err)
		}
		for _, file := range files {
			names[i] = append(names[i], path.Base(file))
		}
		dir, err := migrate.NewLocalDir("../../ent/migrations/" + folder)
		if err != nil {
			t.Fatal(err)
		}
		if err := migrate.Validate(dir); err != nil {
			t.Errorf("%s was edited without go run ./ent/migrate -hash: %v", folder, err)
		}
	}
	if !slices.Equal(names[0], names[1]) {
		t.Errorf("SQLite has %v, PostgreSQL %v", names[0], names[1])
	}
}

// upTo is the first n migrations of each dialect.
func upTo(t *testing.T, n int) fstest.MapFS {
	t.Helper()
	some := fstest.MapFS{}
	for _, folder := range []string{"sqlite", "postgres"} {
		files, err := fs.Glob(migrations.Files, folder+"/*.sql")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files[:n] {
			content, err := migrations.Files.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			some[file] = &fstest.MapFile{Data: content}
		}
	}
	return some
}

// Every migration is run over a database with a row in every table, and no
// table may lose its row, nor a trigger be lost.
func TestNoMigrationLosesRows(t *testing.T) {
	t.Parallel()
	all, err := fs.Glob(migrations.Files, "sqlite/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	storetest.EachDialect(t, func(t *testing.T, name string) {
		for n := 1; n <= len(all); n++ {
			url := storetest.EmptyURL(t, name)
			before := fillEveryTable(t, migrateOn(t, url, upTo(t, n)))
			if n == len(all) {
				// The newest schema: no table may have escaped the filling.
				if len(before.rows) != len(schema.Tables) {
					t.Errorf("filled %d tables of %d", len(before.rows), len(schema.Tables))
				}
				return
			}
			for _, loss := range losses(t, migrateOn(t, url, upTo(t, n+1)), before) {
				t.Errorf("%s: %s", path.Base(all[n]), loss)
			}
		}
	})
}

// The test above is only as good as its eyes.
func TestLostRowsAreSeen(t *testing.T) {
	t.Parallel()
	storetest.EachDialect(t, func(t *testing.T, name string) {
		url := storetest.EmptyURL(t, name)
		first := scripts(map[string]string{"1_family": strings.ReplaceAll(family, "INSERT", "-- INSERT")})
		s := migrateOn(t, url, first)
		before := fillEveryTable(t, s)
		maps.Copy(first, scripts(map[string]string{"2_lossy": "DELETE FROM children"}))
		lost := losses(t, migrateOn(t, url, first), before)
		if len(lost) != 1 || !strings.Contains(lost[0], "children") {
			t.Errorf("saw %v", lost)
		}
	})
}

func migrateOn(t *testing.T, url string, files fs.FS) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), url, store.WithMigrations(files))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	up(t, s)
	return s
}
