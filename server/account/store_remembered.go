package account

import (
	"context"
	"errors"
	"fmt"

	"patientportal/server/store"
)

type rememberedStatements struct {
	useDevice, dropDevices, readRemembered, sweepDevices *store.Statement
}

func prepareRemembered(s *store.Store) rememberedStatements {
	return rememberedStatements{
		useDevice: s.Prepare(`UPDATE account_remembered_devices SET last_used_at = ?
			WHERE token_hash = ? AND account_id = ? AND expires_at > ?`),
		dropDevices: s.Prepare(`DELETE FROM account_remembered_devices WHERE account_id = ?`),
		readRemembered: s.Prepare(`SELECT id, device_name, created_at, last_used_at, expires_at FROM account_remembered_devices
			WHERE account_id = ? AND expires_at > ? ORDER BY last_used_at DESC, id DESC LIMIT 200`),
		sweepDevices: s.Prepare(`DELETE FROM account_remembered_devices WHERE expires_at < ?`),
	}
}

// addDevice has the account remember a device by its token, until then.
func (t *tables) addDevice(ctx context.Context, accountID, tokenHash, name string, now, expiresAt int64) error {
	err := t.store.DB(ctx).AccountRememberedDevice.Create().
		SetID(store.NewID()).
		SetAccountID(accountID).
		SetTokenHash(tokenHash).
		SetDeviceName(name).
		SetCreatedAt(now).
		SetLastUsedAt(now).
		SetExpiresAt(expiresAt).
		Exec(ctx)
	if err != nil {
		return fmt.Errorf("remembering a device: %w", err)
	}
	return nil
}

// useDevice notes that the account's device was used; false when it is none, or
// is not remembered any more.
func (t *tables) useDevice(ctx context.Context, accountID, tokenHash string, now int64) (bool, error) {
	ok, err := store.ChangedOne(t.rememberedStatements.useDevice.Exec(ctx, now, tokenHash, accountID, now))
	if err != nil {
		return false, fmt.Errorf("looking a remembered device up: %w", err)
	}
	return ok, nil
}

// forgetDevices forgets every remembered device of the account and gives how
// many.
func (t *tables) forgetDevices(ctx context.Context, accountID string) (int64, error) {
	n, err := store.Changed(t.dropDevices.Exec(ctx, accountID))
	if err != nil {
		return 0, fmt.Errorf("forgetting devices: %w", err)
	}
	return n, nil
}

func (t *tables) rememberedDevices(ctx context.Context, accountID string, now int64) (list []RememberedDevice, err error) {
	rows, err := t.readRemembered.Query(ctx, accountID, now)
	if err != nil {
		return nil, fmt.Errorf("listing remembered devices: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var d RememberedDevice
		var created, used, expires int64
		if err := rows.Scan(&d.ID, &d.Name, &created, &used, &expires); err != nil {
			return nil, fmt.Errorf("listing remembered devices: %w", err)
		}
		d.RememberedAt, d.LastUsedAt, d.ExpiresAt = store.FromMicros(created), store.FromMicros(used), store.FromMicros(expires)
		list = append(list, d)
	}
	return list, rows.Err()
}

func (t *tables) sweepOldDevices(ctx context.Context, before int64) (int64, error) {
	n, err := store.Changed(t.sweepDevices.Exec(ctx, before))
	if err != nil {
		return 0, fmt.Errorf("sweeping remembered devices: %w", err)
	}
	return n, nil
}
