package account

import (
	"context"
	"fmt"

	"patientportal/server/actor"
	"patientportal/server/store"
)

type refreshStatements struct {
	readRefresh, useRefresh, useAllRefresh, sweepRefresh *store.Statement
}

func prepareRefresh(s *store.Store) refreshStatements {
	return refreshStatements{
		readRefresh: s.Prepare(`SELECT r.id, r.used_at, r.expires_at, s.id, s.account_id, s.expires_at, a.role
			FROM account_refresh_tokens r
			JOIN account_sessions s ON s.id = r.session_id
			JOIN accounts a ON a.id = s.account_id
			WHERE r.token_hash = ? AND s.ended_at = 0 AND a.disabled_at = 0`),
		useRefresh:    s.Prepare(`UPDATE account_refresh_tokens SET used_at = ? WHERE id = ? AND used_at = 0`),
		useAllRefresh: s.Prepare(`UPDATE account_refresh_tokens SET used_at = ? WHERE session_id = ? AND used_at = 0`),
		sweepRefresh:  s.Prepare(`DELETE FROM account_refresh_tokens WHERE expires_at < ?`),
	}
}

// refreshToken is one link of the chain of an open session.
type refreshToken struct {
	id               string
	usedAt           int64
	expiresAt        int64
	sessionExpiresAt int64
	session          actor.Session // without grants
}

func (t *tables) refreshToken(ctx context.Context, hash string) (r refreshToken, ok bool, err error) {
	ok, err = found(t.readRefresh.QueryRow(ctx, hash).Scan(&r.id, &r.usedAt, &r.expiresAt,
		&r.session.ID, &r.session.AccountID, &r.sessionExpiresAt, &r.session.Role))
	if err != nil {
		return refreshToken{}, false, fmt.Errorf("reading a refresh token: %w", err)
	}
	return r, ok, nil
}

// spend uses the token up; false when it was used before.
func (t *tables) spend(ctx context.Context, id string, now int64) (bool, error) {
	ok, err := store.ChangedOne(t.useRefresh.Exec(ctx, now, id))
	if err != nil {
		return false, fmt.Errorf("using a refresh token: %w", err)
	}
	return ok, nil
}

// spendAll uses every token of the session up.
func (t *tables) spendAll(ctx context.Context, sessionID string, now int64) error {
	if _, err := t.useAllRefresh.Exec(ctx, now, sessionID); err != nil {
		return fmt.Errorf("using refresh tokens up: %w", err)
	}
	return nil
}

func (t *tables) addRefreshToken(ctx context.Context, sessionID, hash string, now, expiresAt int64) error {
	err := t.store.DB(ctx).AccountRefreshToken.Create().
		SetID(store.NewID()).
		SetSessionID(sessionID).
		SetTokenHash(hash).
		SetCreatedAt(now).
		SetExpiresAt(expiresAt).
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("storing a refresh token: %w", err)
	}
	return nil
}

// sweepSpent drops the tokens that ran out before the instant. Until then even
// a used one tells that somebody copied it.
func (t *tables) sweepSpent(ctx context.Context, before int64) (int64, error) {
	n, err := store.Changed(t.sweepRefresh.Exec(ctx, before))
	if err != nil {
		return 0, fmt.Errorf("sweeping refresh tokens: %w", err)
	}
	return n, nil
}
