package factor

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"patientportal/server/fault"
	"patientportal/server/passkey"
	"patientportal/server/store"
)

type passkeyStatements struct {
	readPasskeys, readByCredential           *store.Statement
	renamePasskey, usePasskey, deletePasskey *store.Statement
	deletePasskeys                           *store.Statement
}

const passkeyColumns = `p.id, p.account_id, p.credential_id, p.public_key, p.sign_count, p.transports, p.model,
	p.backup_eligible, p.backed_up, p.name, p.created_at, p.last_used_at`

func preparePasskeys(s *store.Store) passkeyStatements {
	return passkeyStatements{
		readPasskeys: s.Prepare(`SELECT ` + passkeyColumns + ` FROM account_passkeys p
			WHERE p.account_id = ? ORDER BY p.created_at, p.id`),
		readByCredential: s.Prepare(`SELECT ` + passkeyColumns + `
			FROM account_passkeys p JOIN accounts a ON a.id = p.account_id
			WHERE p.credential_id = ? AND a.disabled_at = 0`),
		renamePasskey: s.Prepare(`UPDATE account_passkeys SET name = ? WHERE id = ? AND account_id = ?`),
		// A device that counts its uses never counts back; one that does not says
		// 0 for ever. Of two uses at once the one that counts less is the later
		// to be refused.
		usePasskey: s.Prepare(`UPDATE account_passkeys SET sign_count = ?, backed_up = ?, last_used_at = ?
			WHERE id = ? AND (sign_count < ? OR (sign_count = 0 AND CAST(? AS BIGINT) = 0))`),
		deletePasskeys: s.Prepare(`DELETE FROM account_passkeys WHERE account_id = ?`),
		deletePasskey:  s.Prepare(`DELETE FROM account_passkeys WHERE id = ? AND account_id = ?`),
	}
}

// heldPasskey is one with its key; without id there is none.
type heldPasskey struct {
	Passkey
	accountID string
	key       passkey.Key
}

func (h *heldPasskey) scan(row interface{ Scan(...any) error }) error {
	var transports string
	var created, used int64
	err := row.Scan(&h.ID, &h.accountID, &h.key.ID, &h.key.PublicKey, &h.key.SignCount, &transports, &h.key.Model,
		&h.key.BackupEligible, &h.key.BackedUp, &h.Name, &created, &used)
	if err != nil {
		return err
	}
	h.key.Transports = strings.Fields(transports)
	h.BackedUp, h.CreatedAt = h.key.BackedUp, store.FromMicros(created)
	if used != 0 {
		at := store.FromMicros(used)
		h.LastUsedAt = &at
	}
	return nil
}

// passkeysOf lists the account's, the oldest first.
func (t *tables) passkeysOf(ctx context.Context, accountID string) (list []heldPasskey, err error) {
	rows, err := t.readPasskeys.Query(ctx, accountID)
	if err != nil {
		return nil, fmt.Errorf("listing passkeys: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var h heldPasskey
		if err := h.scan(rows); err != nil {
			return nil, fmt.Errorf("listing passkeys: %w", err)
		}
		list = append(list, h)
	}
	return list, rows.Err()
}

// passkeyByCredential finds the passkey of an account that is not disabled.
func (t *tables) passkeyByCredential(ctx context.Context, credentialID string) (heldPasskey, error) {
	var h heldPasskey
	if _, err := found(h.scan(t.readByCredential.QueryRow(ctx, credentialID))); err != nil {
		return heldPasskey{}, fmt.Errorf("looking a passkey up: %w", err)
	}
	return h, nil
}

// addPasskey stores the key; CONFLICT when some account has it.
func (t *tables) addPasskey(ctx context.Context, accountID, name string, k passkey.Key, at int64) (*Passkey, error) {
	row, err := t.store.DB(ctx).AccountPasskey.Create().
		SetID(store.NewID()).
		SetAccountID(accountID).
		SetCredentialID(k.ID).
		SetPublicKey(k.PublicKey).
		SetSignCount(int64(k.SignCount)).
		SetTransports(strings.Join(k.Transports, " ")).
		SetModel(k.Model).
		SetBackupEligible(k.BackupEligible).
		SetBackedUp(k.BackedUp).
		SetName(name).
		SetCreatedAt(at).
		Save(ctx)
	if store.IsUnique(err) {
		return nil, fault.New(fault.Conflict, "account.passkey_known", "This passkey is on an account already.")
	}
	if err != nil {
		return nil, fmt.Errorf("storing a passkey: %w", err)
	}
	return &Passkey{ID: row.ID, Name: name, BackedUp: k.BackedUp, CreatedAt: store.FromMicros(at)}, nil
}

// renameTo gives the account's passkey another name; false when it has none of
// that id.
func (t *tables) renameTo(ctx context.Context, accountID, id, name string) (bool, error) {
	ok, err := store.ChangedOne(t.renamePasskey.Exec(ctx, name, id, accountID))
	if err != nil {
		return false, fmt.Errorf("renaming a passkey: %w", err)
	}
	return ok, nil
}

// notePasskeyUse notes a use of the passkey as its device counted it; false when it was
// removed meanwhile, or used more often than that.
func (t *tables) notePasskeyUse(ctx context.Context, id string, used passkey.Key, now int64) (bool, error) {
	n := int64(used.SignCount)
	ok, err := store.ChangedOne(t.usePasskey.Exec(ctx, n, used.BackedUp, now, id, n, n))
	if err != nil {
		return false, fmt.Errorf("noting a use of a passkey: %w", err)
	}
	return ok, nil
}

// dropPasskey is false when the account has none of that id.
func (t *tables) dropPasskey(ctx context.Context, accountID, id string) (bool, error) {
	ok, err := store.ChangedOne(t.deletePasskey.Exec(ctx, id, accountID))
	if err != nil {
		return false, fmt.Errorf("removing a passkey: %w", err)
	}
	return ok, nil
}

// dropPasskeys takes every passkey off the account.
func (t *tables) dropPasskeys(ctx context.Context, accountID string) error {
	if _, err := t.deletePasskeys.Exec(ctx, accountID); err != nil {
		return fmt.Errorf("removing passkeys: %w", err)
	}
	return nil
}
