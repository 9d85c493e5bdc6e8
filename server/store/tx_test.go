package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"entgo.io/ent/dialect"
	"github.com/jackc/pgx/v5/pgconn"

	"patientportal/server/store"
	"patientportal/server/store/storetest"
)

var errWanted = errors.New("as wanted")

// add writes one row, with ent, in the context's transaction.
func add(ctx context.Context, s *store.Store, id string) error {
	return s.DB(ctx).OutboxStream.Create().SetID(id).SetLastNumber(0).Exec(ctx)
}

// has tells whether the row is visible from outside any transaction.
func has(t *testing.T, s *store.Store, id string) bool {
	t.Helper()
	ctx := context.Background()
	_, err := s.DB(ctx).OutboxStream.Get(ctx, id)
	if err != nil && !isNotFound(err) {
		t.Fatal(err)
	}
	return err == nil
}

func TestTxCommitsWhatReturnsNil(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		err := s.Tx(context.Background(), func(ctx context.Context) error {
			if err := add(ctx, s, "a"); err != nil {
				return err
			}
			if _, err := s.DB(ctx).OutboxStream.Get(ctx, "a"); err != nil {
				return fmt.Errorf("a transaction must see its own writes: %w", err)
			}
			if has(t, s, "a") {
				return errors.New("others must not see them before the commit")
			}
			return nil
		})
		if err != nil || !has(t, s, "a") {
			t.Fatalf("err %v, committed %v", err, has(t, s, "a"))
		}
	})
}

func TestTxUndoesErrorsAndPanics(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		err := s.Tx(context.Background(), func(ctx context.Context) error {
			return errors.Join(add(ctx, s, "error"), errWanted)
		})
		if !errors.Is(err, errWanted) || has(t, s, "error") {
			t.Errorf("after an error: %v, row there: %v", err, has(t, s, "error"))
		}
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic was swallowed")
				}
			}()
			_ = s.Tx(context.Background(), func(ctx context.Context) error {
				if err := add(ctx, s, "panic"); err != nil {
					t.Error(err)
				}
				panic("as wanted")
			})
		}()
		if has(t, s, "panic") {
			t.Error("a panic did not undo the transaction")
		}
		// The connection is free again: on SQLite there is but one.
		if err := s.Tx(context.Background(), func(ctx context.Context) error { return add(ctx, s, "next") }); err != nil {
			t.Error(err)
		}
	})
}

func TestTxJoinsTheOneAroundIt(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		err := s.Tx(context.Background(), func(ctx context.Context) error {
			if err := s.Tx(ctx, func(ctx context.Context) error { return add(ctx, s, "inner") }); err != nil {
				return err
			}
			return errWanted
		})
		if !errors.Is(err, errWanted) || has(t, s, "inner") {
			t.Errorf("%v; the inner write outlived the outer: %v", err, has(t, s, "inner"))
		}
	})
}

func TestTxUndoesAllWhenAJoinedOneFailed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		err := s.Tx(context.Background(), func(ctx context.Context) error {
			_ = s.Tx(ctx, func(ctx context.Context) error { return errors.Join(add(ctx, s, "half"), errWanted) })
			return nil
		})
		if !errors.Is(err, errWanted) || has(t, s, "half") {
			t.Errorf("%v; half of a failed transaction stayed: %v", err, has(t, s, "half"))
		}
	})
}

func TestAfterCommitRunsAfterTheCommitOnly(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var ran []string
		note := func(ctx context.Context, what string) {
			store.AfterCommit(ctx, func() {
				if has(t, s, "a") {
					what += " seen"
				}
				ran = append(ran, what)
			})
		}
		err := s.Tx(context.Background(), func(ctx context.Context) error {
			note(ctx, "first")
			err := s.Tx(ctx, func(ctx context.Context) error { note(ctx, "joined"); return nil })
			return errors.Join(err, add(ctx, s, "a"))
		})
		if err != nil {
			t.Fatal(err)
		}
		_ = s.Tx(context.Background(), func(ctx context.Context) error { note(ctx, "undone"); return errWanted })
		note(context.Background(), "outside")
		if want := []string{"first seen", "joined seen", "outside seen"}; !slices.Equal(ran, want) {
			t.Errorf("ran %v, want %v", ran, want)
		}
	})
}

