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
	flowID                   string // "" when its page gave it no name
	sealed                   string
	savedAt, expiresAt       int64
}

type draftStore struct{ one, write, remove, removeOld, ended, end, forget *store.Statement }

func newDraftStore(s *store.Store) draftStore {
	return draftStore{
		one: s.Prepare(`SELECT id, account_id, patient_id, flow_id, answers, saved_at, expires_at FROM booking_drafts
			WHERE account_id = ? AND patient_id = ? AND expires_at > ?`),
		// The id changes with a draft begun anew over one that has expired: the answers are sealed to it.
		write: s.Prepare(`INSERT INTO booking_drafts (id, account_id, patient_id, flow_id, answers, saved_at, expires_at)
			VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (account_id, patient_id) DO UPDATE SET
				id = excluded.id, flow_id = excluded.flow_id, answers = excluded.answers, saved_at = excluded.saved_at, expires_at = excluded.expires_at`),
		remove:    s.Prepare(`DELETE FROM booking_drafts WHERE account_id = ? AND patient_id = ? RETURNING flow_id`),
		removeOld: s.Prepare(`DELETE FROM booking_drafts WHERE expires_at <= ?`),
		ended:     s.Prepare(`SELECT 1 FROM booking_ended_drafts WHERE account_id = ? AND flow_id = ?`),
		end: s.Prepare(`INSERT INTO booking_ended_drafts (id, account_id, flow_id, ended_at) VALUES (?, ?, ?, ?)
			ON CONFLICT (account_id, flow_id) DO NOTHING`),
		forget: s.Prepare(`DELETE FROM booking_ended_drafts WHERE ended_at <= ?`),
	}
}

// find gives the account's draft for the patient; false when there is none, or
// none that is still good.
func (s draftStore) find(ctx context.Context, accountID, patientID string, now int64) (d storedDraft, found bool, err error) {
	err = s.one.QueryRow(ctx, accountID, patientID, now).
		Scan(&d.id, &d.accountID, &d.patientID, &d.flowID, &d.sealed, &d.savedAt, &d.expiresAt)
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
	_, err := s.write.Exec(ctx, d.id, d.accountID, d.patientID, d.flowID, d.sealed, d.savedAt, d.expiresAt)
	if err != nil {
		return fmt.Errorf("keeping a draft: %w", err)
	}
	return nil
}

// drop is false when there was none; else it gives the flow that began it.
func (s draftStore) drop(ctx context.Context, accountID, patientID string) (flowID string, dropped bool, err error) {
	err = s.remove.QueryRow(ctx, accountID, patientID).Scan(&flowID)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	if err != nil {
		return "", false, fmt.Errorf("dropping a draft: %w", err)
	}
	return flowID, true, nil
}

// hasEnded tells whether the account's flow was booked or dropped; one without
// a name never was.
func (s draftStore) hasEnded(ctx context.Context, accountID, flowID string) (bool, error) {
	if flowID == "" {
		return false, nil
	}
	var one int
	err := s.ended.QueryRow(ctx, accountID, flowID).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("looking for a draft that ended: %w", err)
	}
	return true, nil
}

func (s draftStore) noteEnded(ctx context.Context, accountID, flowID string, now int64) error {
	if flowID == "" {
		return nil
	}
	if _, err := s.end.Exec(ctx, store.NewID(), accountID, flowID, now); err != nil {
		return fmt.Errorf("noting that a draft ended: %w", err)
	}
	return nil
}

// sweep deletes drafts that expired by now, and forgets those that ended before.
func (s draftStore) sweep(ctx context.Context, now, before int64) (int64, error) {
	if _, err := s.forget.Exec(ctx, before); err != nil {
		return 0, fmt.Errorf("forgetting drafts that ended: %w", err)
	}
	result, err := s.removeOld.Exec(ctx, now)
	if err != nil {
		return 0, fmt.Errorf("deleting old drafts: %w", err)
	}
	return result.RowsAffected()
}
