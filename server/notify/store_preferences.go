package notify

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"patientportal/server/store"
)

const preferenceColumns = `account_id, appointment_mail, advice_mail, appointment_text, advice_text, appointment_push, advice_push, at_once,
	week_before, two_days_before, two_hours_before, quiet, quiet_from, quiet_until, time_zone, saved_at`

// readPreferences reads those of all the accounts in one statement.
func (s *Service) readPreferences(ctx context.Context, accounts ...string) (preferred, error) {
	if len(accounts) == 0 {
		return s.preferredFrom(nil, nil)
	}
	text := `SELECT ` + preferenceColumns + ` FROM notify_preferences WHERE account_id IN (?` +
		strings.Repeat(", ?", len(accounts)-1) + `)`
	rows, err := s.statement(text).Query(ctx, anyOf(accounts)...)
	return s.preferredFrom(rows, err)
}

// lockPreferences is readPreferences that holds the rows until the Tx ends, so
// that planning and saving wait for each other: neither misses what the other
// does. Rows that are missing are made, for only what is there can be held.
// The order of locks is preferences, deliveries, streams.
func (s *Service) lockPreferences(ctx context.Context, accounts ...string) (preferred, error) {
	if len(accounts) == 0 {
		return s.preferredFrom(nil, nil)
	}
	accounts = slices.Sorted(slices.Values(accounts))
	var args []any
	for _, account := range accounts {
		args = append(args, store.NewID(), account)
	}
	text := `INSERT INTO notify_preferences (id, account_id) VALUES (?, ?)` + strings.Repeat(", (?, ?)", len(accounts)-1) +
		` ON CONFLICT (account_id) DO UPDATE SET account_id = excluded.account_id RETURNING ` + preferenceColumns
	rows, err := s.statement(text).Query(ctx, args...)
	return s.preferredFrom(rows, err)
}

func (s *Service) preferredFrom(rows *sql.Rows, err error) (preferred, error) {
	found := preferred{byAccount: map[string]preferences{}, others: s.defaultPreferences()}
	if rows == nil {
		return found, err
	}
	type of struct {
		account string
		saved   int64
		preferences
	}
	list, err := collect(rows, err, func(rows *sql.Rows) (of, error) {
		var p of
		var from, until int64
		err := rows.Scan(&p.account, &p.appointmentMail, &p.adviceMail,
			&p.appointmentText, &p.adviceText, &p.appointmentPush, &p.advicePush, &p.atOnce,
			&p.before[0], &p.before[1], &p.before[2], &p.quiet, &from, &until, &p.zone, &p.saved)
		p.hours = QuietHours{From: time.Duration(from) * time.Minute, Until: time.Duration(until) * time.Minute}
		return p, err
	})
	for _, p := range list {
		if p.saved != 0 {
			found.byAccount[p.account] = p.preferences
		}
	}
	return found, err
}

func (s *Service) writePreferences(ctx context.Context, account string, p preferences) error {
	_, err := s.sql.savePreferences.Exec(ctx, p.appointmentMail, p.adviceMail,
		p.appointmentText, p.adviceText, p.appointmentPush, p.advicePush, p.atOnce,
		p.before[0], p.before[1], p.before[2], p.quiet, int64(p.hours.From/time.Minute), int64(p.hours.Until/time.Minute),
		p.zone, store.Micros(s.Clock()), account)
	if err != nil {
		return fmt.Errorf("saving preferences: %w", err)
	}
	return nil
}

// openReminders are the account's that are planned, or that it switched off.
func (s *Service) openReminders(ctx context.Context, account string) ([]delivery, error) {
	rows, err := s.sql.openReminders.Query(ctx, account, reasonLeadOff)
	return collect(rows, err, func(rows *sql.Rows) (delivery, error) { return scanRow(rows) })
}

// openMails reads what is still to go out about an appointment as it stands, and
// the reminders that its addressee has switched off.
func (s *Service) openMails(ctx context.Context, appointmentID string) ([]delivery, error) {
	rows, err := s.sql.openMails.Query(ctx, appointmentID, reasonLeadOff)
	return collect(rows, err, func(rows *sql.Rows) (delivery, error) { return scanRow(rows) })
}

// hasForOthers tells whether a reminder is planned for everybody but its
// addressee already.
func (s *Service) hasForOthers(ctx context.Context, d delivery) (bool, error) {
	var one int
	err := s.sql.forOthers.QueryRow(ctx, d.subjectID, d.version, string(d.kind), d.lead).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("looking for a reminder: %w", err)
	}
	return true, nil
}

// changeReminder changes it only as it was read: who sends it at this moment,
// or has sent it, was first.
func (s *Service) changeReminder(ctx context.Context, was, d delivery) (bool, error) {
	result, err := s.sql.changeReminder.Exec(ctx, string(d.state), d.reason, store.Micros(d.due), string(d.channel),
		d.id, string(was.state), store.Micros(s.Clock()))
	if err != nil {
		return false, fmt.Errorf("planning a reminder anew: %w", err)
	}
	n, err := result.RowsAffected()
	return n == 1, err
}

func anyOf(texts []string) []any {
	list := make([]any, len(texts))
	for i, text := range texts {
		list[i] = text
	}
	return list
}
