package accounttest

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"entgo.io/ent/dialect"

	"patientportal/server/actor"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

// Exec writes past the rooms.
func (w *World) Exec(text string, args ...any) {
	w.T.Helper()
	ctx := actor.NewContext(w.Ctx, System)
	w.fine(w.Store.Tx(ctx, func(ctx context.Context) error {
		_, err := w.Store.Prepare(text).Exec(ctx, args...)
		return err
	}))
}

// Number reads one.
func (w *World) Number(text string, args ...any) (n int) {
	w.T.Helper()
	ctx := actor.NewContext(w.Ctx, System)
	w.fine(w.Store.Prepare(text).QueryRow(ctx, args...).Scan(&n))
	return n
}

// Recorded counts audit rows of an action and outcome.
func (w *World) Recorded(action, outcome string) int {
	w.T.Helper()
	return w.Number(`SELECT COUNT(*) FROM audit_events WHERE action = ? AND outcome = ?`, action, outcome)
}

// Written are the letters since the world began, the oldest first.
func (w *World) Written() (list []outbox.Letter) {
	w.T.Helper()
	for _, row := range w.Values(`SELECT payload FROM outbox_events WHERE kind = 'LetterWritten' ORDER BY id`) {
		l, err := outbox.LetterOf(json.RawMessage(row[0]))
		w.fine(err)
		list = append(list, l)
	}
	return list
}

// LastLetter is the newest, which must be of that kind.
func (w *World) LastLetter(kind outbox.LetterKind) outbox.Letter {
	w.T.Helper()
	all := w.Written()
	if len(all) == 0 || all[len(all)-1].Kind != kind {
		w.T.Fatalf("letters %v, want %s last", all, kind)
	}
	return all[len(all)-1]
}

// Tokens are those of the letter's links, as its mail has them.
func (w *World) Tokens(l outbox.Letter) (list []string) {
	w.T.Helper()
	for _, item := range l.Items {
		if item.LinkID == "" {
			continue
		}
		token, err := w.LinkToken(w.Ctx, item.LinkID)
		if err != nil || token == "" {
			w.T.Fatalf("a link that was just mailed is over (%v)", err)
		}
		list = append(list, token)
	}
	return list
}

// Traces is all that somebody who asks could tell people apart by.
type Traces struct {
	Answer     any
	Message    string
	Statements string
	Hashes     int64
	Rows       int
}

// Trace gives the traces of a question.
func (w *World) Trace(ask func(ctx context.Context) (any, error)) Traces {
	w.T.Helper()
	const rows = `SELECT (SELECT COUNT(*) FROM outbox_events) + (SELECT COUNT(*) FROM outbox_streams)
		+ (SELECT COUNT(*) FROM account_links) + (SELECT COUNT(*) FROM audit_events)`
	before, hashes := w.Number(rows), w.Hasher.Verified.Load()+w.Hasher.Hashed.Load()
	ctx, count := store.Counting(w.Ctx)
	answer, err := ask(ctx)
	got := Traces{
		Answer: answer, Statements: strings.Join(count.Texts(), ";\n"),
		Hashes: w.Hasher.Verified.Load() + w.Hasher.Hashed.Load() - hashes, Rows: w.Number(rows) - before,
	}
	if err != nil {
		got.Message = err.Error()
	}
	return got
}

// Dump is every value of every table, in small letters.
func (w *World) Dump() string {
	w.T.Helper()
	tables := `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`
	if w.Store.Dialect() == dialect.SQLite {
		tables = `SELECT name FROM sqlite_master WHERE type = 'table'`
	}
	var b strings.Builder
	for _, table := range w.Values(tables) {
		for _, v := range w.Values(`SELECT * FROM "` + table[0] + `"`) {
			fmt.Fprintln(&b, v)
		}
	}
	return strings.ToLower(b.String())
}

// Values reads rows, each value as text.
func (w *World) Values(text string, args ...any) (all [][]string) {
	w.T.Helper()
	rows, err := w.Store.Prepare(text).Query(actor.NewContext(w.Ctx, System), args...)
	w.fine(err)
	defer rows.Close()
	columns, err := rows.Columns()
	w.fine(err)
	for rows.Next() {
		row, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range row {
			into[i] = &row[i]
		}
		w.fine(rows.Scan(into...))
		words := make([]string, len(row))
		for i, v := range row {
			if raw, ok := v.([]byte); ok {
				v = string(raw)
			}
			words[i] = fmt.Sprint(v)
		}
		all = append(all, words)
	}
	w.fine(rows.Err())
	return all
}
