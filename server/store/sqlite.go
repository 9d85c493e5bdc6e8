package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"

	"github.com/mattn/go-sqlite3"
)

// The settings of every connection. They go by the DSN because a PRAGMA sent
// through a pool reaches one of its connections only.
//
//   - _synchronous=FULL: under NORMAL a power cut takes acknowledged bookings
//     with it, which no crash of the process ever shows.
//   - _busy_timeout: milliseconds to wait for another process.
//   - _cache_size: negative is KiB, so 64 MiB a connection.
//   - _stmt_cache_size: prepared statements kept a connection.
func sqliteDSN(path string, more ...string) string {
	values := url.Values{
		"_busy_timeout":    {"5000"},
		"_journal_mode":    {"WAL"},
		"_foreign_keys":    {"1"},
		"_synchronous":     {"FULL"},
		"_loc":             {"UTC"},
		"_cache_size":      {"-65536"},
		"_stmt_cache_size": {"128"},
	}
	for i := 0; i+1 < len(more); i += 2 {
		values.Set(more[i], more[i+1])
	}
	// EscapedPath keeps '?' and '#' in a file name from ending it.
	file := url.URL{Path: path}
	return "file:" + file.EscapedPath() + "?" + values.Encode()
}

// openSQLite makes one writing connection, whose transactions take the write
// lock when they begin (else a read followed by a write fails at once under
// contention, whatever the busy timeout), and a pool that can only read.
func openSQLite(loc location, set settings) (writer, reader *sql.DB, err error) {
	if err := makeFile(loc.path); err != nil {
		return nil, nil, err
	}
	writer = sql.OpenDB(sqliteConnector{
		dsn:  sqliteDSN(loc.path, "_txlock", "immediate"),
		want: requiredPragmas("0"),
	})
	limit(writer, 1)
	reader = sql.OpenDB(sqliteConnector{
		dsn:  sqliteDSN(loc.path, "_query_only", "1"),
		want: requiredPragmas("1"),
	})
	limit(reader, set.readers)
	return writer, reader, nil
}

func limit(pool *sql.DB, connections int) {
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
}

// makeFile makes the file and its folder for their owner only, since SQLite
// would follow the umask. The files of the WAL take the mode of this one.
func makeFile(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("making the database folder: %w", err)
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("opening the database file: %w", err)
	}
	return file.Close()
}

// sqliteConnector opens connections and refuses one whose settings, read back,
// are not what they should be.
type sqliteConnector struct {
	dsn  string
	want []pragma
}

type pragma struct{ name, value string }

func requiredPragmas(queryOnly string) []pragma {
	return []pragma{
		{"journal_mode", "wal"},
		{"synchronous", "2"}, // FULL
		{"foreign_keys", "1"},
		{"busy_timeout", "5000"},
		{"query_only", queryOnly},
	}
}

func (c sqliteConnector) Driver() driver.Driver { return &sqlite3.SQLiteDriver{} }

func (c sqliteConnector) Connect(context.Context) (driver.Conn, error) {
	conn, err := c.Driver().Open(c.dsn)
	if err != nil {
		return nil, err
	}
	if err := c.verify(conn.(*sqlite3.SQLiteConn)); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return conn, nil
}

func (c sqliteConnector) verify(conn *sqlite3.SQLiteConn) error {
	for _, p := range c.want {
		got, err := readPragma(conn, p.name)
		if err != nil {
			return fmt.Errorf("reading back %s: %w", p.name, err)
		}
		if got != p.value {
			return fmt.Errorf("sqlite has %s=%s where %s is required; is the file on a network or read-only disk?",
				p.name, got, p.value)
		}
	}
	return nil
}

func readPragma(conn *sqlite3.SQLiteConn, name string) (value string, err error) {
	rows, err := conn.Query("PRAGMA "+name, nil)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	row := make([]driver.Value, 1)
	if err := rows.Next(row); err != nil {
		if errors.Is(err, io.EOF) {
			return "", errors.New("sqlite does not know it")
		}
		return "", err
	}
	return fmt.Sprint(row[0]), nil
}
