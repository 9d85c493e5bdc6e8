package booking

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"patientportal/server/store"
)

// storedDraft is a row; times are microseconds since 1970.
type storedDraft struct {
	id, accountID, patientID string
	sealed                   string
	savedAt, expiresAt       int64
}

type draftStore struct{ one, write, remove, removeOld *store.Statement }

func newDraftStore(s *store.Store) draftStore {
	return draftStore{
		one: s.Prepare(`SELECT id, account_id, patient_id, answers, saved_at, expires_at FROM booking_drafts
			WHERE account_id = ? AND patient_id = ? AND expires_at > ?`),
		// The id changes with a draft begun anew over one that has expired: the answers are sealed to it.
		write: s.Prepare(`INSERT INTO booking_drafts (id, account_id, patient_id, answers, saved_at, expires_at)
			VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (account_id, patient_id) DO UPDATE SET
				id = excluded.id, answers = excluded.answers, saved_at = excluded.saved_at, expires_at = excluded.expires_at`),
		remove:    s.Prepare(`DELETE FROM booking_drafts WHERE account_id = ? AND patient_id = ?`),
		removeOld: s.Prepare(`DELETE FROM booking_drafts WHERE expires_at <= ?`),
	}
}

// find gives the account's draft for the patient; false when there is none, or
// none that is still good.
func (s draftStore) find(ctx context.Context, accountID, patientID string, now int64) (d storedDraft, found bool, err error) {
	err = s.one.QueryRow(ctx, accountID, patientID, now).
		Scan(&d.id, &d.accountID, &d.patientID, &d.sealed, &d.savedAt, &d.expiresAt)
	if errors.Is(err, sql.ErrNoRows) {
		return d, false, nil
	}
	if err != nil {
		return d, false, fmt.Errorf("reading a draft: %w", err)
	}
	return d, true, nil
}

// put writes the draft in place of the account's earlier one for the patient.
func (s draftStore) put(ctx context.Context, d storedDraft) error {
	_, err := s.write.Exec(ctx, d.id, d.accountID, d.patientID, d.sealed, d.savedAt, d.expiresAt)
	if err != nil {
		return fmt.Errorf("keeping a draft: %w", err)
	}
	return nil
}

// drop is false when there was none.
func (s draftStore) drop(ctx context.Context, accountID, patientID string) (bool, error) {
	return store.ChangedOne(s.remove.Exec(ctx, accountID, patientID))
}

func (s draftStore) sweep(ctx context.Context, now int64) (int64, error) {
	result, err := s.removeOld.Exec(ctx, now)
	if err != nil {
		return 0, fmt.Errorf("deleting old drafts: %w", err)
	}
	return result.RowsAffected()
}
