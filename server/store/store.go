package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"entgo.io/ent/dialect"

	"patientportal/ent/db"
)

// Store is an open database: a pool that writes and a pool that cannot. It is
// safe for concurrent use.
type Store struct {
	settings
	dialect string
	writer  *sql.DB
	reader  *sql.DB
	client  *db.Client // reads only; transactions derive theirs from it
}

// Open opens the database that the URL names: "sqlite:data/portal.db" for a
// file (made with its folder when missing, readable by its owner only) or
// "postgres://user:password@host/name". It fails when the URL is neither, when
// the database cannot be reached, and when a connection does not have the
// settings that keep acknowledged writes safe. It changes no schema; see
// MigrateUp.
func Open(ctx context.Context, url string, opts ...Option) (*Store, error) {
	set, err := settingsOf(opts)
	if err != nil {
		return nil, err
	}
	loc, err := parseURL(url)
	if err != nil {
		return nil, err
	}
	s := &Store{settings: set, dialect: loc.dialect}
	if err := s.connect(ctx, loc); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	s.client = s.newReadingClient()
	return s, nil
}

func (s *Store) connect(ctx context.Context, loc location) error {
	open := openPostgres
	if s.isSQLite() {
		open = openSQLite
	}
	var err error
	s.writer, s.reader, err = open(loc, s.settings)
	if err != nil {
		return err
	}
	// The writer first: on SQLite its connection makes the file a WAL database.
	if err := s.writer.PingContext(ctx); err != nil {
		return fmt.Errorf("opening the %s database: %w", s.dialect, err)
	}
	if err := s.reader.PingContext(ctx); err != nil {
		return fmt.Errorf("opening the %s database for reading: %w", s.dialect, err)
	}
	if !s.isSQLite() {
		return checkPostgres(ctx, s.reader)
	}
	return nil
}

// Close closes both pools. Transactions still open are undone.
func (s *Store) Close() error {
	var errs []error
	for _, pool := range []*sql.DB{s.reader, s.writer} {
		if pool != nil {
			errs = append(errs, pool.Close())
		}
	}
	return errors.Join(errs...)
}

// Dialect is entgo.io/ent/dialect's SQLite or Postgres.
func (s *Store) Dialect() string { return s.dialect }

// Clock is what the store asks for the time.
func (s *Store) Clock() Clock { return s.clock }

func (s *Store) isSQLite() bool { return s.dialect == dialect.SQLite }

// WriterDB is the writing pool, for River. On SQLite it has one connection:
// using it inside a Tx waits for that Tx and so for ever; inside a Tx take
// SQLTx.
func (s *Store) WriterDB() *sql.DB { return s.writer }

// Ping asks the database for a sign of life, for health checks.
func (s *Store) Ping(ctx context.Context) error {
	var one int
	return s.reader.QueryRowContext(ctx, "SELECT 1").Scan(&one)
}

// DB is the ent client for this context: the transaction's inside a Tx, else
// one that answers every write with ErrNoTx. It must not outlive the context.
func (s *Store) DB(ctx context.Context) *db.Client {
	if tx := s.current(ctx); tx != nil {
		return tx.entClient()
	}
	return s.client
}
