package account

import (
	"fmt"
	"strings"
	"testing"

	"entgo.io/ent/dialect"

	"patientportal/server/actor"
)

// Nothing that lets somebody in is anywhere in the database, nor what people
// typed into the wrong field.
func TestNoSecretIsStoredInTheClear(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		const typedAsUsername = "Hidden-Meadow-64!"
		browser, phone := w.open(), w.openPhone()
		next := w.refreshed(*phone.RefreshToken)
		_ = w.try(ownUsername, badPassword, home)
		_ = w.try(typedAsUsername, badPassword, abroad)
		first, err := w.CreateForPatient(w.ctx, system, w.patient("4-000-001"), "first.time", "Made Up", "")
		if err != nil {
			t.Fatal(err)
		}
		dump := w.dump()
		if !strings.Contains(dump, ownUsername) {
			t.Fatal("the dump is empty")
		}
		for name, secret := range map[string]string{
			"password": ownPassword, "wrong password": badPassword, "typed as username": typedAsUsername,
			"first password": first, "session token": browser.SessionToken,
			"access token": *phone.AccessToken, "refresh token": *phone.RefreshToken,
			"next access token": next.AccessToken, "next refresh token": next.RefreshToken,
			"address of a stranger": abroad.Address,
		} {
			if strings.Contains(dump, strings.ToLower(secret)) {
				t.Errorf("the %s is in the database", name)
			}
		}
	})
}

// dump is every value of every table, in small letters.
func (w *world) dump() string {
	w.t.Helper()
	tables := `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`
	if w.store.Dialect() == dialect.SQLite {
		tables = `SELECT name FROM sqlite_master WHERE type = 'table'`
	}
	var b strings.Builder
	for _, table := range w.values(tables) {
		for _, v := range w.values(`SELECT * FROM "` + table[0] + `"`) {
			fmt.Fprintln(&b, v)
		}
	}
	return strings.ToLower(b.String())
}

func (w *world) values(text string, args ...any) (all [][]string) {
	w.t.Helper()
	rows, err := w.store.Prepare(text).Query(actor.NewContext(w.ctx, system), args...)
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		w.t.Fatal(err)
	}
	for rows.Next() {
		row, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			w.t.Fatal(err)
		}
		words := make([]string, len(row))
		for i, v := range row {
			if raw, ok := v.([]byte); ok {
				v = string(raw)
			}
			words[i] = fmt.Sprint(v)
		}
		all = append(all, words)
	}
	if err := rows.Err(); err != nil {
		w.t.Fatal(err)
	}
	return all
}
