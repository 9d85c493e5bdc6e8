package store

import (
	"context"
	"database/sql"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"patientportal/ent/db"
)

// readDriver is ent's way to the reading pool. The database would refuse a
// write by itself; this says what to do instead.
type readDriver struct {
	entsql.Conn
	store *Store
}

func (s *Store) newReadingClient() *db.Client {
	client := db.NewClient(db.Driver(readDriver{
		Conn:  entsql.Conn{ExecQuerier: counted{s.reader}},
		store: s,
	}))
	guardClient(client)
	return client
}

func (d readDriver) Dialect() string                            { return d.store.dialect }
func (readDriver) Close() error                                 { return nil }
func (readDriver) Tx(context.Context) (dialect.Tx, error)       { return nil, ErrNoTx }
func (readDriver) Exec(context.Context, string, any, any) error { return ErrNoTx }

// ExecContext is what ent's client offers for SQL by hand.
func (readDriver) ExecContext(context.Context, string, ...any) (sql.Result, error) {
	return nil, ErrNoTx
}

// QueryContext is what ent's client offers for SQL by hand.
func (d readDriver) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if err := guardText(ctx, query); err != nil {
		return nil, err
	}
	return d.Conn.QueryContext(ctx, query, args...)
}

// txDriver is ent's way into an open transaction. ent knows how to begin one
// from a pool only, so what it begins here is the one that is open.
type txDriver struct {
	entsql.Conn
	store *Store
}

func newTxDriver(s *Store, tx *sql.Tx) txDriver {
	return txDriver{Conn: entsql.Conn{ExecQuerier: counted{tx}}, store: s}
}

func (d txDriver) Dialect() string                        { return d.store.dialect }
func (txDriver) Close() error                             { return nil }
func (d txDriver) Tx(context.Context) (dialect.Tx, error) { return dialect.NopTx(d), nil }

func (d txDriver) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if err := guardText(ctx, query); err != nil {
		return nil, err
	}
	return d.Conn.ExecContext(ctx, query, args...)
}

func (d txDriver) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if err := guardText(ctx, query); err != nil {
		return nil, err
	}
	return d.Conn.QueryContext(ctx, query, args...)
}

// counted tells the context's Count of every statement that passes.
type counted struct{ entsql.ExecQuerier }

func (c counted) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	count(ctx, query)
	return c.ExecQuerier.ExecContext(ctx, query, args...)
}

func (c counted) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	count(ctx, query)
	return c.ExecQuerier.QueryContext(ctx, query, args...)
}
