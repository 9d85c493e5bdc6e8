package factor

import (
	"context"
	"errors"
	"fmt"

	"patientportal/ent/db"
	"patientportal/server/store"
)

type recoveryCodeStatements struct {
	readCodeKeys, useCode, dropCodes *store.Statement
}

func prepareRecoveryCodes(s *store.Store) recoveryCodeStatements {
	return recoveryCodeStatements{
		readCodeKeys: s.Prepare(`SELECT DISTINCT key_id FROM account_recovery_codes WHERE account_id = ? AND used_at = 0`),
		useCode:      s.Prepare(`UPDATE account_recovery_codes SET used_at = ? WHERE account_id = ? AND code_hash = ? AND used_at = 0`),
		dropCodes:    s.Prepare(`DELETE FROM account_recovery_codes WHERE account_id = ?`),
	}
}

// replaceCodes stores an account's recovery codes in place of those before.
func (t *tables) replaceCodes(ctx context.Context, accountID, keyID string, hashes []string, now int64) error {
	if err := t.dropRecoveryCodes(ctx, accountID); err != nil {
		return err
	}
	err := t.store.DB(ctx).AccountRecoveryCode.MapCreateBulk(hashes, func(c *db.AccountRecoveryCodeCreate, i int) {
		c.SetID(store.NewID()).SetAccountID(accountID).SetKeyID(keyID).SetCodeHash(hashes[i]).SetCreatedAt(now)
	}).Exec(ctx)
	if err != nil {
		return fmt.Errorf("storing recovery codes: %w", err)
	}
	return nil
}

func (t *tables) dropRecoveryCodes(ctx context.Context, accountID string) error {
	if _, err := t.dropCodes.Exec(ctx, accountID); err != nil {
		return fmt.Errorf("dropping recovery codes: %w", err)
	}
	return nil
}

// codeKeys names the keys by which the account's codes are hashed: one, but for
// what hands change in the database.
func (t *tables) codeKeys(ctx context.Context, accountID string) (ids []string, err error) {
	rows, err := t.readCodeKeys.Query(ctx, accountID)
	if err != nil {
		return nil, fmt.Errorf("reading how recovery codes are kept: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("reading how recovery codes are kept: %w", err)
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// useRecoveryCode uses the code up; false when the account has no such code, or
// it was used.
func (t *tables) useRecoveryCode(ctx context.Context, accountID, hash string, now int64) (bool, error) {
	ok, err := store.ChangedOne(t.useCode.Exec(ctx, now, accountID, hash))
	if err != nil {
		return false, fmt.Errorf("using a recovery code: %w", err)
	}
	return ok, nil
}
