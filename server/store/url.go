package store

import (
	"errors"
	"fmt"
	"strings"

	"entgo.io/ent/dialect"
	"github.com/jackc/pgx/v5"
)

// location is where a database is: a path for SQLite, settings for PostgreSQL.
type location struct {
	dialect string
	path    string
	config  *pgx.ConnConfig
}

// CheckURL tells what is wrong with a database URL and opens nothing. The error
// never repeats the URL, which may hold a password.
func CheckURL(url string) error {
	_, err := parseURL(url)
	return err
}

// parseURL reads a database URL. Its errors never repeat the URL, which may
// hold a password.
func parseURL(url string) (location, error) {
	scheme, rest, found := strings.Cut(url, ":")
	if !found {
		return location{}, errors.New("database URL: expected sqlite:PATH or postgres://…, found no scheme")
	}
	switch strings.ToLower(scheme) {
	case "sqlite":
		path, err := sqlitePath(rest)
		return location{dialect: dialect.SQLite, path: path}, err
	case "postgres", "postgresql":
		config, err := pgx.ParseConfig(url)
		if err != nil {
			return location{}, fmt.Errorf("database URL: %w", err)
		}
		return location{dialect: dialect.Postgres, config: config}, nil
	}
	return location{}, fmt.Errorf("database URL: expected sqlite:PATH or postgres://…, found the scheme %q", scheme)
}

// sqlitePath takes "data/portal.db", "/var/lib/portal.db" and, as people write
// URLs, "///var/lib/portal.db".
func sqlitePath(rest string) (string, error) {
	path := strings.TrimPrefix(rest, "//")
	switch {
	case path == "":
		return "", errors.New("database URL: sqlite: needs a file, as in sqlite:data/portal.db")
	case strings.Contains(path, ":memory:"):
		return "", errors.New("database URL: sqlite in memory is not supported, its connections would not share it")
	case strings.Contains(path, "?"):
		return "", errors.New("database URL: sqlite takes no parameters, the portal sets its own")
	}
	return path, nil
}
