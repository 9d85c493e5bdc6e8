package store

import (
	"context"
	"database/sql"

	"entgo.io/ent/dialect"
)

// Statement is SQL by hand, prepared once a connection by the drivers. It is
// safe for concurrent use.
type Statement struct {
	store        *Store
	text         string
	patientTable string // named by the text; then an actor must be asking
	cancellable  bool
}

// Prepare takes SQL that both databases understand, with '?' for each argument.
// Nothing is sent until it is used. A statement that names a table of patients'
// rows fails with NoActorError when the context carries no actor.
func (s *Store) Prepare(text string) *Statement {
	st := &Statement{store: s, text: steadyPlaceholders(text), patientTable: patientTable(text)}
	if s.dialect == dialect.Postgres {
		st.text = numberPlaceholders(text)
	}
	return st
}

// Cancellable is the same statement for work that may take long: it stops when
// its context ends. Others are let finish on SQLite, where watching a context
// costs a goroutine, more than the sub-millisecond statement itself.
func (st *Statement) Cancellable() *Statement {
	other := *st
	other.cancellable = true
	return &other
}

// Query runs the statement in the context's Tx, or on the reading pool outside
// one. The caller closes the rows before the Tx ends.
func (st *Statement) Query(ctx context.Context, args ...any) (*sql.Rows, error) {
	if err := st.allow(ctx); err != nil {
		return nil, err
	}
	if tx := st.store.current(ctx); tx != nil {
		return tx.sql.QueryContext(st.watched(ctx), st.text, args...)
	}
	return st.store.reader.QueryContext(st.watched(ctx), st.text, args...)
}

// QueryRow is Query for at most one row; its failures come out of Scan.
func (st *Statement) QueryRow(ctx context.Context, args ...any) Row {
	if err := st.allow(ctx); err != nil {
		return Row{err: err}
	}
	if tx := st.store.current(ctx); tx != nil {
		return Row{row: tx.sql.QueryRowContext(st.watched(ctx), st.text, args...)}
	}
	return Row{row: st.store.reader.QueryRowContext(st.watched(ctx), st.text, args...)}
}

// Exec runs a write in the context's Tx; outside one it fails with ErrNoTx.
func (st *Statement) Exec(ctx context.Context, args ...any) (sql.Result, error) {
	tx := st.store.current(ctx)
	if tx == nil {
		return nil, ErrNoTx
	}
	if err := st.allow(ctx); err != nil {
		return nil, err
	}
	return tx.sql.ExecContext(st.watched(ctx), st.text, args...)
}

func (st *Statement) allow(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := guardTable(ctx, st.patientTable); err != nil {
		return err
	}
	count(ctx, st.text)
	return nil
}

// watched is the context that the driver gets to watch while it works.
func (st *Statement) watched(ctx context.Context) context.Context {
	if st.cancellable || !st.store.isSQLite() {
		return ctx
	}
	return context.WithoutCancel(ctx)
}

// Row is the answer of QueryRow.
type Row struct {
	row *sql.Row
	err error
}

// Scan copies the row into dest; sql.ErrNoRows when there was none.
func (r Row) Scan(dest ...any) error {
	if r.err != nil {
		return r.err
	}
	return r.row.Scan(dest...)
}

// Err is what went wrong before any row, without scanning it.
func (r Row) Err() error {
	if r.err != nil {
		return r.err
	}
	return r.row.Err()
}

// NullText stores the empty text as NULL: a reference to nothing.
func NullText(text string) sql.NullString {
	return sql.NullString{String: text, Valid: text != ""}
}
