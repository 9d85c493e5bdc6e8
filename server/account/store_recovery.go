package account

import (
	"context"
	"fmt"

	"patientportal/server/store"
)

type recoveryStatements struct {
	readEmail, storeEmail *store.Statement
}

func prepareRecovery(s *store.Store) recoveryStatements {
	return recoveryStatements{
		readEmail:  s.Prepare(`SELECT email FROM accounts WHERE id = ?`),
		storeEmail: s.Prepare(`UPDATE accounts SET email = ?, email_verified_at = ?, updated_at = ? WHERE id = ? AND disabled_at = 0`),
	}
}

// setEmail stores a proven address and gives the one before; false when there is
// no such account, or it is disabled.
func (t *tables) setEmail(ctx context.Context, accountID, email string, now int64) (before string, ok bool, err error) {
	if _, err := found(t.readEmail.QueryRow(ctx, accountID).Scan(&before)); err != nil {
		return "", false, fmt.Errorf("reading an address: %w", err)
	}
	ok, err = changedOne(t.storeEmail.Exec(ctx, email, now, now, accountID))
	if err != nil {
		return "", false, fmt.Errorf("storing an address: %w", err)
	}
	return before, ok, nil
}
