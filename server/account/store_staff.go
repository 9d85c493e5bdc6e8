package account

import (
	"context"
	"fmt"

	"patientportal/server/actor"
	"patientportal/server/store"
)

type staffStatements struct {
	readStaff, disableAccount, reopenAccount, holdAdmins *store.Statement
}

func prepareStaff(s *store.Store) staffStatements {
	return staffStatements{
		readStaff:      s.Prepare(`SELECT id, role FROM accounts WHERE username_folded = ? AND role <> 'PATIENT'`),
		disableAccount: s.Prepare(`UPDATE accounts SET disabled_at = ?, updated_at = ? WHERE id = ? AND disabled_at = 0`),
		reopenAccount: s.Prepare(`UPDATE accounts
			SET password_hash = ?, must_change_password = ?, disabled_at = 0, updated_at = ? WHERE id = ?`),
		holdAdmins: s.Prepare(`UPDATE accounts SET role = role WHERE role = ? AND disabled_at = 0`),
	}
}

// staffBy finds a member of staff; false for everybody else.
func (t *tables) staffBy(ctx context.Context, username string) (o owned, ok bool, err error) {
	ok, err = found(t.readStaff.QueryRow(ctx, username).Scan(&o.id, &o.role))
	if err != nil {
		return owned{}, false, fmt.Errorf("looking for a member of staff: %w", err)
	}
	return o, ok, nil
}

// disable closes the account; false when it was closed before.
func (t *tables) disable(ctx context.Context, id string, now int64) (bool, error) {
	ok, err := changedOne(t.disableAccount.Exec(ctx, now, now, id))
	if err != nil {
		return false, fmt.Errorf("disabling an account: %w", err)
	}
	return ok, nil
}

// reopen gives the account a first password, which its owner has to change.
func (t *tables) reopen(ctx context.Context, id, hash string, now int64) error {
	if _, err := t.reopenAccount.Exec(ctx, hash, true, now, id); err != nil {
		return fmt.Errorf("giving an account a first password: %w", err)
	}
	return nil
}

// holdAdministrators counts those who can sign in and keeps their rows until the
// end of the transaction.
func (t *tables) holdAdministrators(ctx context.Context) (int64, error) {
	n, err := changed(t.holdAdmins.Exec(ctx, string(actor.RoleAdministrator)))
	if err != nil {
		return 0, fmt.Errorf("counting administrators: %w", err)
	}
	return n, nil
}
