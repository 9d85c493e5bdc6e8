package account

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"patientportal/server/actor"
	"patientportal/server/outbox"
	"patientportal/server/store"
)

type keeperStatements struct {
	readEmail, storeEmail, ownerByPatient, ownersByName *store.Statement
	readKeeper, storePassword, changePassword           *store.Statement
	overLinks                                           *store.Statement
}

// isKnownTo is the part of candidate's read that tells a known device.
const isKnownTo = `EXISTS (SELECT 1 FROM account_sessions s
	WHERE s.account_id = a.id AND s.network = ? AND s.network <> '' AND s.last_seen_at > ?)`

func prepareKeepers(s *store.Store) keeperStatements {
	return keeperStatements{
		readEmail: s.Prepare(`SELECT email FROM accounts WHERE id = ?`),
		storeEmail: s.Prepare(`UPDATE accounts SET email = ?, email_folded = ?, email_verified_at = ?, updated_at = ?
			WHERE id = ? AND disabled_at = 0`),
		ownerByPatient: s.Prepare(`SELECT a.id, a.username, a.email, ` + isKnownTo + `
			FROM account_grants g JOIN accounts a ON a.id = g.account_id
			WHERE g.patient_id = ? AND g.self AND g.revoked_at = 0 AND a.disabled_at = 0 AND a.email <> ''`),
		ownersByName: s.Prepare(`SELECT a.id, a.username, a.email, ` + isKnownTo + `
			FROM accounts a WHERE (a.username_folded = ? OR a.email_folded = ?) AND a.disabled_at = 0 AND a.email <> ''
			ORDER BY a.created_at DESC, a.id DESC LIMIT ?`),
		readKeeper: s.Prepare(`SELECT a.id, a.username, a.display_name, a.email, a.email_verified_at, a.second_factor_at, a.password_hash,
				(SELECT g.patient_id FROM account_grants g WHERE g.account_id = a.id AND g.self AND g.revoked_at = 0)
			FROM accounts a WHERE a.id = ? AND a.disabled_at = 0`),
		storePassword: s.Prepare(`UPDATE accounts SET password_hash = ?, must_change_password = FALSE, updated_at = ?
			WHERE id = ? AND disabled_at = 0`),
		// The condition fails when the password has changed since it was read.
		changePassword: s.Prepare(`UPDATE accounts SET password_hash = ?, must_change_password = FALSE, updated_at = ?
			WHERE id = ? AND password_hash = ? AND disabled_at = 0`),
		overLinks: s.Prepare(`UPDATE account_links SET used_at = ?
			WHERE subject_id = ? AND used_at = 0 AND (kind = ? OR address <> ?)`),
	}
}

// setEmail stores a proven address and gives the one before; false when there is
// no such account, or it is disabled.
func (t *tables) setEmail(ctx context.Context, accountID, email string, now int64) (before string, ok bool, err error) {
	if _, err := found(t.readEmail.QueryRow(ctx, accountID).Scan(&before)); err != nil {
		return "", false, fmt.Errorf("reading an address: %w", err)
	}
	ok, err = store.ChangedOne(t.storeEmail.Exec(ctx, email, foldEmail(email), now, now, accountID))
	if err != nil {
		return "", false, fmt.Errorf("storing an address: %w", err)
	}
	return before, ok, nil
}

// ownerOf is the patient's own account, if mail can reach it.
func (t *tables) ownerOf(ctx context.Context, patientID, network string, since int64) (o Owner, err error) {
	ctx = actor.NewContext(ctx, actor.System("account"))
	_, err = found(t.ownerByPatient.QueryRow(ctx, network, since, patientID).Scan(&o.ID, &o.Username, &o.Email, &o.Known))
	if err != nil {
		return Owner{}, fmt.Errorf("looking for a patient's account: %w", err)
	}
	return o, nil
}

// ownersBy are the accounts of that username or address that mail can reach,
// the latest made first.
func (t *tables) ownersBy(ctx context.Context, username, email, network string, since int64, most int) (list []Owner, err error) {
	rows, err := t.ownersByName.Query(ctx, network, since, username, email, most)
	if err != nil {
		return nil, fmt.Errorf("looking for accounts: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var o Owner
		if err := rows.Scan(&o.ID, &o.Username, &o.Email, &o.Known); err != nil {
			return nil, fmt.Errorf("looking for accounts: %w", err)
		}
		list = append(list, o)
	}
	return list, rows.Err()
}

// keeper reads an account that is not disabled; without id there is none.
func (t *tables) keeper(ctx context.Context, accountID string) (k Keeper, err error) {
	ctx = actor.NewContext(ctx, actor.System("account"))
	var patientID sql.NullString
	var verifiedAt, factorAt int64
	_, err = found(t.readKeeper.QueryRow(ctx, accountID).
		Scan(&k.ID, &k.Username, &k.DisplayName, &k.Email, &verifiedAt, &factorAt, &k.passwordHash, &patientID))
	if err != nil {
		return Keeper{}, fmt.Errorf("reading an account: %w", err)
	}
	k.PatientID, k.EmailProven, k.HasFactor = patientID.String, verifiedAt != 0, factorAt != 0
	return k, nil
}

// setPassword stores a new password; false when the account is disabled.
func (t *tables) setPassword(ctx context.Context, accountID, hash string, now int64) (bool, error) {
	ok, err := store.ChangedOne(t.storePassword.Exec(ctx, hash, now, accountID))
	if err != nil {
		return false, fmt.Errorf("storing a password: %w", err)
	}
	return ok, nil
}

// replacePassword is setPassword for the one whose hash was; false also when it
// is not that any more.
func (t *tables) replacePassword(ctx context.Context, accountID, was, hash string, now int64) (bool, error) {
	ok, err := store.ChangedOne(t.changePassword.Exec(ctx, hash, now, accountID, was))
	if err != nil {
		return false, fmt.Errorf("changing a password: %w", err)
	}
	return ok, nil
}

// voidLinks takes back what was mailed while somebody else may have been in the
// account: links to a new password, and those to prove another address than its
// own.
func (t *tables) voidLinks(ctx context.Context, accountID, email string, now int64) error {
	if _, err := t.overLinks.Exec(ctx, now, accountID, string(outbox.LetterResetPassword), email); err != nil {
		return fmt.Errorf("taking links back: %w", err)
	}
	return nil
}
