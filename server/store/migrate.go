package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// AppliedMigration is a migration that the database has.
type AppliedMigration struct {
	Version  string
	Name     string
	Checksum string
	At       time.Time // UTC; zero for River's, which keeps its own book
}

// String is the name of the migration's file without its end.
func (a AppliedMigration) String() string { return a.Version + "_" + a.Name }

// MigrationStatus is where a database stands.
type MigrationStatus struct {
	Applied []AppliedMigration
	Pending []Migration
}

// The book of migrations is outside ent: it must be readable whatever the
// schema is.
const (
	createBook = `CREATE TABLE IF NOT EXISTS schema_migrations (
	version text NOT NULL PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at bigint NOT NULL)`
	readBook = `SELECT version, name, checksum, applied_at FROM schema_migrations ORDER BY version`
)

// MigrateStatus tells what has been applied and what is pending, River's
// migrations among them, and changes nothing. It fails as MigrateUp does when
// the two disagree.
func (s *Store) MigrateStatus(ctx context.Context) (MigrationStatus, error) {
	applied, err := s.readBookIfAny(ctx)
	if err != nil {
		return MigrationStatus{}, err
	}
	pending, err := s.pending(applied)
	if err != nil {
		return MigrationStatus{}, err
	}
	queue, err := s.queueStatus(ctx)
	if err != nil {
		return MigrationStatus{}, err
	}
	return MigrationStatus{
		Applied: append(applied, queue.Applied...),
		Pending: append(pending, queue.Pending...),
	}, nil
}

// RequireMigrated fails unless the database has exactly the migrations of this
// program; for commands that must not migrate by themselves.
func (s *Store) RequireMigrated(ctx context.Context) error {
	status, err := s.MigrateStatus(ctx)
	if err != nil {
		return err
	}
	if n := len(status.Pending); n > 0 {
		return fmt.Errorf("the database lacks %d migrations; run portal migrate up", n)
	}
	return nil
}

// MigrateUp applies what is pending, each migration in a transaction of its own
// with its entry in the book, then River's, and gives what it applied. Two
// programs may call it at once: one applies, the other finds it done.
//
// It changes nothing and fails with ErrNewerDatabase, ErrUnknownMigration,
// ErrChangedMigration or ErrMigrationOrder when the database's book is not the
// beginning of ours. A migration that leaves a foreign key dangling is undone.
func (s *Store) MigrateUp(ctx context.Context) (applied []Migration, err error) {
	if _, err := s.queueStatus(ctx); err != nil {
		return nil, err
	}
	conn, err := s.writer.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("migrating: %w", err)
	}
	prepare, restore := s.lockMigrations, s.unlockMigrations
	if s.isSQLite() {
		prepare, restore = keysOff, keysOn
	}
	if err := prepare(ctx, conn); err != nil {
		return nil, errors.Join(fmt.Errorf("preparing to migrate: %w", err), discard(conn))
	}
	applied, err = s.applyAll(ctx, conn)
	// The context may have ended; the connection must not go back as it is.
	restored := restore(context.WithoutCancel(ctx), conn)
	if restored != nil {
		return applied, errors.Join(err, restored, discard(conn))
	}
	return applied, errors.Join(err, conn.Close())
}

func (s *Store) applyAll(ctx context.Context, conn *sql.Conn) ([]Migration, error) {
	var applied []Migration
	for {
		m, err := s.applyNext(ctx, conn)
		if err != nil {
			return applied, err
		}
		if m == nil {
			break
		}
		applied = append(applied, *m)
	}
	queue, err := s.migrateQueue(ctx, conn)
	return append(applied, queue...), err
}

// applyNext applies the oldest pending migration, nil when there is none. What
// is pending is read in the same transaction, after it holds the lock, since
// another program may have been faster.
func (s *Store) applyNext(ctx context.Context, conn *sql.Conn) (applied *Migration, err error) {
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("beginning a migration: %w", err)
	}
	defer func() { err = errors.Join(err, undo(tx)) }()
	if _, err := tx.ExecContext(ctx, createBook); err != nil {
		return nil, fmt.Errorf("making the book of migrations: %w", err)
	}
	book, err := readApplied(ctx, tx)
	if err != nil {
		return nil, err
	}
	pending, err := s.pending(book)
	if err != nil || len(pending) == 0 {
		return nil, err
	}
	m := pending[0]
	if err := s.apply(ctx, tx, m); err != nil {
		return nil, fmt.Errorf("migration %s: %w", m, err)
	}
	if err := tx.Commit(); err != nil {
		return nil, fmt.Errorf("committing migration %s: %w", m, err)
	}
	return &m, nil
}

func (s *Store) apply(ctx context.Context, tx *sql.Tx, m Migration) error {
	if err := s.runScript(ctx, tx, m.text); err != nil {
		return err
	}
	if s.isSQLite() {
		if err := checkKeys(ctx, tx); err != nil {
			return err
		}
	}
	const enter = `INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES ($1, $2, $3, $4)`
	_, err := tx.ExecContext(ctx, enter, m.Version, m.Name, m.Checksum, Micros(s.clock()))
	return err
}

func (s *Store) pending(applied []AppliedMigration) ([]Migration, error) {
	ours, err := migrationsOf(s.migrations, s.dialect)
	if err != nil {
		return nil, err
	}
	return pendingOf(ours, applied)
}

// queryer is a pool or a transaction.
type queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// readBookIfAny is readApplied for a database that may have no book yet.
func (s *Store) readBookIfAny(ctx context.Context) ([]AppliedMigration, error) {
	exists, err := s.hasTable(ctx, "schema_migrations")
	if err != nil || !exists {
		return nil, err
	}
	return readApplied(ctx, s.reader)
}

func readApplied(ctx context.Context, q queryer) (list []AppliedMigration, err error) {
	rows, err := q.QueryContext(ctx, readBook)
	if err != nil {
		return nil, fmt.Errorf("reading the book of migrations: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var a AppliedMigration
		var at int64
		if err := rows.Scan(&a.Version, &a.Name, &a.Checksum, &at); err != nil {
			return nil, fmt.Errorf("reading the book of migrations: %w", err)
		}
		a.At = FromMicros(at)
		list = append(list, a)
	}
	return list, rows.Err()
}
