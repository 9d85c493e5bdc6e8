package account

import (
	"context"
	"fmt"
	"strings"

	"entgo.io/ent/dialect/sql/sqlgraph"

	"patientportal/ent/db/account"
	"patientportal/ent/db/accountgrant"
	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/store"
)

type accountStatements struct {
	readCandidate, readAccount, keepPassword, holdAccount, settleFactor, setDemoPassword, anyDemo *store.Statement
}

func prepareAccounts(s *store.Store) accountStatements {
	return accountStatements{
		// One read for every username, had or not.
		readCandidate: s.Prepare(`SELECT a.id, a.password_hash, a.disabled_at, a.second_factor_at, EXISTS (
				SELECT 1 FROM account_sessions s
				WHERE s.account_id = a.id AND s.network = ? AND s.network <> '' AND s.last_seen_at > ?)
			FROM accounts a WHERE a.username_folded = ?`),
		readAccount: s.Prepare(`SELECT id, username, display_name, email, email_verified_at, role FROM accounts WHERE id = ?`),
		// The condition holds the row until the end of the transaction and fails
		// when the password was changed, the account disabled or its second factor
		// set up or removed meanwhile.
		keepPassword: s.Prepare(`UPDATE accounts SET password_hash = ?
			WHERE id = ? AND password_hash = ? AND disabled_at = 0 AND second_factor_at = ?`),
		setDemoPassword: s.Prepare(`UPDATE accounts SET password_hash = ?, updated_at = ? WHERE username_folded = ? AND demo RETURNING id`),
		holdAccount:     s.Prepare(`UPDATE accounts SET role = role WHERE id = ? AND disabled_at = 0`),
		// Since when it has a second factor; the first stays the first.
		settleFactor: s.Prepare(`UPDATE accounts SET updated_at = ?, second_factor_at = CASE
				WHEN NOT CAST(? AS BOOLEAN) THEN 0
				WHEN second_factor_at = 0 THEN CAST(? AS BIGINT)
				ELSE second_factor_at END
			WHERE id = ?`),
		anyDemo: s.Prepare(`SELECT EXISTS (SELECT 1 FROM accounts WHERE demo)`),
	}
}

// candidate is the account that a sign-in is for; without id there is none.
type candidate struct {
	id           string
	passwordHash string
	disabledAt   int64
	factorAt     int64 // since when it has a second factor; 0 without
	known        bool  // was signed in from that network lately
}

func (t *tables) candidate(ctx context.Context, username, network string, since int64) (candidate, error) {
	var c candidate
	_, err := found(t.readCandidate.QueryRow(ctx, network, since, username).
		Scan(&c.id, &c.passwordHash, &c.disabledAt, &c.factorAt, &c.known))
	if err != nil {
		return candidate{}, fmt.Errorf("looking an account up: %w", err)
	}
	return c, nil
}

// account reads one account; NOT_FOUND when there is none of that id.
func (t *tables) account(ctx context.Context, id string) (*Account, error) {
	var a Account
	var email string
	var verifiedAt int64
	ok, err := found(t.readAccount.QueryRow(ctx, id).
		Scan(&a.ID, &a.Username, &a.DisplayName, &email, &verifiedAt, &a.Role))
	if err != nil {
		return nil, fmt.Errorf("reading an account: %w", err)
	}
	if !ok {
		return nil, fault.ErrNotFound
	}
	if email != "" {
		a.Email = &email
	}
	a.EmailVerified = verifiedAt != 0
	return &a, nil
}

// confirmPassword stores next in place of the hash that was just verified; they
// are the same unless it was stale. False when the account has changed since.
func (t *tables) confirmPassword(ctx context.Context, c candidate, next string) (bool, error) {
	ok, err := store.ChangedOne(t.keepPassword.Exec(ctx, next, c.id, c.passwordHash, c.factorAt))
	if err != nil {
		return false, fmt.Errorf("confirming a password: %w", err)
	}
	return ok, nil
}

// holdOpen keeps the account's row as it is until the end of the transaction;
// false when there is none or it is disabled.
func (t *tables) holdOpen(ctx context.Context, id string) (bool, error) {
	ok, err := store.ChangedOne(t.holdAccount.Exec(ctx, id))
	if err != nil {
		return false, fmt.Errorf("holding an account: %w", err)
	}
	return ok, nil
}

// settleFactor notes whether the account has a second factor now.
func (t *tables) settleFactor(ctx context.Context, id string, has bool, now int64) error {
	if _, err := t.accountStatements.settleFactor.Exec(ctx, now, has, now, id); err != nil {
		return fmt.Errorf("noting whether an account has a second factor: %w", err)
	}
	return nil
}

