package contact

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"patientportal/server/store"
	"patientportal/server/webpush"
)

type statements struct {
	askNumber, tryCode, takeNumber, dropPhone, readPhone *store.Statement

	keepDevice, trimDevices, dropDevice, readDevices *store.Statement
}

const day = 24 * time.Hour

func prepare(s *store.Store) statements {
	return statements{
		// The day of texts begins anew when it is over; within it the sixth is not
		// kept, which the number of rows tells.
		askNumber: s.Prepare(`INSERT INTO contact_phones (id, account_id, asked_number, code_mac, code_until, tries, texts, texts_since)
			VALUES (?, ?, ?, ?, ?, 0, 1, ?)
			ON CONFLICT (account_id) DO UPDATE SET asked_number = excluded.asked_number, code_mac = excluded.code_mac,
				code_until = excluded.code_until, tries = 0,
				texts = CASE WHEN contact_phones.texts_since <= ? THEN 1 ELSE contact_phones.texts + 1 END,
				texts_since = CASE WHEN contact_phones.texts_since <= ? THEN excluded.texts_since ELSE contact_phones.texts_since END
			WHERE contact_phones.texts_since <= ? OR contact_phones.texts < ?`),
		tryCode: s.Prepare(`UPDATE contact_phones SET tries = tries + 1
			WHERE account_id = ? AND code_until > ? AND tries < ? RETURNING asked_number, code_mac`),
		takeNumber: s.Prepare(`UPDATE contact_phones SET number = asked_number, proven_at = ?, asked_number = '', code_mac = '', code_until = 0
			WHERE account_id = ? AND code_mac = ?`),
		// The count of texts stays, so that removing is no way around it.
		dropPhone: s.Prepare(`UPDATE contact_phones SET number = '', proven_at = 0, asked_number = '', code_mac = '', code_until = 0 WHERE account_id = ?`),
		readPhone: s.Prepare(`SELECT number, asked_number, proven_at FROM contact_phones WHERE account_id = ?`),

		keepDevice: s.Prepare(`INSERT INTO contact_push_devices (id, account_id, endpoint, p256dh, auth, key_id, device, created_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (endpoint) DO UPDATE SET account_id = excluded.account_id, p256dh = excluded.p256dh,
				auth = excluded.auth, key_id = excluded.key_id, device = excluded.device, created_at = excluded.created_at`),
		trimDevices: s.Prepare(`DELETE FROM contact_push_devices WHERE account_id = ? AND id NOT IN
			(SELECT id FROM contact_push_devices WHERE account_id = ? ORDER BY created_at DESC, id DESC LIMIT ?)`),
		dropDevice: s.Prepare(`DELETE FROM contact_push_devices WHERE account_id = ? AND id = ?`),
		readDevices: s.Prepare(`SELECT id, device, created_at, endpoint, p256dh, auth, key_id
			FROM contact_push_devices WHERE account_id = ? ORDER BY created_at, id`),
	}
}

type phoneRow struct {
	number, asked string
	provenAt      int64
}

// shown is nil where there is no phone at all.
func (r phoneRow) shown() *ContactPhone {
	if r.number == "" && r.asked == "" {
		return nil
	}
	p := &ContactPhone{Number: r.number}
	if r.asked != "" {
		p.Asked = &r.asked
	}
	if r.provenAt != 0 {
		at := store.FromMicros(r.provenAt)
		p.ProvenAt = &at
	}
	return p
}

// device is a row of contact_push_devices.
type device struct {
	PushDevice
	to    webpush.Device
	keyID string
}

// keepCode is false when there were too many texts today.
func (s *Service) keepCode(ctx context.Context, account, number, mac string, now time.Time) (bool, error) {
	at, yesterday := store.Micros(now), store.Micros(now.Add(-day))
	result, err := s.sql.askNumber.Exec(ctx, store.NewID(), account, number, mac, store.Micros(now.Add(codeLife)), at,
		yesterday, yesterday, yesterday, textsADay)
	return store.ChangedOne(result, err)
}

