package registration

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"patientportal/server/store"
)

type flowStore struct{ insert, read, finish, sweep *store.Statement }

func newFlowStore(s *store.Store) flowStore {
	return flowStore{
		insert: s.Prepare(`INSERT INTO registration_flows
			(id, token_hash, patient_id, code_id, email, suggested_username, created_at, expires_at, completed_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)`),
		read: s.Prepare(`SELECT f.id, f.patient_id, f.code_id, f.email, f.suggested_username, f.created_at, f.expires_at,
				f.completed_at, c.used_at, c.revoked_at
			FROM registration_flows f JOIN registration_codes c ON c.id = f.code_id WHERE f.token_hash = ?`),
		finish: s.Prepare(`UPDATE registration_flows SET completed_at = ? WHERE id = ? AND completed_at = 0 AND expires_at > ?`),
		sweep:  s.Prepare(`DELETE FROM registration_flows WHERE expires_at < ?`),
	}
}

// flowRow is a flow as the table has it, with what became of its code.
type flowRow struct {
	id, patientID, codeID, email, suggested string
	at, expiresAt, completedAt              int64
	codeUsedAt, codeRevokedAt               int64
}

func (f flowStore) add(ctx context.Context, r flowRow, tokenHash string) error {
	_, err := f.insert.Exec(ctx, r.id, tokenHash, r.patientID, r.codeID, r.email, r.suggested, r.at, r.expiresAt)
	if err != nil {
		return fmt.Errorf("keeping a sign-up: %w", err)
	}
	return nil
}

func (f flowStore) byToken(ctx context.Context, tokenHash string) (r flowRow, found bool, err error) {
	err = f.read.QueryRow(ctx, tokenHash).Scan(&r.id, &r.patientID, &r.codeID, &r.email, &r.suggested,
		&r.at, &r.expiresAt, &r.completedAt, &r.codeUsedAt, &r.codeRevokedAt)
	if errors.Is(err, sql.ErrNoRows) {
		return flowRow{}, false, nil
	}
	if err != nil {
		return flowRow{}, false, fmt.Errorf("reading a sign-up: %w", err)
	}
	return r, true, nil
}

// complete is false when the flow was completed or has run out.
func (f flowStore) complete(ctx context.Context, id string, now int64) (bool, error) {
	done, err := f.finish.Exec(ctx, now, id, now)
	return store.ChangedOne(done, err)
}

// drop drops the flows that ended before the instant, and says how many.
func (f flowStore) drop(ctx context.Context, before int64) (int64, error) {
	dropped, err := f.sweep.Exec(ctx, before)
	if err != nil {
		return 0, fmt.Errorf("sweeping sign-ups: %w", err)
	}
	return dropped.RowsAffected()
}
