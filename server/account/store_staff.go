package account

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"patientportal/server/actor"
	"patientportal/server/store"
)

type staffStatements struct {
	readMember, disableAccount, enableAccount, reopenAccount, holdAdmins *store.Statement

	firstStaff, nextStaff, readStaff, countStaff *store.Statement
}

// staffColumns are what administrators see of an account.
const staffColumns = `SELECT a.id, a.username, a.display_name, a.email, a.email_verified_at, a.role, a.disabled_at,
		a.must_change_password, a.second_factor_at,
		COALESCE((SELECT MAX(s.last_seen_at) FROM account_sessions s WHERE s.account_id = a.id), 0)
	FROM accounts a WHERE a.role <> 'PATIENT'`

func prepareStaff(s *store.Store) staffStatements {
	return staffStatements{
		readMember:     s.Prepare(`SELECT id, role, email FROM accounts WHERE (id = ? OR username_folded = ?) AND role <> 'PATIENT'`),
		disableAccount: s.Prepare(`UPDATE accounts SET disabled_at = ?, updated_at = ? WHERE id = ? AND disabled_at = 0`),
		enableAccount:  s.Prepare(`UPDATE accounts SET disabled_at = 0, updated_at = ? WHERE id = ? AND disabled_at > 0`),
		reopenAccount: s.Prepare(`UPDATE accounts
			SET password_hash = ?, must_change_password = ?, disabled_at = 0, updated_at = ? WHERE id = ?`),
		holdAdmins: s.Prepare(`UPDATE accounts SET role = role WHERE role = ? AND disabled_at = 0`),

		firstStaff: s.Prepare(staffColumns + ` ORDER BY a.username_folded LIMIT ?`),
		nextStaff: s.Prepare(staffColumns + ` AND a.username_folded > (SELECT b.username_folded FROM accounts b WHERE b.id = ?)
			ORDER BY a.username_folded LIMIT ?`),
		readStaff:  s.Prepare(staffColumns + ` AND a.id = ?`),
		countStaff: s.Prepare(`SELECT COUNT(*) FROM accounts WHERE role <> 'PATIENT'`),
	}
}

// member is the account of a member of staff that is to be changed.
type member struct {
	id    string
	role  actor.Role
	email string
}

// member finds a member of staff by id or folded username; false for everybody
// else.
func (t *tables) member(ctx context.Context, id, username string) (m member, ok bool, err error) {
	ok, err = found(t.readMember.QueryRow(ctx, id, username).Scan(&m.id, &m.role, &m.email))
	if err != nil {
		return member{}, false, fmt.Errorf("looking for a member of staff: %w", err)
	}
	return m, ok, nil
}

// disable closes the account; false when it was closed before.
func (t *tables) disable(ctx context.Context, id string, now int64) (bool, error) {
	ok, err := store.ChangedOne(t.disableAccount.Exec(ctx, now, now, id))
	if err != nil {
		return false, fmt.Errorf("disabling an account: %w", err)
	}
	return ok, nil
}

// enable opens the account; false when it was open before.
func (t *tables) enable(ctx context.Context, id string, now int64) (bool, error) {
	ok, err := store.ChangedOne(t.enableAccount.Exec(ctx, now, id))
	if err != nil {
		return false, fmt.Errorf("enabling an account: %w", err)
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
	n, err := store.Changed(t.holdAdmins.Exec(ctx, string(actor.RoleAdministrator)))
	if err != nil {
		return 0, fmt.Errorf("counting administrators: %w", err)
	}
	return n, nil
}

// staffPage reads accounts of staff by username, behind the one of that id; from
// the first when it is empty.
func (t *tables) staffPage(ctx context.Context, after string, rows int) ([]StaffAccount, error) {
	if after == "" {
		return staffOf(t.firstStaff.Query(ctx, rows))
	}
	return staffOf(t.nextStaff.Query(ctx, after, rows))
}

func staffOf(rows *sql.Rows, failed error) (list []StaffAccount, err error) {
	if failed != nil {
		return nil, fmt.Errorf("listing staff: %w", failed)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		a, err := scanStaff(rows)
		if err != nil {
			return nil, fmt.Errorf("listing staff: %w", err)
		}
		list = append(list, a)
	}
	return list, rows.Err()
}

// staffAccount reads one of that id, which is there.
func (t *tables) staffAccount(ctx context.Context, id string) (*StaffAccount, error) {
	a, err := scanStaff(t.readStaff.QueryRow(ctx, id))
	if err != nil {
		return nil, fmt.Errorf("reading an account of staff: %w", err)
	}
	return &a, nil
}

func scanStaff(row scanner) (a StaffAccount, err error) {
	var email string
	var verifiedAt, disabledAt, factorAt, seenAt int64
	var mustChange bool
	err = row.Scan(&a.ID, &a.Username, &a.DisplayName, &email, &verifiedAt, &a.Role, &disabledAt, &mustChange, &factorAt, &seenAt)
	if err != nil {
		return StaffAccount{}, err
	}
	if email != "" {
		a.Email = &email
	}
	if seenAt > 0 {
		at := store.FromMicros(seenAt)
		a.LastSeenAt = &at
	}
	a.EmailVerified, a.HasSecondFactor = verifiedAt != 0, factorAt != 0
	a.State = stateOf(disabledAt != 0, mustChange)
	return a, nil
}

func stateOf(disabled, mustChange bool) StaffState {
	switch {
	case disabled:
		return StaffDisabled
	case mustChange:
		return StaffFirstPassword
	default:
		return StaffActive
	}
}

func (t *tables) countStaff(ctx context.Context) (n int, err error) {
	if err := t.staffStatements.countStaff.QueryRow(ctx).Scan(&n); err != nil {
		return 0, fmt.Errorf("counting staff: %w", err)
	}
	return n, nil
}
