package store

import (
	"errors"

	"entgo.io/ent/dialect/sql/sqlgraph"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"
)

// ErrNoTx answers a write that was tried outside Tx.
var ErrNoTx = errors.New("store: a write needs a transaction (Store.Tx)")

// PostgreSQL's class of codes that this package acts on:
// https://www.postgresql.org/docs/current/errcodes-appendix.html
const (
	pgUniqueViolation      = "23505"
	pgSerializationFailure = "40001"
	pgDeadlockDetected     = "40P01"
)

// IsUnique tells whether err says that a unique index or primary key already
// holds the value, from either database, raw or wrapped by ent.
func IsUnique(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code == pgUniqueViolation
	}
	var lite sqlite3.Error
	if errors.As(err, &lite) {
		return isSQLiteUnique(lite.ExtendedCode)
	}
	return sqlgraph.IsUniqueConstraintError(err)
}

func isSQLiteUnique(code sqlite3.ErrNoExtended) bool {
	switch code {
	case sqlite3.ErrConstraintUnique, sqlite3.ErrConstraintPrimaryKey, sqlite3.ErrConstraintRowID:
		return true
	}
	return false
}

// isRetryable tells whether PostgreSQL undid the transaction and asks for it
// to be tried again. Nothing else is safe to repeat: a lost connection during
// commit may have committed.
func isRetryable(err error) bool {
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return false
	}
	return pg.Code == pgSerializationFailure || pg.Code == pgDeadlockDetected
}
