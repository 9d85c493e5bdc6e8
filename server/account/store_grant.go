package account

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"patientportal/server/actor"
	"patientportal/server/store"
)

type grantStatements struct {
	readRecipients, readGrant, readOwner *store.Statement
}

func prepareGrants(s *store.Store) grantStatements {
	return grantStatements{
		readRecipients: s.Prepare(`SELECT a.id, a.email, g.self, g.scopes, g.records_until
			FROM account_grants g JOIN accounts a ON a.id = g.account_id
			WHERE g.patient_id = ? AND g.revoked_at = 0 AND (g.expires_at = 0 OR g.expires_at > ?) AND a.disabled_at = 0
			ORDER BY g.self DESC, g.id`),
		// By the patient whose own account it is, or by its own id.
		readOwner: s.Prepare(`SELECT a.id, a.role, COALESCE(g.patient_id, '')
			FROM accounts a LEFT JOIN account_grants g ON g.account_id = a.id AND g.self AND g.revoked_at = 0
			WHERE a.disabled_at = 0 AND a.id = COALESCE(NULLIF(CAST(? AS TEXT), ''),
				(SELECT o.account_id FROM account_grants o WHERE o.patient_id = ? AND o.self AND o.revoked_at = 0))`),
		readGrant: s.Prepare(`SELECT g.self, g.scopes, g.records_until
			FROM account_grants g JOIN accounts a ON a.id = g.account_id
			WHERE g.account_id = ? AND g.patient_id = ? AND g.revoked_at = 0 AND (g.expires_at = 0 OR g.expires_at > ?)
				AND a.disabled_at = 0`),
	}
}

// storedGrant is a grant as its columns have it: scopes are words with spaces
// between, and from recordsUntil on, unless that is 0, the clinical ones are not
// held any more. Nothing has to happen at that instant: it is looked at with
// every read.
type storedGrant struct {
	self         bool
	scopes       string
	recordsUntil int64
}

// at is what the grant is worth at the instant.
func (g storedGrant) at(patientID string, now int64) actor.Grant {
	if g.self {
		return actor.Grant{PatientID: patientID, Self: true, Scopes: actor.AllScopes}
	}
	return actor.Grant{PatientID: patientID, Scopes: g.scopesAt(now)}
}

func (g storedGrant) scopesAt(now int64) []actor.Scope {
	var list []actor.Scope
	for word := range strings.FieldsSeq(g.scopes) {
		scope := actor.Scope(word)
		if over := g.recordsUntil != 0 && now >= g.recordsUntil; !over || !scope.IsClinical() {
			list = append(list, scope)
		}
	}
	return list
}

// holds tells whether somebody with that grant alone may act in the scope.
func holds(g actor.Grant, scope actor.Scope) bool {
	who := actor.FromSession(actor.Session{Grants: []actor.Grant{g}})
	return who.MayActFor(g.PatientID, scope)
}

func (t *tables) recipients(ctx context.Context, patientID string, scope actor.Scope, now int64) (list []Recipient, err error) {
	ctx = actor.NewContext(ctx, actor.System("account"))
	rows, err := t.readRecipients.Query(ctx, patientID, now)
	if err != nil {
		return nil, fmt.Errorf("finding whom to tell: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var r Recipient
		var g storedGrant
		if err := rows.Scan(&r.AccountID, &r.Email, &g.self, &g.scopes, &g.recordsUntil); err != nil {
			return nil, fmt.Errorf("finding whom to tell: %w", err)
		}
		r.Self = g.self
		if holds(g.at(patientID, now), scope) {
			list = append(list, r)
		}
	}
	return list, rows.Err()
}

// grant is what the account holds for the patient now; false when nothing.
func (t *tables) grant(ctx context.Context, accountID, patientID string, now int64) (g actor.Grant, ok bool, err error) {
	ctx = actor.NewContext(ctx, actor.System("account"))
	var stored storedGrant
	ok, err = found(t.readGrant.QueryRow(ctx, accountID, patientID, now).Scan(&stored.self, &stored.scopes, &stored.recordsUntil))
	if err != nil {
		return actor.Grant{}, false, fmt.Errorf("reading a grant: %w", err)
	}
	return stored.at(patientID, now), ok, nil
}

// find reads a patient's own account, or the one of that id.
func (t *tables) find(ctx context.Context, patientID, accountID string) (f Found, ok bool, err error) {
	ctx = actor.NewContext(ctx, actor.System("account"))
	ok, err = found(t.readOwner.QueryRow(ctx, accountID, patientID).Scan(&f.ID, &f.Role, &f.PatientID))
	if err != nil {
		return Found{}, false, fmt.Errorf("looking for an account: %w", err)
	}
	return f, ok, nil
}
