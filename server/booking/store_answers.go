package booking

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"patientportal/server/store"
)

type answerStore struct{ one, forget, insert *store.Statement }

func newAnswerStore(s *store.Store) answerStore {
	return answerStore{
		one: s.Prepare(`SELECT request_hash, answer FROM store_idempotent_answers
			WHERE account_id = ? AND idempotency_key = ? AND created_at > ?`),
		forget: s.Prepare(`DELETE FROM store_idempotent_answers
			WHERE account_id = ? AND idempotency_key = ? AND created_at <= ?`),
		insert: s.Prepare(`INSERT INTO store_idempotent_answers
			(id, account_id, idempotency_key, operation, request_hash, answer, created_at)
			VALUES (?, ?, ?, ?, ?, ?, ?)`),
	}
}

// find gives the hash and the answer kept under the key since a time, in
// microseconds; empty when there is none.
func (s answerStore) find(ctx context.Context, accountID, key string, since int64) (hash, answer string, err error) {
	err = s.one.QueryRow(ctx, accountID, key, since).Scan(&hash, &answer)
	if errors.Is(err, sql.ErrNoRows) {
		return "", "", nil
	}
	if err != nil {
		return "", "", fmt.Errorf("looking for an earlier answer: %w", err)
	}
	return hash, answer, nil
}

// keep writes the answer in place of one that has lapsed. It fails with a
// unique violation when the key has an answer.
func (s answerStore) keep(ctx context.Context, accountID string, r request, hash, answer string, now time.Time) error {
	if _, err := s.forget.Exec(ctx, accountID, *r.key, store.Micros(now.Add(-answerTime))); err != nil {
		return fmt.Errorf("forgetting a lapsed answer: %w", err)
	}
	if _, err := s.insert.Exec(ctx, store.NewID(), accountID, *r.key, r.operation, hash, answer, store.Micros(now)); err != nil {
		return fmt.Errorf("keeping an answer: %w", err)
	}
	return nil
}
