package account

import (
	"context"
	"errors"
	"fmt"

	"patientportal/server/store"
)

type policyStatements struct {
	insertPolicy, samePolicy                                *store.Statement
	insertConsent, settleConsent, readConsent, readConsents *store.Statement
}

func preparePolicies(s *store.Store) policyStatements {
	return policyStatements{
		insertPolicy: s.Prepare(`INSERT INTO account_policies (id, version, title, body, published_at, created_at)
			VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (version) DO NOTHING`),
		samePolicy: s.Prepare(`SELECT title = ? AND body = ? AND published_at = ? FROM account_policies WHERE version = ?`),
		insertConsent: s.Prepare(`INSERT INTO account_consents (id, account_id, policy_id, client, at)
			VALUES (?, ?, (SELECT p.id FROM account_policies p WHERE p.version = ?), ?, ?)
			ON CONFLICT (account_id, policy_id, client) DO NOTHING`),
		settleConsent: s.Prepare(`UPDATE account_sessions SET policy_version = ?
			WHERE account_id = ? AND client = ? AND ended_at = 0`),
		readConsent: s.Prepare(`SELECT p.version FROM account_consents c
			JOIN account_policies p ON p.id = c.policy_id
			WHERE c.account_id = ? AND p.version = ? AND c.client = ?`),
		readConsents: s.Prepare(`SELECT p.version, c.client, c.at FROM account_consents c
			JOIN account_policies p ON p.id = c.policy_id
			WHERE c.account_id = ? ORDER BY c.at DESC, c.id DESC`),
	}
}

// addPolicy keeps the text; false when the version has one.
func (t *tables) addPolicy(ctx context.Context, p PrivacyPolicy, now int64) (bool, error) {
	ok, err := store.ChangedOne(t.insertPolicy.Exec(ctx, store.NewID(), p.Version, p.Title, p.Body, store.Micros(p.PublishedAt), now))
	if err != nil {
		return false, fmt.Errorf("keeping a policy: %w", err)
	}
	return ok, nil
}

// hasPolicy tells whether the version has this very text.
func (t *tables) hasPolicy(ctx context.Context, p PrivacyPolicy) (same bool, err error) {
	err = t.samePolicy.QueryRow(ctx, p.Title, p.Body, store.Micros(p.PublishedAt), p.Version).Scan(&same)
	if err != nil {
		return false, fmt.Errorf("comparing a policy: %w", err)
	}
	return same, nil
}

// addConsent is false when the account agreed to it before.
func (t *tables) addConsent(ctx context.Context, accountID, version string, client ClientKind, now int64) (bool, error) {
	ok, err := store.ChangedOne(t.insertConsent.Exec(ctx, store.NewID(), accountID, version, string(client), now))
	if err != nil {
		return false, fmt.Errorf("keeping a consent: %w", err)
	}
	return ok, nil
}

// noteConsent writes it to the sessions it counts for, where every request
// finds it without another statement.
func (t *tables) noteConsent(ctx context.Context, accountID, version string, client ClientKind) error {
	if _, err := t.settleConsent.Exec(ctx, version, accountID, string(client)); err != nil {
		return fmt.Errorf("noting a consent: %w", err)
	}
	return nil
}

// agreed gives the version back when the account agreed to it on that kind of
// client, else nothing.
func (t *tables) agreed(ctx context.Context, accountID, version string, client ClientKind) (agreed string, err error) {
	_, err = found(t.readConsent.QueryRow(ctx, accountID, version, string(client)).Scan(&agreed))
	if err != nil {
		return "", fmt.Errorf("looking for a consent: %w", err)
	}
	return agreed, nil
}

func (t *tables) consents(ctx context.Context, accountID string) (list []Consent, err error) {
	rows, err := t.readConsents.Query(ctx, accountID)
	if err != nil {
		return nil, fmt.Errorf("listing consents: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var c Consent
		var at int64
		if err := rows.Scan(&c.Version, &c.Client, &at); err != nil {
			return nil, fmt.Errorf("listing consents: %w", err)
		}
		c.At = store.FromMicros(at)
		list = append(list, c)
	}
	return list, rows.Err()
}
