package account

import (
	"context"
	"fmt"

	"patientportal/server/store"
)

type challengeStatements struct {
	readChallenge, failChallenge, endChallenge, endChallenges *store.Statement
	readKnown, sweepChallenges                                *store.Statement
}

func prepareChallenges(s *store.Store) challengeStatements {
	return challengeStatements{
		readChallenge: s.Prepare(`SELECT c.id, c.account_id, c.client, c.device_name, c.expires_at
			FROM account_challenges c JOIN accounts a ON a.id = c.account_id
			WHERE c.id = ? AND c.ended_at = 0 AND c.expires_at > ? AND c.failures < ? AND a.disabled_at = 0`),
		failChallenge: s.Prepare(`UPDATE account_challenges SET failures = failures + 1 WHERE id = ? AND ended_at = 0 AND failures < ?`),
		// Of all who come with one challenge, the first alone gets in.
		endChallenge: s.Prepare(`UPDATE account_challenges SET ended_at = ? WHERE id = ? AND ended_at = 0 AND expires_at > ?
			AND EXISTS (SELECT 1 FROM accounts a WHERE a.id = account_challenges.account_id AND a.disabled_at = 0)`),
		endChallenges: s.Prepare(`UPDATE account_challenges SET ended_at = ? WHERE account_id = ? AND ended_at = 0`),
		readKnown: s.Prepare(`SELECT EXISTS (SELECT 1 FROM account_sessions
			WHERE account_id = ? AND network = ? AND network <> '' AND last_seen_at > ?)`),
		sweepChallenges: s.Prepare(`DELETE FROM account_challenges WHERE expires_at < ?`),
	}
}

// challenge is a sign-in that waits for its second proof.
type challenge struct {
	id         string
	accountID  string
	client     ClientKind
	deviceName string
	expiresAt  int64
}

func (t *tables) addChallenge(ctx context.Context, c challenge, now int64) error {
	err := t.store.DB(ctx).AccountChallenge.Create().
		SetID(c.id).
		SetAccountID(c.accountID).
		SetClient(string(c.client)).
		SetDeviceName(c.deviceName).
		SetCreatedAt(now).
		SetExpiresAt(c.expiresAt).
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("storing a challenge: %w", err)
	}
	return nil
}

// challenge reads one that can still be met; false for any other.
func (t *tables) challenge(ctx context.Context, id string, now int64) (c challenge, ok bool, err error) {
	ok, err = found(t.readChallenge.QueryRow(ctx, id, now, mostGuesses).
		Scan(&c.id, &c.accountID, &c.client, &c.deviceName, &c.expiresAt))
	if err != nil {
		return challenge{}, false, fmt.Errorf("reading a challenge: %w", err)
	}
	return c, ok, nil
}

// failChallenge counts a guess at the challenge; false when it takes no more.
func (t *tables) failChallenge(ctx context.Context, id string) (bool, error) {
	ok, err := store.ChangedOne(t.challengeStatements.failChallenge.Exec(ctx, id, mostGuesses))
	if err != nil {
		return false, fmt.Errorf("counting a guess: %w", err)
	}
	return ok, nil
}

// endChallenge uses the challenge up; false when it is over.
func (t *tables) endChallenge(ctx context.Context, id string, now int64) (bool, error) {
	ok, err := store.ChangedOne(t.challengeStatements.endChallenge.Exec(ctx, now, id, now))
	if err != nil {
		return false, fmt.Errorf("ending a challenge: %w", err)
	}
	return ok, nil
}

// endChallenges ends all of the account's.
func (t *tables) endChallenges(ctx context.Context, accountID string, now int64) error {
	if _, err := t.challengeStatements.endChallenges.Exec(ctx, now, accountID); err != nil {
		return fmt.Errorf("ending challenges: %w", err)
	}
	return nil
}

func (t *tables) sweepOldChallenges(ctx context.Context, before int64) (int64, error) {
	n, err := store.Changed(t.sweepChallenges.Exec(ctx, before))
	if err != nil {
		return 0, fmt.Errorf("sweeping challenges: %w", err)
	}
	return n, nil
}

// isKnown tells whether the account was signed in from the network lately.
func (t *tables) isKnown(ctx context.Context, accountID, network string, since int64) (known bool, err error) {
	if err := t.readKnown.QueryRow(ctx, accountID, network, since).Scan(&known); err != nil {
		return false, fmt.Errorf("looking a device up: %w", err)
	}
	return known, nil
}