// A function to run after the commit often holds the transaction's context.
func TestAContextOutlivingItsTxStandsOutside(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var kept context.Context
		err := s.Tx(context.Background(), func(ctx context.Context) error {
			kept = context.WithoutCancel(ctx)
			return add(ctx, s, "a")
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, open := store.SQLTx(kept); open {
			t.Error("the transaction still looks open")
		}
		if _, err := s.DB(kept).OutboxStream.Get(kept, "a"); err != nil {
			t.Errorf("reading: %v", err)
		}
		if err := add(kept, s, "b"); !errors.Is(err, store.ErrNoTx) {
			t.Errorf("writing: %v", err)
		}
	})
}

func TestSQLTxIsTheSameTransaction(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		if _, open := store.SQLTx(context.Background()); open {
			t.Error("a transaction out of nowhere")
		}
		err := s.Tx(context.Background(), func(ctx context.Context) error {
			tx, _ := store.SQLTx(ctx)
			if _, err := tx.ExecContext(ctx, "INSERT INTO outbox_streams (id, last_number) VALUES ('raw', 1)"); err != nil {
				return err
			}
			_, err := s.DB(ctx).OutboxStream.Get(ctx, "raw")
			return errors.Join(err, errWanted)
		})
		if !errors.Is(err, errWanted) || isNotFound(err) || has(t, s, "raw") {
			t.Errorf("%v; row there: %v", err, has(t, s, "raw"))
		}
	})
}

func TestWritesOutsideTxAreRefused(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		client := s.DB(ctx)
		for name, write := range map[string]func() error{
			"create":      func() error { return add(ctx, s, "a") },
			"update":      func() error { return client.OutboxStream.Update().SetLastNumber(1).Exec(ctx) },
			"delete":      func() error { _, err := client.OutboxStream.Delete().Exec(ctx); return err },
			"ent's Tx":    func() error { _, err := client.Tx(ctx); return err },
			"ent's Exec":  func() error { _, err := client.ExecContext(ctx, "DELETE FROM outbox_streams"); return err },
			"a statement": func() error { _, err := s.Prepare("DELETE FROM outbox_streams").Exec(ctx); return err },
		} {
			if err := write(); !errors.Is(err, store.ErrNoTx) {
				t.Errorf("%s: %v, want ErrNoTx", name, err)
			}
		}
		// A write that dresses up as a query is refused by the database.
		rows, err := s.Prepare("INSERT INTO outbox_streams (id, last_number) VALUES ('q', 1) RETURNING id").Query(ctx)
		if err == nil {
			rows.Next()
			err = errors.Join(rows.Err(), rows.Close())
		}
		if err == nil || has(t, s, "q") {
			t.Errorf("INSERT … RETURNING outside a Tx: %v, row there: %v", err, has(t, s, "q"))
		}
	})
}

// Without BEGIN IMMEDIATE more than half of these fail at once on SQLite with
// "database is locked", whatever the busy timeout. The second store stands for
// a second process.
func TestReadingThenWritingNeverFindsTheDatabaseLocked(t *testing.T) {
	t.Parallel()
	url := storetest.URL(t, dialect.SQLite)
	var stores []*store.Store
	for range 2 {
		s, err := store.Open(context.Background(), url, store.WriteTimeout(time.Minute))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		stores = append(stores, s)
	}
	counter := "n"
	if err := stores[0].Tx(t.Context(), func(ctx context.Context) error { return add(ctx, stores[0], counter) }); err != nil {
		t.Fatal(err)
	}
	increment(t, 160, func(i int) *store.Store { return stores[i%2] }, counter)
}

// On PostgreSQL concurrent increments must not lose each other either: the
// conditional write decides, and loses only when somebody else won.
func increment(t *testing.T, times int, pick func(int) *store.Store, id string) {
	t.Helper()
	var wg sync.WaitGroup
	for i := range times {
		wg.Go(func() {
			s := pick(i)
			err := s.Tx(context.Background(), func(ctx context.Context) error {
				row, err := s.DB(ctx).OutboxStream.Get(ctx, id)
				if err != nil {
					return err
				}
				return row.Update().SetLastNumber(row.LastNumber + 1).Exec(ctx)
			})
			if err != nil {
				t.Errorf("transaction %d: %v", i, err)
			}
		})
	}
	wg.Wait()
	ctx := context.Background()
	row, err := pick(0).DB(ctx).OutboxStream.Get(ctx, id)
	if err != nil || row.LastNumber != int64(times) {
		t.Errorf("counted to %v (%v), want %d", row, err, times)
	}
}