// newAccount is a row to be.
type newAccount struct {
	CreateInput
	passwordHash string
	mustChange   bool
	at           int64
}

// provenAt: the addresses of made-up people need no proof.
func (n newAccount) provenAt() int64 {
	if n.Demo && n.Email != "" {
		return n.at
	}
	return 0
}

// addAccount stores the account; CONFLICT when its username is taken.
func (t *tables) addAccount(ctx context.Context, n newAccount) (id string, err error) {
	create := t.store.DB(ctx).Account.Create().
		SetID(store.NewID()).
		SetUsername(strings.TrimSpace(n.Username)).
		SetUsernameFolded(FoldUsername(n.Username)).
		SetPasswordHash(n.passwordHash).
		SetDisplayName(strings.TrimSpace(n.DisplayName)).
		SetEmail(n.Email).
		SetEmailFolded(foldEmail(n.Email)).
		SetEmailVerifiedAt(n.provenAt()).
		SetRole(string(n.Role)).
		SetMustChangePassword(n.mustChange).
		SetDemo(n.Demo).
		SetCreatedAt(n.at).
		SetUpdatedAt(n.at)
	if n.PractitionerID != "" {
		create.SetPractitionerID(n.PractitionerID)
	}
	row, err := create.Save(ctx)
	switch {
	case store.IsUnique(err):
		return "", errUsernameTaken
	case sqlgraph.IsForeignKeyConstraintError(err):
		return "", fault.ErrNotFound
	case err != nil:
		return "", fmt.Errorf("storing an account: %w", err)
	}
	return row.ID, nil
}

// addSelfGrant makes the account the patient's own; CONFLICT when they have one
// and NOT_FOUND when there is no such patient.
func (t *tables) addSelfGrant(ctx context.Context, accountID, patientID string, at int64) error {
	ctx = actor.NewContext(ctx, actor.System("account"))
	err := t.store.DB(ctx).AccountGrant.Create().
		SetID(store.NewID()).
		SetAccountID(accountID).
		SetPatientID(patientID).
		SetSelf(true).
		SetRelationship("SELF").
		SetCreatedAt(at).
		Exec(ctx)
	switch {
	case store.IsUnique(err):
		return errPatientHasAccount
	case sqlgraph.IsForeignKeyConstraintError(err):
		return fault.ErrNotFound
	case err != nil:
		return fmt.Errorf("granting a patient their own record: %w", err)
	}
	return nil
}

// changeDemoPassword gives the account's id, "" when no demo account has that name.
func (t *tables) changeDemoPassword(ctx context.Context, username, hash string, at int64) (id string, err error) {
	_, err = found(t.setDemoPassword.QueryRow(ctx, hash, at, username).Scan(&id))
	if err != nil {
		return "", fmt.Errorf("changing a demo password: %w", err)
	}
	return id, nil
}

func (t *tables) hasAny(ctx context.Context) (bool, error) {
	has, err := t.store.DB(ctx).Account.Query().Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("looking for accounts: %w", err)
	}
	return has, nil
}

func (t *tables) hasDemo(ctx context.Context) (has bool, err error) {
	if err := t.anyDemo.QueryRow(ctx).Scan(&has); err != nil {
		return false, fmt.Errorf("looking for demo accounts: %w", err)
	}
	return has, nil
}

// usernamesTaken are those of the folded usernames that somebody has.
func (t *tables) usernamesTaken(ctx context.Context, folded []string) (map[string]bool, error) {
	names, err := t.store.DB(ctx).Account.Query().Where(account.UsernameFoldedIn(folded...)).
		Select(account.FieldUsernameFolded).Strings(ctx)
	if err != nil {
		return nil, fmt.Errorf("looking for usernames: %w", err)
	}
	taken := make(map[string]bool, len(names))
	for _, name := range names {
		taken[name] = true
	}
	return taken, nil
}

// hasSelfGrant tells whether somebody's account is the patient's own.
func (t *tables) hasSelfGrant(ctx context.Context, patientID string) (bool, error) {
	ctx = actor.NewContext(ctx, actor.System("account"))
	has, err := t.store.DB(ctx).AccountGrant.Query().
		Where(accountgrant.PatientID(patientID), accountgrant.Self(true), accountgrant.RevokedAt(0)).Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("looking for a patient's own account: %w", err)
	}
	return has, nil
}
