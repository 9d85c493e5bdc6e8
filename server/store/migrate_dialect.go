package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// keysOff is for SQLite, where changing a column means making the table anew:
// with foreign keys on, dropping the old one deletes the rows that refer to it.
// The switch does nothing inside a transaction, hence before it.
func keysOff(ctx context.Context, conn *sql.Conn) error { return switchKeys(ctx, conn, "0") }

// keysOn undoes keysOff.
func keysOn(ctx context.Context, conn *sql.Conn) error { return switchKeys(ctx, conn, "1") }

func switchKeys(ctx context.Context, conn *sql.Conn, to string) error {
	if _, err := conn.ExecContext(ctx, "PRAGMA foreign_keys = "+to); err != nil {
		return fmt.Errorf("switching foreign keys: %w", err)
	}
	var is string
	if err := conn.QueryRowContext(ctx, "PRAGMA foreign_keys").Scan(&is); err != nil {
		return fmt.Errorf("reading back foreign keys: %w", err)
	}
	if is != to {
		return fmt.Errorf("foreign keys stayed %s where %s is needed", is, to)
	}
	return nil
}

// checkKeys fails when a row refers to one that is not there, since nothing
// watched while foreign keys were off.
func checkKeys(ctx context.Context, tx *sql.Tx) error {
	const first = `SELECT "table", parent FROM pragma_foreign_key_check LIMIT 1`
	var table, parent string
	err := tx.QueryRowContext(ctx, first).Scan(&table, &parent)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return fmt.Errorf("checking foreign keys: %w", err)
	}
	return fmt.Errorf("a row of %s would refer to one that is not in %s", table, parent)
}

// migrationLock is the number of PostgreSQL's advisory lock: any, but always
// the same.
const migrationLock = 5_820_117_001

// lockMigrations waits for another program's migrations however long they take.
func (s *Store) lockMigrations(ctx context.Context, conn *sql.Conn) error {
	for _, step := range []string{
		"SET lock_timeout = 0",
		fmt.Sprintf("SELECT pg_advisory_lock(%d)", migrationLock),
		"RESET lock_timeout",
	} {
		if _, err := conn.ExecContext(ctx, step); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) unlockMigrations(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(ctx, fmt.Sprintf("SELECT pg_advisory_unlock(%d)", migrationLock))
	if err != nil {
		return fmt.Errorf("letting other programs migrate: %w", err)
	}
	return nil
}

// discard closes a connection for good instead of giving it back to its pool.
func discard(conn *sql.Conn) error {
	err := conn.Raw(func(any) error { return driver.ErrBadConn })
	if errors.Is(err, driver.ErrBadConn) {
		err = nil
	}
	if closed := conn.Close(); !errors.Is(closed, sql.ErrConnDone) {
		err = errors.Join(err, closed)
	}
	return err
}

// runScript runs many statements at once. pgx does so in PostgreSQL's simple
// protocol only.
func (s *Store) runScript(ctx context.Context, tx *sql.Tx, text string) error {
	var args []any
	if !s.isSQLite() {
		args = append(args, pgx.QueryExecModeSimpleProtocol)
	}
	_, err := tx.ExecContext(ctx, text, args...)
	return err
}

// hasTable looks in the schema that unqualified names mean.
func (s *Store) hasTable(ctx context.Context, name string) (bool, error) {
	find := `SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = $1`
	if !s.isSQLite() {
		find = `SELECT count(*) FROM pg_class WHERE oid = to_regclass($1)`
	}
	var found int
	if err := s.reader.QueryRowContext(ctx, find, name).Scan(&found); err != nil {
		return false, fmt.Errorf("looking for the table %s: %w", name, err)
	}
	return found > 0, nil
}
