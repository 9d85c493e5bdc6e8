package hours

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"patientportal/server/store"
)

// planStore counts the changes to each practitioner's weekly hours.
type planStore struct{ one, first, next *store.Statement }

func newPlanStore(s *store.Store) planStore {
	return planStore{
		one: s.Prepare(`SELECT version FROM booking_plans WHERE practitioner_id = ?`),
		first: s.Prepare(`INSERT INTO booking_plans (id, practitioner_id, version, updated_at) VALUES (?, ?, 1, ?)
			ON CONFLICT DO NOTHING`),
		next: s.Prepare(`UPDATE booking_plans SET version = version + 1, updated_at = ? WHERE practitioner_id = ? AND version = ?`),
	}
}

// version is 0 where nothing was ever changed.
func (s planStore) version(ctx context.Context, practitionerID string) (n int, err error) {
	err = s.one.QueryRow(ctx, practitionerID).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("reading the version of hours: %w", err)
	}
	return n, nil
}

// raise is false when the hours are not of that version any more.
func (s planStore) raise(ctx context.Context, practitionerID string, version int, now int64) (bool, error) {
	if version == 0 {
		return store.ChangedOne(s.first.Exec(ctx, store.NewID(), practitionerID, now))
	}
	return store.ChangedOne(s.next.Exec(ctx, now, practitionerID, version))
}
