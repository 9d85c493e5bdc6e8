package storetest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"patientportal/ent/migrations"
	"patientportal/server/store"
	"patientportal/server/store/storetest/pgtemp"
)

// postgresServer is the URL of the server's maintenance database. A cluster
// started here ends with the process.
var postgresServer = sync.OnceValues(func() (string, error) {
	if given := os.Getenv("PORTAL_TEST_POSTGRES"); given != "" {
		return given, nil
	}
	cluster, err := pgtemp.Start(context.Background())
	if err != nil {
		return "", err
	}
	return cluster.URL("postgres"), nil
})

// postgresTemplate is the name of a migrated database on the server.
var postgresTemplate = sync.OnceValues(func() (string, error) {
	ctx := context.Background()
	server, err := postgresServer()
	if err != nil {
		return "", err
	}
	sum, err := sumOfMigrations()
	if err != nil {
		return "", err
	}
	name := "portal_template_" + sum
	err = onServer(ctx, server, func(conn *pgx.Conn) error {
		return makeTemplate(ctx, conn, server, name)
	})
	return name, err
})

// emptyTemplate sorts text by its bytes, as SQLite does, whatever the server's
// language.
const emptyTemplate = "template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"

// makeTemplate makes the template unless another test binary has. It becomes
// visible under its name when it is whole.
func makeTemplate(ctx context.Context, conn *pgx.Conn, server, name string) error {
	// The lock ends with the connection.
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock(hashtext('portal_template'))"); err != nil {
		return err
	}
	var exists bool
	const find = "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)"
	if err := conn.QueryRow(ctx, find, name).Scan(&exists); err != nil || exists {
		return err
	}
	making := name + "_making"
	for _, step := range []string{
		"DROP DATABASE IF EXISTS " + making + " WITH (FORCE)",
		"CREATE DATABASE " + making + " TEMPLATE " + emptyTemplate,
	} {
		if _, err := conn.Exec(ctx, step); err != nil {
			return err
		}
	}
	if err := migrate(ctx, urlOf(server, making)); err != nil {
		return err
	}
	_, err := conn.Exec(ctx, "ALTER DATABASE "+making+" RENAME TO "+name)
	return err
}

// sumOfMigrations changes when a template made earlier no longer serves.
func sumOfMigrations() (string, error) {
	sum, err := migrations.Files.ReadFile("postgres/atlas.sum")
	if err != nil {
		return "", err
	}
	digest := sha256.Sum256(sum)
	return hex.EncodeToString(digest[:8]), nil
}

func postgresCopy(t testing.TB) string {
	t.Helper()
	template, err := postgresTemplate()
	needPostgres(t, err)
	return newPostgres(t, template)
}

func newPostgres(t testing.TB, template string) string {
	t.Helper()
	server, err := postgresServer()
	needPostgres(t, err)
	name := "test_" + strings.ReplaceAll(store.NewID(), "-", "")
	run := func(statement string) {
		t.Helper()
		err := onServer(context.Background(), server, func(conn *pgx.Conn) error {
			_, err := conn.Exec(context.Background(), statement)
			return err
		})
		if err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	run("CREATE DATABASE " + name + " TEMPLATE " + template)
	t.Cleanup(func() { run("DROP DATABASE " + name + " WITH (FORCE)") })
	return urlOf(server, name)
}

// needPostgres skips the test when there is no PostgreSQL and fails it for any
// other trouble, or when nothing may be skipped.
func needPostgres(t testing.TB, err error) {
	t.Helper()
	switch {
	case err == nil:
	case errors.Is(err, pgtemp.ErrMissing) && os.Getenv("CI") != "true":
		t.Skipf("no PostgreSQL: %v", err)
	default:
		t.Fatalf("no PostgreSQL: %v", err)
	}
}

func onServer(ctx context.Context, server string, fn func(*pgx.Conn) error) (err error) {
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return fmt.Errorf("reaching the test's PostgreSQL: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close(ctx)) }()
	return fn(conn)
}

// urlOf is the server's URL with another database.
func urlOf(server, database string) string {
	u, err := url.Parse(server)
	if err != nil {
		panic(fmt.Sprintf("PORTAL_TEST_POSTGRES was read before: %v", err))
	}
	u.Path = "/" + database
	return u.String()
}
