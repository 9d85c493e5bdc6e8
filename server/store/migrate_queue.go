package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"strconv"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
)

// The job queue is River's; so are its tables, its migrations and the book it
// keeps of them (river_migration).

// queueMigrator works through the pool.
func (s *Store) queueMigrator(pool *sql.DB) (*rivermigrate.Migrator[*sql.Tx], error) {
	var drv riverdriver.Driver[*sql.Tx] = riverdatabasesql.New(pool)
	if s.isSQLite() {
		drv = riversqlite.New(pool)
	}
	m, err := rivermigrate.New(drv, &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, fmt.Errorf("reading the job queue's migrations: %w", err)
	}
	return m, nil
}

// queueStatus fails with ErrNewerDatabase when a newer River has been here.
func (s *Store) queueStatus(ctx context.Context) (MigrationStatus, error) {
	m, err := s.queueMigrator(s.reader)
	if err != nil {
		return MigrationStatus{}, err
	}
	ours := m.AllVersions()
	if err := s.refuseNewerQueue(ctx, ours[len(ours)-1].Version); err != nil {
		return MigrationStatus{}, err
	}
	existing, err := m.ExistingVersions(ctx)
	if err != nil {
		return MigrationStatus{}, fmt.Errorf("reading the job queue's migrations: %w", err)
	}
	var status MigrationStatus
	for _, e := range existing {
		status.Applied = append(status.Applied, AppliedMigration{Version: queueVersion(e.Version), Name: e.Name})
	}
	for _, a := range ours[len(existing):] {
		status.Pending = append(status.Pending, Migration{Version: queueVersion(a.Version), Name: a.Name})
	}
	return status, nil
}

func (s *Store) refuseNewerQueue(ctx context.Context, ours int) error {
	exists, err := s.hasTable(ctx, "river_migration")
	if err != nil || !exists {
		return err
	}
	var newest int
	const find = `SELECT coalesce(max(version), 0) FROM river_migration`
	if err := s.reader.QueryRowContext(ctx, find).Scan(&newest); err != nil {
		return fmt.Errorf("reading the job queue's migrations: %w", err)
	}
	if newest > ours {
		return fmt.Errorf("%w (%s)", ErrNewerDatabase, queueVersion(newest))
	}
	return nil
}

func queueVersion(v int) string { return "river/" + strconv.Itoa(v) }

// migrateQueue applies River's migrations. On SQLite it does so in one
// transaction on conn, since there is no second writer. PostgreSQL needs a
// commit between two of them (an enum's new value cannot be used before), so
// there they run on connections of their own while conn holds the lock.
func (s *Store) migrateQueue(ctx context.Context, conn *sql.Conn) ([]Migration, error) {
	m, err := s.queueMigrator(s.writer)
	if err != nil {
		return nil, err
	}
	if !s.isSQLite() {
		result, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil)
		return appliedToQueue(result, err)
	}
	return migrateQueueTx(ctx, conn, m)
}

func migrateQueueTx(ctx context.Context, conn *sql.Conn, m *rivermigrate.Migrator[*sql.Tx]) (list []Migration, err error) {
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("beginning the job queue's migrations: %w", err)
	}
	defer func() { err = errors.Join(err, undo(tx)) }()
	//nolint:staticcheck // River warns of PostgreSQL's enums; this is SQLite.
	list, err = appliedToQueue(m.MigrateTx(ctx, tx, rivermigrate.DirectionUp, nil))
	if err != nil {
		return nil, err
	}
	if err := tx.Commit(); err != nil {
		return nil, fmt.Errorf("committing the job queue's migrations: %w", err)
	}
	return list, nil
}

func appliedToQueue(result *rivermigrate.MigrateResult, err error) ([]Migration, error) {
	if err != nil {
		return nil, fmt.Errorf("migrating the job queue: %w", err)
	}
	list := make([]Migration, len(result.Versions))
	for i, v := range result.Versions {
		list[i] = Migration{Version: queueVersion(v.Version), Name: v.Name}
	}
	return list, nil
}
