package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/stdlib"
)

// oldestPostgres is the oldest server whose features migrations may use, as
// server_version_num has it.
const oldestPostgres = 140000

// openPostgres makes two pools that differ in one thing: the sessions of the
// reader refuse to write.
func openPostgres(loc location, set settings) (writer, reader *sql.DB, err error) {
	writer = postgresPool(loc, "off", set.writers)
	reader = postgresPool(loc, "on", set.readers)
	return writer, reader, nil
}

// postgresPool pins for its sessions what a server's configuration could
// change under us. pgx keeps prepared statements by their text.
func postgresPool(loc location, readOnly string, connections int) *sql.DB {
	config := loc.config.Copy()
	for name, value := range map[string]string{
		"application_name":                    "patient-portal",
		"timezone":                            "UTC",
		"default_transaction_read_only":       readOnly,
		"default_transaction_isolation":       "read committed",
		"synchronous_commit":                  "on",
		"lock_timeout":                        "5000",  // ms, as SQLite's busy timeout
		"idle_in_transaction_session_timeout": "60000", // ms, a hung client must not hold locks
	} {
		config.RuntimeParams[name] = value
	}
	pool := stdlib.OpenDB(*config)
	limit(pool, connections)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	return pool
}

func checkPostgres(ctx context.Context, pool *sql.DB) error {
	var version int
	var encoding string
	const ask = "SELECT current_setting('server_version_num')::int, current_setting('server_encoding')"
	if err := pool.QueryRowContext(ctx, ask).Scan(&version, &encoding); err != nil {
		return fmt.Errorf("asking PostgreSQL for its version: %w", err)
	}
	if version < oldestPostgres {
		return fmt.Errorf("PostgreSQL %d is required, the server is %d", oldestPostgres/10000, version/10000)
	}
	if encoding != "UTF8" {
		return fmt.Errorf("the PostgreSQL database must be encoded in UTF8, it is in %s", encoding)
	}
	return nil
}
