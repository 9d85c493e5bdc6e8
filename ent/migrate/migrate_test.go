package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"patientportal/server/store/storetest/pgtemp"
)

// need fails for any error, but skips for want of PostgreSQL where that may be.
func need(t *testing.T, err error) {
	t.Helper()
	if errors.Is(err, pgtemp.ErrMissing) && os.Getenv("CI") != "true" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// files are the migrations in both folders: path below dir → content.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, file := range found {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name, _ := filepath.Rel(dir, file)
		all[name] = string(content)
	}
	return all
}

func sameFiles(a, b map[string]string) bool {
	for name, content := range a {
		if b[name] != content {
			return false
		}
	}
	return len(a) == len(b)
}

// emptyDir is a migrations folder before the first migration.
func emptyDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, folder := range folders {
		if err := os.Mkdir(filepath.Join(dir, folder), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestTheMigrationsGiveTheSchema(t *testing.T) {
	t.Parallel()
	need(t, check(t.Context(), "../migrations"))
}

func TestAMigrationIsWrittenForBothDialects(t *testing.T) {
	t.Parallel()
	dir := emptyDir(t)
	need(t, run(t.Context(), request{dir: dir, name: "init", version: "1"}))
	first := files(t, dir)
	for _, name := range []string{"sqlite/1_init.sql", "postgres/1_init.sql", "sqlite/atlas.sum", "postgres/atlas.sum"} {
		if first[name] == "" {
			t.Errorf("%s is missing", name)
		}
	}
	if err := check(t.Context(), dir); err != nil {
		t.Errorf("what was just written differs: %v", err)
	}
	if err := run(t.Context(), request{dir: dir, name: "again", version: "2"}); err == nil {
		t.Error("a migration of nothing was written")
	}
	if !sameFiles(first, files(t, dir)) {
		t.Error("files changed though nothing was to be written")
	}
}

func TestAFailureInOneDialectWritesNeither(t *testing.T) {
	t.Parallel()
	dir := emptyDir(t)
	broken := filepath.Join(dir, "postgres", "1_broken.sql")
	if err := os.WriteFile(broken, []byte("CREATE TABLE;\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := hashAll(dir); err != nil {
		t.Fatal(err)
	}
	before := files(t, dir)
	err := run(t.Context(), request{dir: dir, name: "init", version: "2"})
	if err == nil || !strings.Contains(err.Error(), "PostgreSQL") {
		need(t, err)
		t.Errorf("err %v", err)
	}
	if !sameFiles(before, files(t, dir)) {
		t.Error("one dialect was written without the other")
	}
}

// Rewriting a migration keeps its version and what was written by hand later.
func TestRewriteKeepsTheLaterMigrations(t *testing.T) {
	t.Parallel()
	dir := emptyDir(t)
	for _, folder := range folders {
		for name, text := range map[string]string{
			"1_init.sql": "CREATE TABLE of_an_older_schema (id text);\n",
			"2_rule.sql": "CREATE INDEX by_hand ON patients (email);\nDROP INDEX by_hand;\n",
		} {
			if err := os.WriteFile(filepath.Join(dir, folder, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := hashAll(dir); err != nil {
		t.Fatal(err)
	}
	before := files(t, dir)
	need(t, run(t.Context(), request{dir: dir, name: "init", version: "9", rewrite: true}))
	after := files(t, dir)
	if len(after) != len(before) || after["sqlite/2_rule.sql"] != before["sqlite/2_rule.sql"] {
		t.Errorf("the files are %d, were %d", len(after), len(before))
	}
	if strings.Contains(after["postgres/1_init.sql"], "of_an_older_schema") {
		t.Error("the migration was not made anew")
	}
	if err := check(t.Context(), dir); err != nil {
		t.Error(err)
	}
}

// ent leaves tables that no schema holds where they are; that must be seen.
func TestATableThatNoSchemaHoldsIsADifference(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := copyFolder("../migrations/sqlite", filepath.Join(dir, "sqlite")); err != nil {
		t.Fatal(err)
	}
	if err := copyFolder("../migrations/postgres", filepath.Join(dir, "postgres")); err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		file := filepath.Join(dir, folder, "99990101000000_left_over.sql")
		if err := os.WriteFile(file, []byte("CREATE TABLE left_over (id text PRIMARY KEY);\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := hashAll(dir); err != nil {
		t.Fatal(err)
	}
	err := check(t.Context(), dir)
	if err == nil || !strings.Contains(err.Error(), "left_over") {
		need(t, err)
		t.Errorf("err %v", err)
	}
}

func TestAnEmptyPairIsForWritingByHand(t *testing.T) {
	t.Parallel()
	dir := emptyDir(t)
	need(t, run(t.Context(), request{dir: dir, name: "rules", version: "3", empty: true}))
	written := files(t, dir)
	if written["sqlite/3_rules.sql"] == "" || written["postgres/3_rules.sql"] == "" {
		t.Errorf("wrote %v", written)
	}
	if err := run(t.Context(), request{dir: dir, name: "Not a name"}); err == nil {
		t.Error("a bad name was taken")
	}
}
