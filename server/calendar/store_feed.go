package calendar

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"patientportal/server/fault"
	"patientportal/server/store"
)

// storedFeed is a feed as the table has it.
type storedFeed struct {
	Feed
	accountID           string
	changedAt, lastRead int64
}

const feedColumns = `id, account_id, patient_id, detailed_titles, created_at, changed_at, last_read_at`

type feedStore struct {
	lock, own, one, whose, read *store.Statement
	insert, replace, change     *store.Statement
	end, noted                  *store.Statement
}

func newFeedStore(s *store.Store) feedStore {
	const from = `SELECT ` + feedColumns + ` FROM calendar_feeds WHERE revoked_at = 0 AND `
	return feedStore{
		// Two pages that make a feed at once do so one after the other.
		lock:  s.Prepare(`UPDATE accounts SET updated_at = updated_at WHERE id = ?`),
		own:   s.Prepare(from + `account_id = ? AND patient_id = ?`),
		one:   s.Prepare(from + `id = ? AND account_id = ?`),
		whose: s.Prepare(`SELECT patient_id FROM calendar_feeds WHERE id = ? AND account_id = ?`),
		read:  s.Prepare(from + `token_hash = ?`),
		insert: s.Prepare(`INSERT INTO calendar_feeds
			(id, account_id, patient_id, token_hash, detailed_titles, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?)`),
		replace: s.Prepare(`UPDATE calendar_feeds SET revoked_at = ? WHERE account_id = ? AND patient_id = ? AND revoked_at = 0`),
		change:  s.Prepare(`UPDATE calendar_feeds SET detailed_titles = ?, changed_at = ? WHERE id = ? AND revoked_at = 0`),
		end:     s.Prepare(`UPDATE calendar_feeds SET revoked_at = ? WHERE id = ? AND account_id = ? AND revoked_at = 0`),
		noted:   s.Prepare(`UPDATE calendar_feeds SET last_read_at = ? WHERE id = ? AND last_read_at < ?`),
	}
}

func scanFeed(row store.Row) (v storedFeed, err error) {
	var created int64
	err = row.Scan(&v.ID, &v.accountID, &v.PatientID, &v.DetailedTitles, &created, &v.changedAt, &v.lastRead)
	if errors.Is(err, sql.ErrNoRows) {
		return v, fault.ErrNotFound
	}
	if err != nil {
		return v, fmt.Errorf("reading a calendar feed: %w", err)
	}
	v.CreatedAt = store.FromMicros(created)
	if v.lastRead != 0 {
		at := store.FromMicros(v.lastRead)
		v.LastReadAt = &at
	}
	return v, nil
}

// ofAccount is false when the account has none of the patient.
func (s feedStore) ofAccount(ctx context.Context, accountID, patientID string) (Feed, bool, error) {
	v, err := scanFeed(s.own.QueryRow(ctx, accountID, patientID))
	if fault.CodeOf(err) == fault.NotFound {
		return Feed{}, false, nil
	}
	return v.Feed, err == nil, err
}

func (s feedStore) byID(ctx context.Context, id, accountID string) (Feed, error) {
	v, err := scanFeed(s.one.QueryRow(ctx, id, accountID))
	return v.Feed, err
}

func (s feedStore) byToken(ctx context.Context, hash string) (storedFeed, error) {
	return scanFeed(s.read.QueryRow(ctx, hash))
}

// patientOf names the patient of a feed of the account, ended or not.
func (s feedStore) patientOf(ctx context.Context, id, accountID string) (patientID string, err error) {
	err = s.whose.QueryRow(ctx, id, accountID).Scan(&patientID)
	if errors.Is(err, sql.ErrNoRows) {
		return "", fault.ErrNotFound
	}
	if err != nil {
		return "", fmt.Errorf("reading a calendar feed: %w", err)
	}
	return patientID, nil
}

func (s feedStore) lockAccount(ctx context.Context, accountID string) error {
	_, err := s.lock.Exec(ctx, accountID)
	return wrap("locking an account", err)
}

func (s feedStore) add(ctx context.Context, accountID string, v Feed, hash string) error {
	at := store.Micros(v.CreatedAt)
	_, err := s.insert.Exec(ctx, v.ID, accountID, v.PatientID, hash, v.DetailedTitles, at, at)
	return wrap("adding a calendar feed", err)
}

func (s feedStore) revokeOthers(ctx context.Context, accountID, patientID string, now int64) error {
	_, err := s.replace.Exec(ctx, now, accountID, patientID)
	return wrap("ending a calendar feed", err)
}

// save is false for a feed that has ended meanwhile.
func (s feedStore) save(ctx context.Context, v Feed, now int64) (bool, error) {
	return store.ChangedOne(s.change.Exec(ctx, v.DetailedTitles, now, v.ID))
}

// revoke is false for a feed that has ended already.
func (s feedStore) revoke(ctx context.Context, id, accountID string, now int64) (bool, error) {
	return store.ChangedOne(s.end.Exec(ctx, now, id, accountID))
}

// noteRead is false when somebody noted it already.
func (s feedStore) noteRead(ctx context.Context, id string, hour int64) (bool, error) {
	return store.ChangedOne(s.noted.Exec(ctx, hour, id, hour))
}

func wrap(what string, err error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}
