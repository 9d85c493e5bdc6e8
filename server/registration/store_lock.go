package registration

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"patientportal/server/store"
)

type lockStore struct{ whose, again, first, list, see, numberOf *store.Statement }

func newLockStore(s *store.Store) lockStore {
	return lockStore{
		whose: s.Prepare(`SELECT id FROM patients WHERE clinic_number = ?`),
		// For nobody the same two statements run; they find nothing. The tries' row
		// of the number is locked meanwhile, so that two never add.
		again: s.Prepare(`UPDATE registration_locks SET locked_until = ?, times = times + 1 WHERE patient_id = ? AND seen_at = 0`),
		first: s.Prepare(`INSERT INTO registration_locks (id, patient_id, locked_at, times, locked_until, seen_at)
			SELECT ?, p.id, CAST(? AS BIGINT), 1, CAST(? AS BIGINT), 0 FROM patients p WHERE p.id = ?
				AND NOT EXISTS (SELECT 1 FROM registration_locks l WHERE l.patient_id = p.id AND l.seen_at = 0)`),
		list: s.Prepare(`SELECT id, patient_id, locked_at, times, locked_until FROM registration_locks
			WHERE seen_at = 0 ORDER BY locked_at DESC, id DESC LIMIT 100`),
		see:      s.Prepare(`UPDATE registration_locks SET seen_at = ?, seen_by = ? WHERE id = ? AND seen_at = 0 RETURNING patient_id`),
		numberOf: s.Prepare(`SELECT clinic_number FROM patients WHERE id = ?`),
	}
}

type lockRow struct {
	id, patientID string
	at, until     int64
	times         int
}

// patientOf is whose number it is; empty for nobody's.
func (l lockStore) patientOf(ctx context.Context, clinicNumber string) (id string, err error) {
	err = l.whose.QueryRow(ctx, clinicNumber).Scan(&id)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("looking whose clinic number it is: %w", err)
	}
	return id, nil
}

// add notes for the desk that the patient's number was locked; for nobody it
// notes nothing.
func (l lockStore) add(ctx context.Context, patientID string, at, until int64) error {
	_, err := l.again.Exec(ctx, until, patientID)
	if err == nil {
		_, err = l.first.Exec(ctx, store.NewID(), at, until, patientID)
	}
	if err != nil {
		return fmt.Errorf("noting that a clinic number was locked: %w", err)
	}
	return nil
}

func (l lockStore) unseen(ctx context.Context) (list []lockRow, err error) {
	rows, err := l.list.Query(ctx)
	if err != nil {
		return nil, fmt.Errorf("listing locks: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var r lockRow
		if err := rows.Scan(&r.id, &r.patientID, &r.at, &r.times, &r.until); err != nil {
			return nil, fmt.Errorf("listing locks: %w", err)
		}
		list = append(list, r)
	}
	return list, rows.Err()
}

// settle marks a lock as seen and says whose number it was; false when it is
// not on the list.
func (l lockStore) settle(ctx context.Context, id, seer string, at int64) (patientID, number string, found bool, err error) {
	err = l.see.QueryRow(ctx, at, maybe(seer), id).Scan(&patientID)
	if errors.Is(err, sql.ErrNoRows) {
		return "", "", false, nil
	}
	if err == nil {
		err = l.numberOf.QueryRow(ctx, patientID).Scan(&number)
	}
	if err != nil {
		return "", "", false, fmt.Errorf("settling a lock: %w", err)
	}
	return patientID, number, true, nil
}
