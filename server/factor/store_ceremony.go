package factor

import (
	"context"
	"fmt"

	"patientportal/server/store"
)

type ceremonyStatements struct{ deleteCeremony, sweepCeremonies *store.Statement }

func prepareCeremonies(s *store.Store) ceremonyStatements {
	return ceremonyStatements{
		deleteCeremony: s.Prepare(`DELETE FROM account_ceremonies
			WHERE id = ? AND kind = ? AND bound_to = ? AND expires_at > ? RETURNING challenge`),
		sweepCeremonies: s.Prepare(`DELETE FROM account_ceremonies WHERE expires_at <= ?`),
	}
}

func (t *tables) addCeremony(ctx context.Context, kind ceremonyKind, boundTo, challenge string, expiresAt int64) (id string, err error) {
	row, err := t.store.DB(ctx).AccountCeremony.Create().
		SetID(store.NewID()).
		SetKind(string(kind)).
		SetBoundTo(boundTo).
		SetChallenge(challenge).
		SetExpiresAt(expiresAt).
		Save(ctx)
	if err != nil {
		return "", fmt.Errorf("storing a challenge: %w", err)
	}
	return row.ID, nil
}

// takeCeremony deletes the challenge and gives it; false when it was taken, is
// over, or is for something else. Of many at once one gets it.
func (t *tables) takeCeremony(ctx context.Context, kind ceremonyKind, boundTo, id string, now int64) (challenge string, ok bool, err error) {
	ok, err = found(t.deleteCeremony.QueryRow(ctx, id, string(kind), boundTo, now).Scan(&challenge))
	if err != nil {
		return "", false, fmt.Errorf("taking a challenge: %w", err)
	}
	return challenge, ok, nil
}

// dropCeremonies drops the challenges that nobody answered in time.
func (t *tables) dropCeremonies(ctx context.Context, now int64) (int64, error) {
	n, err := store.Changed(t.sweepCeremonies.Exec(ctx, now))
	if err != nil {
		return 0, fmt.Errorf("sweeping challenges: %w", err)
	}
	return n, nil
}
