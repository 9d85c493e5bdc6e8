package store_test

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"testing"

	"entgo.io/ent/dialect"
	"github.com/mattn/go-sqlite3"

	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

func TestStatementFollowsTheContext(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		insert := s.Prepare("INSERT INTO outbox_streams (id, last_number) VALUES (?, ?)")
		number := s.Prepare("SELECT last_number FROM outbox_streams WHERE id = ?")
		read := func(ctx context.Context) (n int64, err error) {
			err = number.QueryRow(ctx, "a").Scan(&n)
			return n, err
		}
		err := s.Tx(context.Background(), func(ctx context.Context) error {
			result, err := insert.Exec(ctx, "a", 7)
			if err != nil {
				return err
			}
			if n, err := result.RowsAffected(); err != nil || n != 1 {
				t.Errorf("%d rows, %v", n, err)
			}
			if n, err := read(ctx); err != nil || n != 7 {
				t.Errorf("inside: %d, %v", n, err)
			}
			if _, err := read(context.Background()); !errors.Is(err, sql.ErrNoRows) {
				t.Errorf("outside, before the commit: %v", err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if n, err := read(context.Background()); err != nil || n != 7 {
			t.Errorf("after the commit: %d, %v", n, err)
		}
	})
}

func TestStatementServesManyAtOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		echo := s.Prepare("SELECT last_number + ? FROM outbox_streams")
		if err := s.Tx(t.Context(), func(ctx context.Context) error { return add(ctx, s, "a") }); err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for i := range int64(64) {
			wg.Go(func() {
				var got int64
				if err := echo.QueryRow(context.Background(), i).Scan(&got); err != nil || got != i {
					t.Errorf("asked for %d, got %d (%v)", i, got, err)
				}
			})
		}
		wg.Wait()
	})
}

func TestStatementDoesNotBeginForAnEndedContext(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		st := s.Prepare("SELECT last_number FROM outbox_streams")
		if _, err := st.Query(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("Query: %v", err)
		}
		row := st.QueryRow(ctx)
		if err := errors.Join(row.Err(), row.Scan()); !errors.Is(err, context.Canceled) {
			t.Errorf("QueryRow: %v", err)
		}
	})
}

func TestCancellableStatementStops(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		forever := s.Prepare(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
			SELECT count(*) FROM n`).Cancellable()
		ctx, cancel := context.WithTimeout(context.Background(), 50_000_000)
		defer cancel()
		if err := forever.QueryRow(ctx).Err(); err == nil {
			t.Error("it came to an end")
		}
		if ctx.Err() == nil {
			t.Error("it stopped by itself")
		}
	})
}

func TestStatementsAreCounted(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, count := store.Counting(context.Background())
		one := s.Prepare("SELECT count(*) FROM outbox_streams")
		err := s.Tx(ctx, func(ctx context.Context) error {
			return errors.Join(add(ctx, s, "a"), one.QueryRow(ctx).Scan(new(int)))
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.DB(ctx).OutboxStream.Query().All(ctx); err != nil {
			t.Fatal(err)
		}
		if got := count.Texts(); len(got) != 3 {
			t.Errorf("counted %d statements, want 3: %q", len(got), got)
		}
	})
}

// SQLite asks its authorizer about each column a statement reads or writes when
// it compiles the statement, so a second run that asks was compiled anew.
func TestStatementsAreCompiledOnce(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, dialect.SQLite)
	asked := 0
	watchCompiling(t, s, &asked)
	texts := map[string][]any{
		"SELECT last_number FROM outbox_streams WHERE id = ? AND last_number = ? LIMIT ?":                           {"a", 1, 2},
		"SELECT last_number FROM outbox_streams WHERE (last_number, id) > (?, ?) AND id LIKE ? ORDER BY id LIMIT ?": {1, "a", "%a%", 2},
		"UPDATE outbox_streams SET last_number = last_number + ? WHERE id = ? AND last_number = ?":                  {1, "a", 2},
	}
	for text, args := range texts {
		st := s.Prepare(text)
		run := func() int {
			before := asked
			err := s.Tx(t.Context(), func(ctx context.Context) error {
				_, err := st.Exec(ctx, args...)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return asked - before
		}
		if run() == 0 {
			t.Errorf("nobody was asked about %s", text)
		}
		for range 3 {
			if n := run(); n > 0 {
				t.Errorf("compiled again: %s", text)
			}
		}
	}
}

// watchCompiling counts the columns that statements on the writing connection
// are compiled to read or write.
func watchCompiling(t *testing.T, s *store.Store, asked *int) {
	t.Helper()
	conn, err := s.WriterDB().Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	err = conn.Raw(func(driver any) error {
		driver.(*sqlite3.SQLiteConn).RegisterAuthorizer(func(action int, _, _, _ string) int {
			if action == sqlite3.SQLITE_READ || action == sqlite3.SQLITE_UPDATE {
				*asked++
			}
			return sqlite3.SQLITE_OK
		})
		return nil
	})
	if err := errors.Join(err, conn.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestNumberPlaceholders(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                               "",
		"a = ? AND b = ?":                "a = $1 AND b = $2",
		"'?' = ? AND \"?\" = ?":          "'?' = $1 AND \"?\" = $2",
		"'it''s ?' = ?":                  "'it''s ?' = $1",
		"? -- why?\n, ?":                 "$1 -- why?\n, $2",
		"? /* ? */ ?":                    "$1 /* ? */ $2",
		"? -- ends?":                     "$1 -- ends?",
		"'never closed ?":                "'never closed ?",
		"?,?,?,?,?,?,?,?,?,?,?":          "$1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11",
		"name = 'Ünïcode ?' OR name = ?": "name = 'Ünïcode ?' OR name = $1",
	} {
		if got := store.NumberPlaceholders(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}
