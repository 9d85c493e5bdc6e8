package account

import (
	"context"
	"fmt"
	"time"

	"patientportal/server/store"
)

type attemptStatements struct {
	readBlock, upsertFailure, setBlock, lessFailure, dropBucket, sweepBuckets *store.Statement
}

func prepareAttempts(s *store.Store) attemptStatements {
	return attemptStatements{
		readBlock: s.Prepare(`SELECT COALESCE(MAX(blocked_until), 0) FROM account_attempts WHERE id IN (?, ?, ?)`),
		// A blocked row is left alone, and then nothing is returned.
		upsertFailure: s.Prepare(`INSERT INTO account_attempts (id, failures, window_started_at, blocked_until, updated_at)
			VALUES (?, 1, ?, 0, ?)
			ON CONFLICT (id) DO UPDATE SET
				failures = CASE WHEN account_attempts.window_started_at <= ? THEN 1 ELSE account_attempts.failures + 1 END,
				window_started_at = CASE WHEN account_attempts.window_started_at <= ? THEN excluded.window_started_at
					ELSE account_attempts.window_started_at END,
				updated_at = excluded.updated_at
			WHERE account_attempts.blocked_until <= excluded.updated_at
			RETURNING failures, window_started_at`),
		setBlock:     s.Prepare(`UPDATE account_attempts SET blocked_until = ? WHERE id = ?`),
		lessFailure:  s.Prepare(`UPDATE account_attempts SET failures = failures - 1, blocked_until = 0 WHERE id = ? AND failures > 0`),
		dropBucket:   s.Prepare(`DELETE FROM account_attempts WHERE id = ?`),
		sweepBuckets: s.Prepare(`DELETE FROM account_attempts WHERE updated_at < ? AND blocked_until < ?`),
	}
}

// blockedUntil is the latest end of a block on one of the buckets, 0 for none.
func (t *tables) blockedUntil(ctx context.Context, a attempt) (int64, error) {
	var ids [3]any
	for i := range ids {
		ids[i] = a[min(i, len(a)-1)].id
	}
	var until int64
	if err := t.readBlock.QueryRow(ctx, ids[:]...).Scan(&until); err != nil {
		return 0, fmt.Errorf("reading the throttle: %w", err)
	}
	return until, nil
}

// countFailure adds a failure to the bucket unless it is blocked. The window
// begins anew when it has passed.
func (t *tables) countFailure(ctx context.Context, id string, now int64, window time.Duration) (failures int, windowStart int64, counted bool, err error) {
	passed := now - window.Microseconds()
	counted, err = found(t.upsertFailure.QueryRow(ctx, id, now, now, passed, passed).Scan(&failures, &windowStart))
	if err != nil {
		return 0, 0, false, fmt.Errorf("counting an attempt: %w", err)
	}
	return failures, windowStart, counted, nil
}

func (t *tables) block(ctx context.Context, id string, until int64) error {
	if _, err := t.setBlock.Exec(ctx, until, id); err != nil {
		return fmt.Errorf("blocking further attempts: %w", err)
	}
	return nil
}

// uncount takes one failure back, with the block that it may have caused: no
// other was let in since.
func (t *tables) uncount(ctx context.Context, id string) error {
	if _, err := t.lessFailure.Exec(ctx, id); err != nil {
		return fmt.Errorf("taking an attempt back: %w", err)
	}
	return nil
}

func (t *tables) forget(ctx context.Context, id string) error {
	if _, err := t.dropBucket.Exec(ctx, id); err != nil {
		return fmt.Errorf("forgetting failed attempts: %w", err)
	}
	return nil
}

// sweepAttempts drops what no window can count any more.
func (t *tables) sweepAttempts(ctx context.Context, before, now int64) (int64, error) {
	n, err := store.Changed(t.sweepBuckets.Exec(ctx, before, now))
	if err != nil {
		return 0, fmt.Errorf("sweeping attempts: %w", err)
	}
	return n, nil
}
