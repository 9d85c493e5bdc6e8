package account

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/store"
)

const careColumns = `SELECT g.id, g.account_id, g.patient_id, a.display_name, a.email, g.relationship, g.scopes, g.given_by,
		g.created_at, g.expires_at, g.records_until, g.revoked_at
	FROM account_grants g JOIN accounts a ON a.id = g.account_id
	WHERE NOT g.self AND `

type careStatements struct {
	insertCare, revokeCare, setCareLimits, readPerson                            *store.Statement
	readCare, readCareBetween, readCareOf, readCareBy, readCareAt, readCareAfter *store.Statement
}

func prepareCare(s *store.Store) careStatements {
	return careStatements{
		// A row is one account's for one patient for ever; given again it begins anew.
		insertCare: s.Prepare(`INSERT INTO account_grants
			(id, account_id, patient_id, self, relationship, scopes, given_by, created_at, expires_at, records_until, revoked_at)
			VALUES (?, ?, ?, FALSE, ?, ?, ?, ?, ?, ?, 0)
			ON CONFLICT (account_id, patient_id) DO UPDATE SET
				relationship = excluded.relationship, scopes = excluded.scopes, given_by = excluded.given_by,
				created_at = excluded.created_at, expires_at = excluded.expires_at,
				records_until = excluded.records_until, revoked_at = 0
			WHERE NOT account_grants.self
			RETURNING id`),
		revokeCare: s.Prepare(`UPDATE account_grants SET revoked_at = ?
			WHERE id = ? AND NOT self AND revoked_at = 0 AND (expires_at = 0 OR expires_at > ?)`),
		setCareLimits: s.Prepare(`UPDATE account_grants SET expires_at = ?, records_until = ? WHERE id = ? AND NOT self`),

		readPerson: s.Prepare(`SELECT id FROM accounts WHERE username_folded = ? AND role = 'PATIENT' AND disabled_at = 0`),

		readCare:        s.Prepare(careColumns + `g.id = ?`),
		readCareBetween: s.Prepare(careColumns + `g.account_id = ? AND g.patient_id = ?`),
		readCareOf:      s.Prepare(careColumns + `g.patient_id = ? ORDER BY g.created_at DESC, g.id LIMIT 100`),
		readCareAt:      s.Prepare(careColumns + `g.patient_id = ? AND LOWER(a.email) = LOWER(?) LIMIT 100`),
		readCareBy:      s.Prepare(careColumns + `g.account_id = ? ORDER BY g.created_at DESC, g.id LIMIT 100`),
		readCareAfter:   s.Prepare(careColumns + `g.revoked_at = 0 AND g.id > ? ORDER BY g.id LIMIT 100`),
	}
}

func (t *tables) giveCare(ctx context.Context, c Care) (id string, err error) {
	ctx = actor.NewContext(ctx, actor.System("account"))
	ok, err := found(t.insertCare.QueryRow(ctx, store.NewID(), c.AccountID, c.PatientID, c.Relationship,
		scopeWords(c.Scopes), string(c.GivenBy), store.Micros(c.Since), store.Micros(c.ExpiresAt),
		store.Micros(c.RecordsUntil)).Scan(&id))
	if err != nil {
		return "", fmt.Errorf("storing a grant: %w", err)
	}
	if !ok {
		return "", errOwnRecord
	}
	return id, nil
}

func (t *tables) endCare(ctx context.Context, id string, now int64) (bool, error) {
	ctx = actor.NewContext(ctx, actor.System("account"))
	ok, err := store.ChangedOne(t.revokeCare.Exec(ctx, now, id, now))
	if err != nil {
		return false, fmt.Errorf("ending a grant: %w", err)
	}
	return ok, nil
}

func (t *tables) limitCare(ctx context.Context, id string, expiresAt, recordsUntil int64) error {
	ctx = actor.NewContext(ctx, actor.System("account"))
	if _, err := t.setCareLimits.Exec(ctx, expiresAt, recordsUntil, id); err != nil {
		return fmt.Errorf("limiting a grant: %w", err)
	}
	return nil
}

func (t *tables) personNamed(ctx context.Context, username string) (id string, err error) {
	ok, err := found(t.readPerson.QueryRow(ctx, username).Scan(&id))
	if err != nil {
		return "", fmt.Errorf("looking for a person's account: %w", err)
	}
	if !ok {
		return "", fault.ErrNotFound
	}
	return id, nil
}

func (t *tables) care(ctx context.Context, read *store.Statement, now time.Time, args ...any) (list []Care, err error) {
	ctx = actor.NewContext(ctx, actor.System("account"))
	rows, err := read.Query(ctx, args...)
	if err != nil {
		return nil, fmt.Errorf("reading grants: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		c, err := scanCare(rows, now)
		if err != nil {
			return nil, fmt.Errorf("reading grants: %w", err)
		}
		list = append(list, c)
	}
	return list, rows.Err()
}

func scanCare(rows *sql.Rows, now time.Time) (Care, error) {
	var c Care
	var g storedGrant
	var since, expires, ended int64
	err := rows.Scan(&c.ID, &c.AccountID, &c.PatientID, &c.Name, &c.Email, &c.Relationship, &g.scopes, &c.GivenBy,
		&since, &expires, &g.recordsUntil, &ended)
	c.Since, c.ExpiresAt, c.EndedAt = store.FromMicros(since), store.FromMicros(expires), store.FromMicros(ended)
	c.RecordsUntil = store.FromMicros(g.recordsUntil)
	at := now
	if !c.EndedAt.IsZero() {
		at = c.EndedAt
	}
	c.Scopes = g.scopesAt(store.Micros(at))
	return c, err
}

func scopeWords(scopes []actor.Scope) string {
	words := make([]string, len(scopes))
	for i, scope := range scopes {
		words[i] = string(scope)
	}
	return strings.Join(words, " ")
}
