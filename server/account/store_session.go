package account

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"patientportal/server/actor"
	"patientportal/server/store"
)

// liveSessions reads sessions that nobody has ended, with a row for each grant.
const liveSessions = `SELECT s.id, s.account_id, s.client, s.last_seen_at, s.token_expires_at, s.expires_at,
		s.stepped_up_at, s.policy_version, a.role, a.practitioner_id, a.must_change_password, a.second_factor_at, a.demo,
		g.patient_id, g.self, g.scopes, g.records_until
	FROM account_sessions s
	JOIN accounts a ON a.id = s.account_id
	LEFT JOIN account_grants g ON g.account_id = s.account_id AND g.revoked_at = 0 AND (g.expires_at = 0 OR g.expires_at > ?)
	WHERE s.ended_at = 0 AND a.disabled_at = 0 AND `

type sessionStatements struct {
	readByToken, readByID                          *store.Statement
	readLife, readDevices, touchSession            *store.Statement
	endOne, endAllBut, renewSession, sweepSessions *store.Statement
	rotateSession                                  *store.Statement
}

func prepareSessions(s *store.Store) sessionStatements {
	return sessionStatements{
		readByToken: s.Prepare(liveSessions + `s.token_hash = ?`),
		readByID:    s.Prepare(liveSessions + `s.id = ?`),
		readLife: s.Prepare(`SELECT s.client, s.last_seen_at, s.token_expires_at, s.expires_at
			FROM account_sessions s JOIN accounts a ON a.id = s.account_id
			WHERE s.id = ? AND s.ended_at = 0 AND a.disabled_at = 0`),
		readDevices: s.Prepare(`SELECT id, device_name, ip_address, created_at, last_seen_at FROM account_sessions
			WHERE account_id = ? AND ended_at = 0 AND expires_at > ?
				AND last_seen_at > CASE client WHEN 'MOBILE' THEN CAST(? AS BIGINT) ELSE CAST(? AS BIGINT) END
			ORDER BY last_seen_at DESC, id DESC LIMIT 200`),
		touchSession: s.Prepare(`UPDATE account_sessions SET last_seen_at = ? WHERE id = ? AND last_seen_at <= ? AND ended_at = 0`),
		endOne: s.Prepare(`UPDATE account_sessions SET ended_at = ?, ended_reason = ?
			WHERE id = ? AND account_id = ? AND ended_at = 0`),
		endAllBut: s.Prepare(`UPDATE account_sessions SET ended_at = ?, ended_reason = ?
			WHERE account_id = ? AND id <> ? AND ended_at = 0 RETURNING id`),
		renewSession: s.Prepare(`UPDATE account_sessions
			SET token_hash = ?, token_expires_at = ?, last_seen_at = ?, ip_address = ?, network = ?
			WHERE id = ? AND ended_at = 0`),
		rotateSession: s.Prepare(`UPDATE account_sessions
			SET token_hash = ?, token_expires_at = ?, last_seen_at = ?, stepped_up_at = ?
			WHERE id = ? AND account_id = ? AND stepped_up_at = ? AND ended_at = 0`),
		sweepSessions: s.Prepare(`DELETE FROM account_sessions WHERE last_seen_at < ? AND (ended_at > 0 OR expires_at < ?)
			AND NOT EXISTS (SELECT 1 FROM account_refresh_tokens r WHERE r.session_id = account_sessions.id)`),
	}
}

// life is how long a session lasts, in microseconds since 1970.
type life struct {
	client         ClientKind
	lastSeenAt     int64
	tokenExpiresAt int64
	expiresAt      int64
}

// liveSession is one that nobody has ended; it may still have run out.
type liveSession struct {
	life
	standing
	actor.Session
}

// sessionByToken reads a session with its account and grants; false when there
// is none or it was ended.
func (t *tables) sessionByToken(ctx context.Context, tokenHash string, now int64) (liveSession, bool, error) {
	return oneSession(ctx, t.readByToken, now, tokenHash)
}

// sessionByID is sessionByToken for a session whose token is not at hand.
func (t *tables) sessionByID(ctx context.Context, id string, now int64) (liveSession, bool, error) {
	return oneSession(ctx, t.readByID, now, id)
}

func oneSession(ctx context.Context, read *store.Statement, now int64, key string) (s liveSession, ok bool, err error) {
	// Who may act for whom is asked before anyone can be the actor.
	ctx = actor.NewContext(ctx, actor.System("account"))
	rows, err := read.Query(ctx, now, key)
	if err != nil {
		return liveSession{}, false, fmt.Errorf("reading a session: %w", err)
	}
	defer rows.Close() //nolint:errcheck // what went wrong is in Err
	for rows.Next() {
		if err := s.scan(rows, now); err != nil {
			return liveSession{}, false, fmt.Errorf("reading a session: %w", err)
		}
		ok = true
	}
	if err := rows.Err(); err != nil {
		return liveSession{}, false, fmt.Errorf("reading a session: %w", err)
	}
	slices.SortFunc(s.Grants, ownFirst)
	return s, ok, nil
}

// ownFirst sorts here rather than in the database, where it takes a fifth of
// the time of a read that every request makes.
func ownFirst(a, b actor.Grant) int {
	switch {
	case a.Self == b.Self:
		return strings.Compare(a.PatientID, b.PatientID)
	case a.Self:
		return -1
	}
	return 1
}

