package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"patientportal/ent/db"
)

// How often a transaction that PostgreSQL undid is tried, and the longest first
// pause; each pause may be twice the one before.
const (
	mostAttempts = 6
	firstPause   = 4 * time.Millisecond
)

// transaction is an open Tx as its context carries it.
type transaction struct {
	store *Store
	sql   *sql.Tx

	mu     sync.Mutex
	client *db.Client // made when first asked for: hand-written statements need none
	after  []func()
	failed error // of a joined Tx whose caller went on
	over   bool
}

type transactionKey struct{}

// current is the context's transaction on this store, nil when there is none
// or it has ended.
func (s *Store) current(ctx context.Context) *transaction {
	tx := currentTx(ctx)
	if tx == nil || tx.store != s {
		return nil
	}
	return tx
}

func currentTx(ctx context.Context) *transaction {
	tx, _ := ctx.Value(transactionKey{}).(*transaction)
	if tx == nil || tx.isOver() {
		return nil
	}
	return tx
}

// Tx runs fn in a transaction: what it writes with the context it is given is
// committed when it returns nil and undone when it returns an error or panics.
// After the commit the functions given to AfterCommit run, in order.
//
// Inside another Tx it joins that one. An error of a joined Tx undoes the whole
// even when the caller swallows it, in which case the outer Tx returns it.
//
// On PostgreSQL fn is run again when the database broke a deadlock or a
// serialization conflict by undoing it, so what fn does outside the database
// belongs in AfterCommit. A Tx has at most the store's write timeout, or the
// context's own; see WithWriteTimeout.
func (s *Store) Tx(ctx context.Context, fn func(ctx context.Context) error) error {
	if tx := s.current(ctx); tx != nil {
		return tx.join(ctx, fn)
	}
	for attempt := 1; ; attempt++ {
		after, err := s.runTx(ctx, fn)
		if err == nil {
			runAll(after)
			return nil
		}
		if attempt == mostAttempts || !isRetryable(err) || !pause(ctx, attempt) {
			return err
		}
	}
}

type writeTimeoutKey struct{}

// WithWriteTimeout gives the transactions begun with this context another
// longest time than the store's. It is for the few whose size the input sets,
// such as a whole record that is stored at once.
func WithWriteTimeout(ctx context.Context, d time.Duration) context.Context {
	return context.WithValue(ctx, writeTimeoutKey{}, d)
}

func (s *Store) timeoutOf(ctx context.Context) time.Duration {
	if d, ok := ctx.Value(writeTimeoutKey{}).(time.Duration); ok {
		return d
	}
	return s.writeTimeout
}

// runTx is one attempt; it gives back what to do after the commit.
func (s *Store) runTx(ctx context.Context, fn func(ctx context.Context) error) (after []func(), err error) {
	ctx, cancel := context.WithTimeout(ctx, s.timeoutOf(ctx))
	defer cancel()
	begun, release, err := s.begin(ctx)
	if err != nil {
		return nil, fmt.Errorf("beginning a transaction: %w", err)
	}
	tx := &transaction{store: s, sql: begun}
	defer func() {
		after = tx.end()
		err = errors.Join(err, undo(begun), release())
	}()
	if err := fn(context.WithValue(ctx, transactionKey{}, tx)); err != nil {
		return nil, err
	}
	if err := tx.joinedFailure(); err != nil {
		return nil, fmt.Errorf("a joined transaction failed: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("committing: %w", err)
	}
	if err := begun.Commit(); err != nil {
		// A context that ends here undoes it; say so rather than "already done".
		return nil, fmt.Errorf("committing: %w", errors.Join(ctx.Err(), err))
	}
	return nil, nil
}

// begin waits for a connection no longer than the context lasts. On SQLite the
// transaction itself does not watch the context (runTx and each statement look
// at it): watching costs a goroutine a statement, a fifth of a short booking.
// What cannot be interrupted there waits 5 seconds at most, the busy timeout.
func (s *Store) begin(ctx context.Context) (tx *sql.Tx, release func() error, err error) {
	if !s.isSQLite() {
		tx, err = s.writer.BeginTx(ctx, nil)
		return tx, func() error { return nil }, err
	}
	conn, err := s.writer.Conn(ctx)
	if err != nil {
		return nil, nil, err
	}
	tx, err = conn.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return nil, nil, errors.Join(err, conn.Close())
	}
	return tx, conn.Close, nil
}

// undo rolls back unless the transaction has been committed or, its context
// having ended, rolled back already.
func undo(tx *sql.Tx) error {
	if err := tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
		return fmt.Errorf("undoing a transaction: %w", err)
	}
	return nil
}

func runAll(after []func()) {
	for _, fn := range after {
		fn()
	}
}

// pause waits before another attempt, longer each time and by chance, so that
// two that met do not meet again; false when the context ended first.
func pause(ctx context.Context, attempt int) bool {
	timer := time.NewTimer(rand.N(firstPause << attempt))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

func (t *transaction) join(ctx context.Context, fn func(ctx context.Context) error) error {
	err := fn(ctx)
	if err != nil {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.failed = err
	}
	return err
}

func (t *transaction) joinedFailure() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.failed
}

// end makes the contexts that still carry the transaction stand outside it.
func (t *transaction) end() []func() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.over = true
	return t.after
}

func (t *transaction) isOver() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.over
}

func (t *transaction) entClient() *db.Client {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.client == nil {
		t.client = t.store.client.WithDriver(newTxDriver(t.store, t.sql))
	}
	return t.client
}

// SQLTx is the context's open transaction, for River's InsertTx; false outside
// a Tx. Its end is the store's: never commit it or roll it back.
func SQLTx(ctx context.Context) (*sql.Tx, bool) {
	tx := currentTx(ctx)
	if tx == nil {
		return nil, false
	}
	return tx.sql, true
}

// AfterCommit runs fn once the context's transaction has been committed, and
// not at all when it is undone. Outside a Tx it runs fn at once. fn must not
// count on the context: its transaction is over by then.
func AfterCommit(ctx context.Context, fn func()) {
	tx := currentTx(ctx)
	if tx == nil {
		fn()
		return
	}
	tx.mu.Lock()
	defer tx.mu.Unlock()
	tx.after = append(tx.after, fn)
}
