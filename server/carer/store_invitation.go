package carer

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/store"
)

const invitationColumns = `SELECT id, patient_id, address, relationship, scopes, given_by, grant_expires_at,
	created_at, expires_at, accepted_at, revoked_at, invited_by FROM carer_invitations WHERE `

// stillOpen is what makes an invitation one that can be accepted.
const stillOpen = ` AND accepted_at = 0 AND revoked_at = 0 AND expires_at > ?`

type invitationStore struct {
	insert, one, list, count, take, end, endSame, endOfInviter *store.Statement
}

func newInvitationStore(s *store.Store) invitationStore {
	const end = `UPDATE carer_invitations SET revoked_at = ? WHERE `
	return invitationStore{
		insert: s.Prepare(`INSERT INTO carer_invitations
			(id, patient_id, invited_by, address, relationship, scopes, given_by, grant_expires_at, created_at, expires_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
		one:   s.Prepare(invitationColumns + `id = ?`),
		list:  s.Prepare(invitationColumns + `patient_id = ? ORDER BY created_at DESC, id DESC LIMIT 100`),
		count: s.Prepare(`SELECT COUNT(*) FROM carer_invitations WHERE patient_id = ? AND created_at > ?`),
		take: s.Prepare(`UPDATE carer_invitations SET accepted_at = ?, accepted_by = ?
			WHERE id = ?` + stillOpen),
		end:          s.Prepare(end + `id = ?` + stillOpen),
		endSame:      s.Prepare(end + `patient_id = ? AND LOWER(address) = LOWER(?)` + stillOpen),
		endOfInviter: s.Prepare(end + `patient_id = ? AND invited_by = ?` + stillOpen),
	}
}

// invitationRow is an invitation with what only the room knows of it.
type invitationRow struct {
	CarerInvitation
	invitedBy string
}

func (s invitationStore) add(ctx context.Context, inv CarerInvitation, inviter string) error {
	_, err := s.insert.Exec(ctx, inv.ID, inv.PatientID, inviter, inv.Email, inv.Relationship, words(inv.Scopes),
		string(inv.givenBy), store.Micros(instant(inv.ExpiresAt)), store.Micros(inv.CreatedAt), store.Micros(inv.LinkExpiresAt))
	if err != nil {
		return fmt.Errorf("storing an invitation: %w", err)
	}
	return nil
}

// byID gives an invitation; NOT_FOUND when there is none of that id.
func (s invitationStore) byID(ctx context.Context, id string, now time.Time) (CarerInvitation, error) {
	row, err := s.row(ctx, id, now)
	return row.CarerInvitation, err
}

func (s invitationStore) row(ctx context.Context, id string, now time.Time) (invitationRow, error) {
	inv, err := scanInvitation(s.one.QueryRow(ctx, id), now)
	if errors.Is(err, sql.ErrNoRows) {
		return invitationRow{}, fault.ErrNotFound
	}
	if err != nil {
		return invitationRow{}, fmt.Errorf("reading an invitation: %w", err)
	}
	return inv, nil
}

func (s invitationStore) of(ctx context.Context, patientID string, now time.Time) (list []CarerInvitation, err error) {
	rows, err := s.list.Query(ctx, patientID)
	if err != nil {
		return nil, fmt.Errorf("listing invitations: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	list = []CarerInvitation{}
	for rows.Next() {
		inv, err := scanInvitation(rows, now)
		if err != nil {
			return nil, fmt.Errorf("listing invitations: %w", err)
		}
		list = append(list, inv.CarerInvitation)
	}
	return list, rows.Err()
}

// since counts the patient's invitations after the instant.
func (s invitationStore) since(ctx context.Context, patientID string, at time.Time) (n int, err error) {
	if err := s.count.QueryRow(ctx, patientID, store.Micros(at)).Scan(&n); err != nil {
		return 0, fmt.Errorf("counting invitations: %w", err)
	}
	return n, nil
}

// accept is the one conditional write that decides who has the invitation;
// false when it is not open any more.
func (s invitationStore) accept(ctx context.Context, id, accountID string, now time.Time) (bool, error) {
	at := store.Micros(now)
	return store.ChangedOne(s.take.Exec(ctx, at, accountID, id, at))
}

// revoke is false when it is not open any more.
func (s invitationStore) revoke(ctx context.Context, id string, now time.Time) (bool, error) {
	at := store.Micros(now)
	return store.ChangedOne(s.end.Exec(ctx, at, id, at))
}

// replace ends what is open for the address, in favour of a newer one.
func (s invitationStore) replace(ctx context.Context, patientID, address string, now time.Time) error {
	at := store.Micros(now)
	_, err := store.ChangedOne(s.endSame.Exec(ctx, at, patientID, address, at))
	return err
}

// endThoseOf ends what that account has open for the patient.
func (s invitationStore) endThoseOf(ctx context.Context, inviter, patientID string, now time.Time) error {
	at := store.Micros(now)
	_, err := store.ChangedOne(s.endOfInviter.Exec(ctx, at, patientID, inviter, at))
	return err
}

func scanInvitation(row interface{ Scan(into ...any) error }, now time.Time) (invitationRow, error) {
	var inv invitationRow
	var scopes string
	var ends, created, expires, accepted, revoked int64
	err := row.Scan(&inv.ID, &inv.PatientID, &inv.Email, &inv.Relationship, &scopes, &inv.givenBy, &ends,
		&created, &expires, &accepted, &revoked, &inv.invitedBy)
	for word := range strings.FieldsSeq(scopes) {
		inv.Scopes = append(inv.Scopes, actor.Scope(word))
	}
	inv.ExpiresAt = someday(store.FromMicros(ends))
	inv.CreatedAt, inv.LinkExpiresAt = store.FromMicros(created), store.FromMicros(expires)
	switch {
	case accepted != 0:
		inv.State = InvitationAccepted
	case revoked != 0:
		inv.State = InvitationRevoked
	case !now.Before(inv.LinkExpiresAt):
		inv.State = InvitationExpired
	default:
		inv.State = InvitationOpen
	}
	return inv, err
}

func words(scopes []actor.Scope) string {
	list := make([]string, len(scopes))
	for i, scope := range scopes {
		list[i] = string(scope)
	}
	return strings.Join(list, " ")
}