// scan reads a row of readByToken: the session again, and one more grant.
func (s *liveSession) scan(rows *sql.Rows, now int64) error {
	var steppedUpAt int64
	var practitionerID, patientID, scopes sql.NullString
	var self sql.NullBool
	var recordsUntil sql.NullInt64
	err := rows.Scan(&s.ID, &s.AccountID, &s.client, &s.lastSeenAt, &s.tokenExpiresAt, &s.expiresAt,
		&steppedUpAt, &s.policyVersion, &s.Role, &practitionerID, &s.mustChangePassword, &s.secondFactorAt, &s.demo,
		&patientID, &self, &scopes, &recordsUntil)
	if err != nil {
		return err
	}
	s.SteppedUpAt, s.EndsAt = store.FromMicros(steppedUpAt), store.FromMicros(s.expiresAt)
	s.PractitionerID = practitionerID.String
	if patientID.Valid {
		stored := storedGrant{self: self.Bool, scopes: scopes.String, recordsUntil: recordsUntil.Int64}
		s.Grants = append(s.Grants, stored.at(patientID.String, now))
	}
	return nil
}

func (t *tables) lifeOf(ctx context.Context, sessionID string) (l life, ok bool, err error) {
	ok, err = found(t.readLife.QueryRow(ctx, sessionID).
		Scan(&l.client, &l.lastSeenAt, &l.tokenExpiresAt, &l.expiresAt))
	if err != nil {
		return life{}, false, fmt.Errorf("reading how long a session lasts: %w", err)
	}
	return l, ok, nil
}

func (t *tables) devices(ctx context.Context, accountID string, now, mobileSince, browserSince int64) (list []Session, err error) {
	rows, err := t.readDevices.Query(ctx, accountID, now, mobileSince, browserSince)
	if err != nil {
		return nil, fmt.Errorf("listing sessions: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var s Session
		var created, seen int64
		if err := rows.Scan(&s.ID, &s.Device, &s.IPAddress, &created, &seen); err != nil {
			return nil, fmt.Errorf("listing sessions: %w", err)
		}
		s.CreatedAt, s.LastSeenAt = store.FromMicros(created), store.FromMicros(seen)
		list = append(list, s)
	}
	return list, rows.Err()
}

// touch notes that the session was used, unless somebody just did.
func (t *tables) touch(ctx context.Context, id string, now, before int64) error {
	err := t.store.Tx(ctx, func(ctx context.Context) error {
		_, err := t.touchSession.Exec(ctx, now, id, before)
		return err
	})
	if err != nil {
		return fmt.Errorf("noting that a session was used: %w", err)
	}
	return nil
}

// newSession is a row to be.
type newSession struct {
	accountID string
	tokenHash string
	client    ClientKind
	device    string
	from      Client
	at        int64
	life      life

	steppedUpAt   int64
	policyVersion string // in force; kept with the session only if agreed to
}

func (t *tables) addSession(ctx context.Context, n newSession) (id string, err error) {
	agreed, err := t.agreed(ctx, n.accountID, n.policyVersion, n.client)
	if err != nil {
		return "", err
	}
	row, err := t.store.DB(ctx).AccountSession.Create().
		SetID(store.NewID()).
		SetAccountID(n.accountID).
		SetTokenHash(n.tokenHash).
		SetClient(string(n.client)).
		SetDeviceName(n.device).
		SetUserAgent(cut(Plain(n.from.UserAgent), maxUserAgent)).
		SetIPAddress(addressText(n.from.Address)).
		SetNetwork(networkOf(n.from.Address)).
		SetCreatedAt(n.at).
		SetLastSeenAt(n.at).
		SetSteppedUpAt(n.steppedUpAt).
		SetTokenExpiresAt(n.life.tokenExpiresAt).
		SetExpiresAt(n.life.expiresAt).
		SetPolicyVersion(agreed).
		Save(ctx)
	if err != nil {
		return "", fmt.Errorf("storing a session: %w", err)
	}
	return row.ID, nil
}

// endSession ends one session of the account; false when it has none of that
// id, or none that is open.
func (t *tables) endSession(ctx context.Context, accountID, id, reason string, now int64) (bool, error) {
	ok, err := store.ChangedOne(t.endOne.Exec(ctx, now, reason, id, accountID))
	if err != nil {
		return false, fmt.Errorf("ending a session: %w", err)
	}
	return ok, nil
}

// endSessions ends every session of the account but the one to keep, and names
// those it ended.
func (t *tables) endSessions(ctx context.Context, accountID, keep, reason string, now int64) (ids []string, err error) {
	rows, err := t.endAllBut.Query(ctx, now, reason, accountID, keep)
	if err != nil {
		return nil, fmt.Errorf("ending sessions: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("ending sessions: %w", err)
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// renew gives a session its next access token; false when it was ended.
func (t *tables) renew(ctx context.Context, id, tokenHash string, tokenExpiresAt, now int64, from Client) (bool, error) {
	ok, err := store.ChangedOne(t.renewSession.Exec(ctx, tokenHash, tokenExpiresAt, now,
		addressText(from.Address), networkOf(from.Address), id))
	if err != nil {
		return false, fmt.Errorf("renewing a session: %w", err)
	}
	return ok, nil
}

// rotate gives a session its next token and notes the proof; false when it was
// ended or stepped up since the actor was read.
func (t *tables) rotate(ctx context.Context, who actor.Actor, tokenHash string, tokenExpiresAt, now, provenAt int64) (bool, error) {
	ok, err := store.ChangedOne(t.rotateSession.Exec(ctx, tokenHash, tokenExpiresAt, now, provenAt,
		who.SessionID(), who.AccountID(), store.Micros(who.SteppedUpAt())))
	if err != nil {
		return false, fmt.Errorf("rotating a session's token: %w", err)
	}
	return ok, nil
}

// sweepOver drops what ended before the instant.
func (t *tables) sweepOver(ctx context.Context, before int64) (int64, error) {
	n, err := store.Changed(t.sweepSessions.Exec(ctx, before, before))
	if err != nil {
		return 0, fmt.Errorf("sweeping sessions: %w", err)
	}
	return n, nil
}
