package factor

import (
	"context"
	"fmt"

	"patientportal/server/secret"
	"patientportal/server/store"
)

type factorStatements struct {
	readFactors                                *store.Statement
	readTOTP, readPendingTOTP, confirmTOTP     *store.Statement
	useStep, dropPending, dropOthers, dropTOTP *store.Statement
	sweepPending                               *store.Statement
}

func prepareFactors(s *store.Store) factorStatements {
	return factorStatements{
		readFactors: s.Prepare(`SELECT EXISTS (SELECT 1 FROM account_totps t WHERE t.account_id = a.id AND t.confirmed_at > 0),
				(SELECT COUNT(*) FROM account_passkeys p WHERE p.account_id = a.id),
				(SELECT COUNT(*) FROM account_recovery_codes c WHERE c.account_id = a.id AND c.used_at = 0)
			FROM accounts a WHERE a.id = ?`),
		readTOTP: s.Prepare(`SELECT id, secret, last_step FROM account_totps WHERE account_id = ? AND confirmed_at > 0`),
		readPendingTOTP: s.Prepare(`SELECT id, secret, last_step FROM account_totps
			WHERE account_id = ? AND confirmed_at = 0 AND created_at > ? ORDER BY created_at DESC, id DESC LIMIT 1`),
		confirmTOTP: s.Prepare(`UPDATE account_totps SET confirmed_at = ?, last_step = ? WHERE id = ? AND confirmed_at = 0`),
		// Of all who come with one code, the first moves the step on.
		useStep:      s.Prepare(`UPDATE account_totps SET last_step = ? WHERE id = ? AND last_step < ? AND confirmed_at > 0`),
		dropPending:  s.Prepare(`DELETE FROM account_totps WHERE account_id = ? AND confirmed_at = 0`),
		dropOthers:   s.Prepare(`DELETE FROM account_totps WHERE account_id = ? AND id <> ?`),
		dropTOTP:     s.Prepare(`DELETE FROM account_totps WHERE account_id = ? AND confirmed_at > 0`),
		sweepPending: s.Prepare(`DELETE FROM account_totps WHERE confirmed_at = 0 AND created_at < ?`),
	}
}

// factors is what an account can prove itself by, beside its password.
type factors struct {
	totp      bool
	passkeys  int
	codesLeft int
}

func (t *tables) factorsOf(ctx context.Context, accountID string) (f factors, err error) {
	if err := t.readFactors.QueryRow(ctx, accountID).Scan(&f.totp, &f.passkeys, &f.codesLeft); err != nil {
		return factors{}, fmt.Errorf("reading the second factors of an account: %w", err)
	}
	return f, nil
}

// totp is an authenticator app as stored; without id there is none.
type totp struct {
	id       string
	sealed   string
	lastStep int64
}

// place is where the app's secret is sealed.
func (a totp) place() secret.Place {
	return secret.Place{Table: "account_totps", Column: "secret", Row: a.id}
}

func scanTOTP(row store.Row) (a totp, err error) {
	if _, err := found(row.Scan(&a.id, &a.sealed, &a.lastStep)); err != nil {
		return totp{}, fmt.Errorf("reading an authenticator app: %w", err)
	}
	return a, nil
}

// totpOf is the account's authenticator app.
func (t *tables) totpOf(ctx context.Context, accountID string) (totp, error) {
	return scanTOTP(t.readTOTP.QueryRow(ctx, accountID))
}

// pendingTOTP is the app that the account began to set up last, after since.
func (t *tables) pendingTOTP(ctx context.Context, accountID string, since int64) (totp, error) {
	return scanTOTP(t.readPendingTOTP.QueryRow(ctx, accountID, since))
}

// addTOTP stores an app that is not confirmed, in place of any other such.
func (t *tables) addTOTP(ctx context.Context, accountID string, a totp, now int64) error {
	if _, err := t.dropPending.Exec(ctx, accountID); err != nil {
		return fmt.Errorf("dropping an authenticator app that was not confirmed: %w", err)
	}
	err := t.store.DB(ctx).AccountTotp.Create().
		SetID(a.id).
		SetAccountID(accountID).
		SetSecret(a.sealed).
		SetCreatedAt(now).
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("storing an authenticator app: %w", err)
	}
	return nil
}

// confirmTOTP makes the app the account's only one; false when it was confirmed
// or dropped meanwhile.
func (t *tables) confirmTOTP(ctx context.Context, accountID string, a totp, step, now int64) (bool, error) {
	ok, err := store.ChangedOne(t.factorStatements.confirmTOTP.Exec(ctx, now, step, a.id))
	if err != nil {
		return false, fmt.Errorf("confirming an authenticator app: %w", err)
	}
	if !ok {
		return false, nil
	}
	if _, err := t.dropOthers.Exec(ctx, accountID, a.id); err != nil {
		return false, fmt.Errorf("dropping the authenticator app before: %w", err)
	}
	return true, nil
}

// useStep takes the step's code; false when it, or a later one, was taken.
func (t *tables) useStep(ctx context.Context, a totp, step int64) (bool, error) {
	ok, err := store.ChangedOne(t.factorStatements.useStep.Exec(ctx, step, a.id, step))
	if err != nil {
		return false, fmt.Errorf("taking a code: %w", err)
	}
	return ok, nil
}

// removeTOTP forgets the account's app, and what it began to set up; false when
// there was no app.
func (t *tables) removeTOTP(ctx context.Context, accountID string) (bool, error) {
	if _, err := t.dropPending.Exec(ctx, accountID); err != nil {
		return false, fmt.Errorf("dropping an authenticator app that was not confirmed: %w", err)
	}
	n, err := store.Changed(t.dropTOTP.Exec(ctx, accountID))
	if err != nil {
		return false, fmt.Errorf("dropping an authenticator app: %w", err)
	}
	return n > 0, nil
}

// sweepPendingTOTP drops what was begun before the instant and not confirmed.
func (t *tables) sweepPendingTOTP(ctx context.Context, before int64) (int64, error) {
	n, err := store.Changed(t.sweepPending.Exec(ctx, before))
	if err != nil {
		return 0, fmt.Errorf("sweeping authenticator apps: %w", err)
	}
	return n, nil
}
