package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"entgo.io/ent/dialect"

	"patientportal/server/store"
)

// contents is what a migration must not lose.
type contents struct {
	rows     map[string]int // of each table of ours
	triggers []string
}

// column is one of a table, with what it refers to.
type column struct {
	name, kind       string
	required         bool
	target, targetID string // of its foreign key; empty without one
}

// fillEveryTable puts a row with a value in every column into every table of
// ours, referred ones first. A reference that goes in a circle stays null.
func fillEveryTable(t *testing.T, s *store.Store) contents {
	t.Helper()
	waiting := map[string][]column{}
	for _, table := range names(t, s, tablesQuery[s.Dialect()]) {
		if !strings.HasPrefix(table, "river_") && table != "schema_migrations" {
			waiting[table] = columnsOf(t, s, table)
		}
	}
	filled := map[string]map[string]any{}
	for len(waiting) > 0 {
		table, ok := nextToFill(waiting, filled)
		if !ok {
			t.Fatalf("required references go in a circle: %v", waiting)
		}
		filled[table] = insertRow(t, s, table, waiting[table], filled)
		delete(waiting, table)
	}
	return look(t, s, filled)
}

// nextToFill prefers a table whose every reference can be set to one whose
// required references can.
func nextToFill(waiting map[string][]column, filled map[string]map[string]any) (string, bool) {
	fallback := ""
	for table, columns := range waiting {
		ready, possible := true, true
		for _, c := range columns {
			if _, there := filled[c.target]; c.target != "" && !there {
				ready = false
				possible = possible && !c.required
			}
		}
		if ready {
			return table, true
		}
		if possible {
			fallback = table
		}
	}
	return fallback, fallback != ""
}

func insertRow(t *testing.T, s *store.Store, table string, columns []column, filled map[string]map[string]any) map[string]any {
	t.Helper()
	row := map[string]any{}
	var names, places []string
	var values []any
	for i, c := range columns {
		value := sample(t, table, c)
		if c.target != "" {
			value = filled[c.target][c.targetID] // nil when it goes in a circle
		}
		row[c.name] = value
		names = append(names, c.name)
		places = append(places, fmt.Sprintf("$%d", i+1))
		values = append(values, value)
	}
	insert := fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", table, strings.Join(names, ", "), strings.Join(places, ", "))
	if _, err := s.WriterDB().Exec(insert, values...); err != nil {
		t.Fatalf("%s: %v", insert, err)
	}
	return row
}

func sample(t *testing.T, table string, c column) any {
	t.Helper()
	switch kind := strings.ToLower(c.kind); {
	case strings.Contains(kind, "bool"):
		return true
	case strings.Contains(kind, "int"):
		return 1
	case strings.Contains(kind, "double"), strings.Contains(kind, "real"):
		return 1.5
	case strings.Contains(kind, "blob"), kind == "bytea":
		return []byte("{}")
	case strings.Contains(kind, "text"), strings.Contains(kind, "char"), strings.Contains(kind, "json"):
		return `"` + c.name + `"`
	}
	t.Fatalf("%s.%s is %s: teach sample a value of it", table, c.name, c.kind)
	return nil
}

var tablesQuery = map[string]string{
	dialect.SQLite:   `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
	dialect.Postgres: `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`,
}

var triggersQuery = map[string]string{
	dialect.SQLite:   `SELECT tbl_name || '.' || name FROM sqlite_master WHERE type = 'trigger' ORDER BY 1`,
	dialect.Postgres: `SELECT tgrelid::regclass || '.' || tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1`,
}

var columnsQuery = map[string]string{
	dialect.SQLite: `SELECT c.name, c.type, c."notnull", coalesce(k."table", ''), coalesce(k."to", '')
		FROM pragma_table_info($1) c LEFT JOIN pragma_foreign_key_list($1) k ON k."from" = c.name`,
	dialect.Postgres: `SELECT a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
			coalesce(k.confrelid::regclass::text, ''), coalesce(f.attname, '')
		FROM pg_attribute a
		LEFT JOIN pg_constraint k ON k.conrelid = a.attrelid AND k.contype = 'f' AND k.conkey[1] = a.attnum
		LEFT JOIN pg_attribute f ON f.attrelid = k.confrelid AND f.attnum = k.confkey[1]
		WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped`,
}

func columnsOf(t *testing.T, s *store.Store, table string) (list []column) {
	t.Helper()
	rows, err := s.WriterDB().Query(columnsQuery[s.Dialect()], table)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var c column
		if err := rows.Scan(&c.name, &c.kind, &c.required, &c.target, &c.targetID); err != nil {
			t.Fatal(err)
		}
		list = append(list, c)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}

func names(t *testing.T, s *store.Store, query string) (list []string) {
	t.Helper()
	rows, err := s.WriterDB().Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		list = append(list, name)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}

func look[V any](t *testing.T, s *store.Store, tables map[string]V) contents {
	t.Helper()
	now := contents{rows: map[string]int{}, triggers: names(t, s, triggersQuery[s.Dialect()])}
	for table := range tables {
		now.rows[table] = rowsIn(t, s, table)
	}
	return now
}

// losses is what is there no more. A table that a migration means to drop is
// to be named here, with the reason.
func losses(t *testing.T, s *store.Store, before contents) (list []string) {
	t.Helper()
	after := look(t, s, before.rows)
	for table, n := range before.rows {
		if after.rows[table] < n {
			list = append(list, fmt.Sprintf("%s has %d rows where it had %d", table, after.rows[table], n))
		}
	}
	for _, trigger := range before.triggers {
		if !slices.Contains(after.triggers, trigger) {
			list = append(list, "the trigger "+trigger+" is gone")
		}
	}
	return list
}
