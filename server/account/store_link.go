package account

import (
	"context"
	"fmt"

	"patientportal/server/outbox"
	"patientportal/server/store"
)

type linkStatements struct {
	addLink, readGood, peek, use, sweepLinks *store.Statement
}

// goodLinks is what makes a link good: not used, not over, and the newest of
// its kind for its subject. Two that are made at once both stand there, and the
// later id counts.
const goodLinks = ` AND l.used_at = 0 AND l.expires_at > ? AND NOT EXISTS (
		SELECT 1 FROM account_links n WHERE n.subject_id = l.subject_id AND n.kind = l.kind
			AND (n.created_at > l.created_at OR (n.created_at = l.created_at AND n.id > l.id)))`

func prepareLinks(s *store.Store) linkStatements {
	return linkStatements{
		addLink: s.Prepare(`INSERT INTO account_links
			(id, kind, account_id, subject_id, address, key_id, token_hash, created_at, expires_at, used_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`),
		readGood: s.Prepare(`SELECT l.kind, l.key_id FROM account_links l WHERE l.id = ?` + goodLinks),
		peek: s.Prepare(`SELECT l.id, l.account_id, l.subject_id, l.address FROM account_links l
			WHERE l.token_hash = ? AND l.kind = ?` + goodLinks),
		use: s.Prepare(`UPDATE account_links AS l SET used_at = ? WHERE l.token_hash = ? AND l.kind = ?` + goodLinks +
			` RETURNING id, account_id, subject_id, address`),
		sweepLinks: s.Prepare(`DELETE FROM account_links WHERE expires_at < ?`),
	}
}

// linkRow is a row to be.
type linkRow struct {
	NewLink
	id, keyID, tokenHash string
	at, expiresAt        int64
}

// addLinks takes the same statements whether or not a link is somebody's.
func (t *tables) addLinks(ctx context.Context, rows []linkRow) error {
	for _, r := range rows {
		_, err := t.addLink.Exec(ctx, r.id, string(r.Kind), r.AccountID, r.SubjectID, r.Address,
			r.keyID, r.tokenHash, r.at, r.expiresAt)
		if err != nil {
			return fmt.Errorf("storing a link: %w", err)
		}
	}
	return nil
}

// goodLink gives what the token of a link is made of; no key for one that is
// over.
func (t *tables) goodLink(ctx context.Context, id string, now int64) (kind outbox.LetterKind, keyID string, err error) {
	if _, err = found(t.readGood.QueryRow(ctx, id, now).Scan(&kind, &keyID)); err != nil {
		return "", "", fmt.Errorf("reading a link: %w", err)
	}
	return kind, keyID, nil
}

func (t *tables) peekLink(ctx context.Context, kind outbox.LetterKind, tokenHash string, now int64) (Link, bool, error) {
	return scanLink(t.peek.QueryRow(ctx, tokenHash, string(kind), now))
}

// useLink is the one conditional write that decides who has it.
func (t *tables) useLink(ctx context.Context, kind outbox.LetterKind, tokenHash string, now int64) (Link, bool, error) {
	return scanLink(t.use.QueryRow(ctx, now, tokenHash, string(kind), now))
}

type scanner interface{ Scan(into ...any) error }

func scanLink(row scanner) (l Link, ok bool, err error) {
	ok, err = found(row.Scan(&l.ID, &l.AccountID, &l.SubjectID, &l.Address))
	if err != nil {
		return Link{}, false, fmt.Errorf("looking a link up: %w", err)
	}
	return l, ok, nil
}

func (t *tables) sweepOldLinks(ctx context.Context, before int64) (int64, error) {
	n, err := store.Changed(t.sweepLinks.Exec(ctx, before))
	if err != nil {
		return 0, fmt.Errorf("sweeping links: %w", err)
	}
	return n, nil
}