// countTry gives what the code must fit; empty when there is no code to try.
func (s *Service) countTry(ctx context.Context, account string, now time.Time) (number, mac string, err error) {
	err = s.sql.tryCode.QueryRow(ctx, account, store.Micros(now), codeTries).Scan(&number, &mac)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", "", fmt.Errorf("counting a try: %w", err)
	}
	return number, mac, nil
}

func (s *Service) takeNumber(ctx context.Context, account, mac string, now time.Time) (bool, error) {
	result, err := s.sql.takeNumber.Exec(ctx, store.Micros(now), account, mac)
	return store.ChangedOne(result, err)
}

func (s *Service) dropPhone(ctx context.Context, account string) error {
	if _, err := s.sql.dropPhone.Exec(ctx, account); err != nil {
		return fmt.Errorf("removing a phone: %w", err)
	}
	return nil
}

func (s *Service) readPhone(ctx context.Context, account string) (r phoneRow, err error) {
	err = s.sql.readPhone.QueryRow(ctx, account).Scan(&r.number, &r.asked, &r.provenAt)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return r, fmt.Errorf("reading a phone: %w", err)
	}
	return r, nil
}

func (s *Service) keepDevice(ctx context.Context, account string, d device) error {
	_, err := s.sql.keepDevice.Exec(ctx, d.ID, account, d.to.Endpoint, d.to.P256dh, d.to.Auth, d.keyID, d.Device, store.Micros(d.CreatedAt))
	if err == nil {
		_, err = s.sql.trimDevices.Exec(ctx, account, account, maxDevices)
	}
	if err != nil {
		return fmt.Errorf("keeping a device: %w", err)
	}
	return nil
}

func (s *Service) dropDevice(ctx context.Context, account, id string) (bool, error) {
	result, err := s.sql.dropDevice.Exec(ctx, account, id)
	return store.ChangedOne(result, err)
}

func (s *Service) readDevices(ctx context.Context, account string) (list []device, err error) {
	rows, err := s.sql.readDevices.Query(ctx, account)
	if err != nil {
		return nil, fmt.Errorf("reading devices: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var d device
		var created int64
		if err := rows.Scan(&d.ID, &d.Device, &created, &d.to.Endpoint, &d.to.P256dh, &d.to.Auth, &d.keyID); err != nil {
			return nil, fmt.Errorf("reading devices: %w", err)
		}
		d.Endpoint, d.CreatedAt = d.to.Endpoint, store.FromMicros(created)
		list = append(list, d)
	}
	return list, rows.Err()
}

// readWays asks about all accounts at once.
func (s *Service) readWays(ctx context.Context, accounts []string) (ways map[string]Way, err error) {
	var args []any
	for range 2 {
		for _, account := range accounts {
			args = append(args, account)
		}
	}
	rows, err := s.waysOf(len(accounts)).Query(ctx, args...)
	if err != nil {
		return nil, fmt.Errorf("asking how accounts are reached: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	ways = map[string]Way{}
	for rows.Next() {
		var account, phone string
		if err := rows.Scan(&account, &phone); err != nil {
			return nil, fmt.Errorf("asking how accounts are reached: %w", err)
		}
		way := ways[account]
		if phone == "" {
			way.Push = true
		} else {
			way.Phone = phone
		}
		ways[account] = way
	}
	return ways, rows.Err()
}

// waysOf is prepared once for each number of accounts; a row without a phone
// stands for a device.
func (s *Service) waysOf(accounts int) *store.Statement {
	if known, ok := s.ways.Load(accounts); ok {
		return known.(*store.Statement)
	}
	these := ` WHERE account_id IN (?` + strings.Repeat(", ?", accounts-1) + `)`
	made := s.Store.Prepare(`SELECT account_id, number FROM contact_phones` + these + ` AND number <> ''
		UNION ALL SELECT DISTINCT account_id, '' FROM contact_push_devices` + these)
	known, _ := s.ways.LoadOrStore(accounts, made)
	return known.(*store.Statement)
}
