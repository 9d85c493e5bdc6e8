package notify

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"patientportal/server/store"
)

// statements are the writes and the reads whose text never varies.
type statements struct {
	addNotification, markRead, markAllRead, notificationNumber, notificationsAfter *store.Statement

	addDelivery, claim, readDelivery, endDelivery, restDelivery, settleSent, readdress, overdue, drop *store.Statement

	savePreferences, openReminders, openMails, forOthers, changeReminder, dropLetters *store.Statement
}

const deliveryColumns = `id, patient_id, account_id, subject_id, subject_version, kind, lead_minutes,
	channel, address, due_at, state, reason, attempts, busy_until, message_id, payload, created_at`

func prepare(s *store.Store) statements {
	return statements{
		addNotification: s.Prepare(`INSERT INTO notify_notifications
			(id, account_id, number, patient_id, event_id, kind, title, body, link, created_at, read_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`),
		markRead: s.Prepare(`UPDATE notify_notifications
			SET read_at = CASE WHEN read_at = 0 THEN ? ELSE read_at END WHERE account_id = ? AND id = ?`),
		markAllRead:        s.Prepare(`UPDATE notify_notifications SET read_at = ? WHERE account_id = ? AND read_at = 0`),
		notificationNumber: s.Prepare(`SELECT number FROM notify_notifications WHERE id = ? AND account_id = ?`),
		notificationsAfter: s.Prepare(`SELECT ` + notificationColumns + ` FROM notify_notifications
			WHERE account_id = ? AND number > ? ORDER BY number LIMIT ?`),

		addDelivery: s.Prepare(`INSERT INTO notify_deliveries (` + deliveryColumns + `, sent_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`),
		// A claim from the far future was made by a clock that has been moved back.
		claim: s.Prepare(`UPDATE notify_deliveries SET busy_until = ?, attempts = attempts + 1
			WHERE id = ? AND state = 'PENDING' AND due_at <= ? AND (busy_until <= ? OR busy_until > ?)`),
		readDelivery: s.Prepare(`SELECT ` + deliveryColumns + ` FROM notify_deliveries WHERE id = ?`),
		endDelivery: s.Prepare(`UPDATE notify_deliveries SET state = ?, reason = ?, sent_at = ?, busy_until = 0
			WHERE id = ? AND state = 'PENDING'`),
		restDelivery: s.Prepare(`UPDATE notify_deliveries SET busy_until = ?, reason = ?
			WHERE id = ? AND state = 'PENDING' AND busy_until = ?`),
		readdress: s.Prepare(`UPDATE notify_deliveries SET address = ?, account_id = ?
			WHERE id = ? AND (state = 'PENDING' OR state = 'SKIPPED' AND reason = ?)`),
		settleSent: s.Prepare(`UPDATE notify_deliveries SET state = 'SENT', reason = '', sent_at = ?, busy_until = 0
			WHERE id = ? AND state = 'PENDING'`),
		// One that someone sends this moment, or that rests after a failure, is
		// looked at again before it goes: see obsolete.
		// One that its account switched off is dropped too, never to come back.
		drop: s.Prepare(`UPDATE notify_deliveries SET state = 'SKIPPED', reason = ?
			WHERE subject_id = ? AND subject_version < ?
			AND (state = 'PENDING' AND busy_until <= ? OR state = 'SKIPPED' AND reason = ?)`),
		dropLetters: s.Prepare(`DELETE FROM notify_deliveries WHERE patient_id IS NULL AND created_at < ? AND state <> 'PENDING'`),
		overdue: s.Prepare(`SELECT id FROM notify_deliveries
			WHERE state = 'PENDING' AND due_at <= ? AND (busy_until <= ? OR busy_until > ?) ORDER BY due_at LIMIT ?`),

		savePreferences: s.Prepare(`UPDATE notify_preferences SET appointment_mail = ?, advice_mail = ?,
			appointment_text = ?, advice_text = ?, appointment_push = ?, advice_push = ?, at_once = ?,
			week_before = ?, two_days_before = ?, two_hours_before = ?, quiet = ?, quiet_from = ?, quiet_until = ?,
			time_zone = ?, saved_at = ? WHERE account_id = ?`),
		openReminders: s.Prepare(`SELECT ` + deliveryColumns + ` FROM notify_deliveries
			WHERE account_id = ? AND kind = 'APPOINTMENT_REMINDER' AND channel NOT IN ('SMS', 'PUSH')
			AND (state = 'PENDING' OR state = 'SKIPPED' AND reason = ?) ORDER BY id`),
		openMails: s.Prepare(`SELECT ` + deliveryColumns + ` FROM notify_deliveries d
			WHERE subject_id = ? AND kind LIKE 'APPOINTMENT_%' AND channel NOT IN ('SMS', 'PUSH') AND account_id <> '` + others + `'
			AND subject_version = (SELECT MAX(l.subject_version) FROM notify_deliveries l WHERE l.subject_id = d.subject_id)
			AND (state = 'PENDING' OR state = 'SKIPPED' AND reason = ?) ORDER BY id`),
		forOthers: s.Prepare(`SELECT 1 FROM notify_deliveries WHERE subject_id = ? AND subject_version = ?
			AND kind = ? AND lead_minutes = ? AND channel = 'IN_APP' AND account_id = '` + others + `'`),
		changeReminder: s.Prepare(`UPDATE notify_deliveries SET state = ?, reason = ?, due_at = ?, channel = ?
			WHERE id = ? AND state = ? AND busy_until <= ?`),
	}
}