// PostgreSQL breaks a deadlock by undoing one side, which must then be tried
// again unseen.
func TestTxIsTriedAgainAfterADeadlock(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, dialect.Postgres)
	err := s.Tx(t.Context(), func(ctx context.Context) error { return errors.Join(add(ctx, s, "a"), add(ctx, s, "b")) })
	if err != nil {
		t.Fatal(err)
	}
	var meet, done sync.WaitGroup
	meet.Add(2)
	var mu sync.Mutex
	attempts := 0
	for _, order := range [][]string{{"a", "b"}, {"b", "a"}} {
		done.Go(func() {
			first := true
			err := s.Tx(context.Background(), func(ctx context.Context) error {
				mu.Lock()
				attempts++
				mu.Unlock()
				one := s.DB(ctx).OutboxStream.UpdateOneID(order[0]).AddLastNumber(1).Exec(ctx)
				if first {
					first = false
					meet.Done()
					meet.Wait()
				}
				if one != nil {
					return one
				}
				return s.DB(ctx).OutboxStream.UpdateOneID(order[1]).AddLastNumber(1).Exec(ctx)
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	done.Wait()
	if attempts != 3 {
		t.Errorf("%d attempts, want 3: one each and one again", attempts)
	}
	for _, id := range []string{"a", "b"} {
		if row, err := s.DB(t.Context()).OutboxStream.Get(t.Context(), id); err != nil || row.LastNumber != 2 {
			t.Errorf("%s: %v, %v", id, row, err)
		}
	}
}

func TestTxGivesUpAfterManyConflicts(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		attempts, afterwards := 0, 0
		conflict := &pgconn.PgError{Code: "40001"}
		err := s.Tx(context.Background(), func(ctx context.Context) error {
			attempts++
			store.AfterCommit(ctx, func() { afterwards++ })
			return conflict
		})
		if !errors.Is(err, conflict) || attempts != 6 || afterwards != 0 {
			t.Errorf("%v after %d attempts, %d functions run", err, attempts, afterwards)
		}
		attempts = 0
		err = s.Tx(context.Background(), func(ctx context.Context) error {
			attempts++
			store.AfterCommit(ctx, func() { afterwards++ })
			if attempts < 3 {
				return conflict
			}
			return nil
		})
		if err != nil || afterwards != 1 {
			t.Errorf("%v, %d functions run where the last attempt's one was due", err, afterwards)
		}
	})
}

func TestTxEndsWithItsTimeout(t *testing.T) {
	t.Parallel()
	storetest.EachDialect(t, func(t *testing.T, name string) {
		s := storetest.Open(t, name, store.WriteTimeout(50*time.Millisecond))
		err := s.Tx(context.Background(), func(ctx context.Context) error {
			if err := add(ctx, s, "slow"); err != nil {
				return err
			}
			<-ctx.Done()
			return nil
		})
		if !errors.Is(err, context.DeadlineExceeded) || has(t, s, "slow") {
			t.Errorf("%v; row there: %v", err, has(t, s, "slow"))
		}
		// Asking for a second transaction inside the first, by a context that
		// does not carry it, ends too instead of waiting for ever.
		if name == dialect.SQLite {
			err = s.Tx(context.Background(), func(context.Context) error {
				return s.Tx(context.Background(), func(ctx context.Context) error { return nil })
			})
			if !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("a transaction beside its own: %v", err)
			}
		}
	})
}

func TestAContextMayAskForMoreTime(t *testing.T) {
	t.Parallel()
	storetest.EachDialect(t, func(t *testing.T, dialectName string) {
		s := storetest.Open(t, dialectName, store.WriteTimeout(time.Nanosecond))
		try := func(ctx context.Context) error {
			return s.Tx(ctx, func(ctx context.Context) error { return add(ctx, s, "a") })
		}
		if err := try(context.Background()); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("err %v, want the store's own limit", err)
		}
		if err := try(store.WithWriteTimeout(context.Background(), time.Minute)); err != nil || !has(t, s, "a") {
			t.Errorf("err %v with time enough", err)
		}
	})
}
