package notify

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"patientportal/server/actor"
	"patientportal/server/fault"
	"patientportal/server/page"
	"patientportal/server/store"
)

const notificationColumns = `id, number, kind, title, body, link, patient_id, created_at, read_at`

// statement prepares each of the few texts once that differ by which filters
// are set and how many patients the account acts for.
func (s *Service) statement(text string) *store.Statement {
	if known, ok := s.lists.Load(text); ok {
		return known.(*store.Statement)
	}
	known, _ := s.lists.LoadOrStore(text, s.store.Prepare(text))
	return known.(*store.Statement)
}

// condition is the WHERE of a list with its arguments.
type condition struct {
	text string
	args []any
}

func (c *condition) and(text string, args ...any) {
	c.text += " AND " + text
	c.args = append(c.args, args...)
}

// ofAccount are the notifications of the account about itself and about patients
// whom it may still act for in that matter.
func ofAccount(who actor.Actor) condition {
	c := condition{text: "account_id = ?", args: []any{who.AccountID()}}
	advice, args := among(who, actor.ScopeAdvice)
	carers, decided := among(who, actor.ScopeAccount)
	rest, others := among(who, actor.ScopeAppointments)
	c.and("(patient_id IS NULL OR kind = 'ADVICE_PUBLISHED' AND patient_id IN "+advice+
		" OR kind = 'CARER_CHANGED' AND patient_id IN "+carers+
		" OR kind NOT IN ('ADVICE_PUBLISHED', 'CARER_CHANGED') AND patient_id IN "+rest+")",
		append(append(args, decided...), others...)...)
	return c
}

// among is an SQL list of the patients the actor holds the scope for; one
// that nothing is in when there are none.
func among(who actor.Actor, scope actor.Scope) (list string, args []any) {
	for _, id := range who.PatientIDs() {
		if who.MayActFor(id, scope) {
			args = append(args, id)
		}
	}
	if len(args) == 0 {
		return "(NULL)", nil
	}
	return "(?" + strings.Repeat(", ?", len(args)-1) + ")", args
}

func (s *Service) count(ctx context.Context, table string, c condition) (n int, err error) {
	err = s.statement("SELECT COUNT(*) FROM "+table+" WHERE "+c.text).QueryRow(ctx, c.args...).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("counting: %w", err)
	}
	return n, nil
}

func (s *Service) listNotifications(ctx context.Context, c condition, limit int) ([]*Notification, error) {
	text := "SELECT " + notificationColumns + " FROM notify_notifications WHERE " + c.text + " ORDER BY number DESC LIMIT ?"
	rows, err := s.statement(text).Query(ctx, append(c.args, limit)...)
	return collect(rows, err, scanNotification)
}

func (s *Service) notificationsAfter(ctx context.Context, account string, number int64, limit int) ([]numbered[*Notification], error) {
	rows, err := s.sql.notificationsAfter.Query(ctx, account, number, limit)
	return collect(rows, err, func(rows *sql.Rows) (numbered[*Notification], error) {
		n, err := scanNotification(rows)
		if err != nil {
			return numbered[*Notification]{}, err
		}
		return numbered[*Notification]{n.number, n}, nil
	})
}

// notificationNumber is the place of the account's notification; INVALID_INPUT
// on "after" for what is not one.
func (s *Service) notificationNumber(ctx context.Context, account, id string) (number int64, err error) {
	err = s.sql.notificationNumber.QueryRow(ctx, id, account).Scan(&number)
	if errors.Is(err, sql.ErrNoRows) {
		var p fault.Problems
		p.Add("after", "notify.unknown_notification", "There is no such notification to continue after.")
		return 0, p.Err()
	}
	if err != nil {
		return 0, fmt.Errorf("finding a notification: %w", err)
	}
	return number, nil
}

func scanNotification(rows *sql.Rows) (*Notification, error) {
	var n Notification
	var created, read int64
	err := rows.Scan(&n.ID, &n.number, &n.Kind, &n.Title, &n.Body, &n.Link, &n.PatientID, &created, &read)
	n.CreatedAt = store.FromMicros(created)
	if read != 0 {
		at := store.FromMicros(read)
		n.ReadAt = &at
	}
	return &n, err
}

// listedDelivery keeps what its cursor is made of.
type listedDelivery struct {
	Delivery
	key page.Key
}

func (s *Service) listDeliveries(ctx context.Context, c condition, limit int) ([]listedDelivery, error) {
	const text = "SELECT id, kind, channel, address, due_at, sent_at, state, reason FROM notify_deliveries WHERE "
	rows, err := s.statement(text+c.text+" ORDER BY due_at DESC, id DESC LIMIT ?").Query(ctx, append(c.args, limit)...)
	return collect(rows, err, scanDelivery)
}

func scanDelivery(rows *sql.Rows) (listedDelivery, error) {
	var d listedDelivery
	var address, reason string
	var due, sent int64
	err := rows.Scan(&d.ID, &d.Kind, &d.Channel, &address, &due, &sent, &d.State, &reason)
	d.DueAt = store.FromMicros(due)
	if d.Channel == ChannelEmail { // a reminder told in the portal keeps its address for when mail is wanted again
		d.Address = hidden(address)
	}
	if sent != 0 {
		at := store.FromMicros(sent)
		d.SentAt = &at
	}
	if reason != "" {
		d.Reason = &reason
	}
	d.key = page.Key{Micros: due, ID: d.ID}
	return d, err
}

// listReminders reads those of each appointment's newest version.
func (s *Service) listReminders(ctx context.Context, patientID string, appointmentIDs []string) (map[string][]Reminder, error) {
	args := []any{patientID}
	for _, id := range appointmentIDs {
		args = append(args, id)
	}
	text := `SELECT subject_id, due_at, channel, state, lead_minutes FROM notify_deliveries d
		WHERE patient_id = ? AND kind = 'APPOINTMENT_REMINDER' AND subject_id IN (?` + strings.Repeat(", ?", len(appointmentIDs)-1) + `)
		AND subject_version = (SELECT MAX(subject_version) FROM notify_deliveries l WHERE l.subject_id = d.subject_id)
		ORDER BY due_at, lead_minutes DESC`
	type of struct {
		appointmentID string
		Reminder
	}
	rows, err := s.statement(text).Query(ctx, args...)
	list, err := collect(rows, err, func(rows *sql.Rows) (of, error) {
		var r of
		var due int64
		err := rows.Scan(&r.appointmentID, &due, &r.Channel, &r.State, &r.LeadMinutes)
		r.DueAt = store.FromMicros(due)
		return r, err
	})
	if err != nil {
		return nil, err
	}
	reminders := make(map[string][]Reminder, len(appointmentIDs))
	for _, r := range list {
		reminders[r.appointmentID] = append(reminders[r.appointmentID], r.Reminder)
	}
	return reminders, nil
}

func collect[T any](rows *sql.Rows, err error, scan func(*sql.Rows) (T, error)) (list []T, _ error) {
	if err != nil {
		return nil, fmt.Errorf("reading a list: %w", err)
	}
	defer func() { _ = rows.Close() }() // rows.Err says what went wrong
	for rows.Next() {
		item, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("reading a list: %w", err)
		}
		list = append(list, item)
	}
	return list, rows.Err()
}