// delivery is a row of notify_deliveries.
type delivery struct {
	id, patientID, accountID string // without a patient it is a letter about an account
	subjectID                string
	version                  int
	kind                     NotificationKind
	lead                     int // minutes
	channel                  DeliveryChannel
	address                  string
	due                      time.Time
	state                    DeliveryState
	reason                   string
	attempts                 int
	busyUntil                time.Time // someone sends it, or it rests, until then
	messageID                string
	payload                  json.RawMessage
	created                  time.Time
}

func (s *Service) insertDelivery(ctx context.Context, d delivery) error {
	_, err := s.sql.addDelivery.Exec(ctx, d.id, store.NullText(d.patientID), d.accountID, d.subjectID, d.version,
		string(d.kind), d.lead, string(d.channel), d.address, store.Micros(d.due), string(d.state), d.reason,
		d.attempts, store.Micros(d.busyUntil), d.messageID, string(d.payload), store.Micros(d.created))
	if err != nil {
		return fmt.Errorf("planning a delivery: %w", err)
	}
	return nil
}

// claimDelivery is the one conditional write that decides who sends.
func (s *Service) claimDelivery(ctx context.Context, id string, now, until time.Time) (bool, error) {
	result, err := s.sql.claim.Exec(ctx, store.Micros(until), id,
		store.Micros(now), store.Micros(now), store.Micros(now.Add(longestRest)))
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n == 1, err
}

// longestRest is further ahead than any claim or pause reaches.
var longestRest = pauses[len(pauses)-1] + claimFor

func (s *Service) readDelivery(ctx context.Context, id string) (delivery, error) {
	d, err := scanRow(s.sql.readDelivery.QueryRow(ctx, id))
	if errors.Is(err, sql.ErrNoRows) {
		return delivery{}, nil // gone with its patient: no state, nothing to do
	}
	return d, err
}

// scanRow reads the deliveryColumns.
func scanRow(row interface{ Scan(...any) error }) (delivery, error) {
	var d delivery
	var due, busy, created int64
	var payload string
	var patientID sql.NullString
	err := row.Scan(&d.id, &patientID, &d.accountID, &d.subjectID, &d.version,
		&d.kind, &d.lead, &d.channel, &d.address, &due, &d.state, &d.reason,
		&d.attempts, &busy, &d.messageID, &payload, &created)
	d.due, d.busyUntil, d.created = store.FromMicros(due), store.FromMicros(busy), store.FromMicros(created)
	d.patientID, d.payload = patientID.String, json.RawMessage(payload)
	return d, err
}

func (s *Service) endDelivery(ctx context.Context, id string, state DeliveryState, reason string, sent time.Time) error {
	_, err := s.sql.endDelivery.Exec(ctx, string(state), reason, store.Micros(sent), id)
	return err
}

// dropDeliveries skips what is planned for earlier versions of a subject.
func (s *Service) dropDeliveries(ctx context.Context, subjectID string, before int, reason string) error {
	if _, err := s.sql.drop.Exec(ctx, reason, subjectID, before, store.Micros(s.Clock()), reasonLeadOff); err != nil {
		return fmt.Errorf("dropping deliveries: %w", err)
	}
	return nil
}

// restDelivery ends our claim with a pause, unless it is another's by now.
func (s *Service) restDelivery(ctx context.Context, d delivery, until time.Time, reason string) error {
	_, err := s.sql.restDelivery.Exec(ctx, store.Micros(until), reason, d.id, store.Micros(d.busyUntil))
	return err
}

// readdress notes where the message goes instead.
func (s *Service) readdress(ctx context.Context, d delivery) error {
	_, err := s.sql.readdress.Exec(ctx, d.address, d.accountID, d.id, reasonLeadOff)
	return err
}

// settleSent holds for a lost claim too: the mail has gone, and none should go
// after it.
func (s *Service) settleSent(ctx context.Context, d delivery, sent time.Time) error {
	_, err := s.sql.settleSent.Exec(ctx, store.Micros(sent), d.id)
	return err
}

func (s *Service) overdue(ctx context.Context, before time.Time) (ids []string, err error) {
	at := store.Micros(before)
	rows, err := s.sql.overdue.Query(ctx, at, at, store.Micros(before.Add(longestRest)), relayBatch)
	if err != nil {
		return nil, fmt.Errorf("looking for overdue deliveries: %w", err)
	}
	defer func() { _ = rows.Close() }() // rows.Err says what went wrong
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("looking for overdue deliveries: %w", err)
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}
