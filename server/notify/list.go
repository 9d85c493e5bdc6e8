package notify

import (
	"context"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
	"patientportal/server/page"
	"patientportal/server/store"
)

// Notifications is what the account was told, newest first, about patients it
// may still act for. Fails with FORBIDDEN for the system, which has no account.
func (s *Service) Notifications(ctx context.Context, who actor.Actor, args page.Args, unreadOnly bool) (*NotificationConnection, error) {
	ctx = actor.NewContext(ctx, who)
	size, start, after, err := slice(args)
	if err != nil {
		return nil, err
	}
	if who.AccountID() == "" {
		return nil, fault.ErrForbidden
	}
	c := ofAccount(who)
	if unreadOnly {
		c.and("read_at = 0")
	}
	result := &NotificationConnection{}
	if args.WithTotal {
		if result.TotalCount, err = s.count(ctx, "notify_notifications", c); err != nil {
			return nil, err
		}
	}
	if after {
		c.and("number < ?", start.Micros) // the list is sorted by number
	}
	list, err := s.listNotifications(ctx, c, size+1)
	if err != nil {
		return nil, err
	}
	more := len(list) > size
	list = list[:min(size, len(list))]
	result.Edges = make([]NotificationEdge, len(list))
	cursors := make([]string, len(list))
	for i, n := range list {
		cursors[i] = page.Key{Micros: n.number, ID: n.ID}.Cursor()
		result.Edges[i] = NotificationEdge{Node: n, Cursor: cursors[i]}
	}
	result.PageInfo = page.NewInfo(cursors, more, after)
	return result, nil
}

// UnreadCount is how many of them are not read.
func (s *Service) UnreadCount(ctx context.Context, who actor.Actor) (int, error) {
	if who.AccountID() == "" {
		return 0, fault.ErrForbidden
	}
	c := ofAccount(who)
	c.and("read_at = 0")
	return s.count(actor.NewContext(ctx, who), "notify_notifications", c)
}

// MarkRead marks the account's notifications read, all of them for a nil list
// and none for an empty one; those that were read keep their time. When one named is not the
// account's it fails with NOT_FOUND and marks none.
func (s *Service) MarkRead(ctx context.Context, who actor.Actor, in MarkNotificationsReadInput) (*MarkNotificationsReadPayload, error) {
	if who.AccountID() == "" {
		return nil, fault.ErrForbidden
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	ctx = actor.NewContext(ctx, who)
	var left MarkNotificationsReadPayload
	err := s.store.Tx(ctx, func(ctx context.Context) (err error) {
		if err := s.markNotifications(ctx, who.AccountID(), in.NotificationIDs); err != nil {
			return err
		}
		if left.UnreadCount, err = s.UnreadCount(ctx, who); err != nil {
			return err
		}
		return s.audit.Record(ctx, who, audit.Event{
			Action: "notify.mark_read", SubjectType: "notification", Fields: []string{"readAt"},
		})
	})
	if err != nil {
		return nil, err
	}
	return &left, nil
}

func (s *Service) markNotifications(ctx context.Context, account string, ids []string) error {
	now := store.Micros(s.Clock())
	if ids == nil {
		_, err := s.sql.markAllRead.Exec(ctx, now, account)
		return err
	}
	for _, id := range ids {
		result, err := s.sql.markRead.Exec(ctx, now, account, id)
		if err != nil {
			return err
		}
		n, err := result.RowsAffected()
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.ErrNotFound
		}
	}
	return nil
}

// Deliveries is what was sent about a patient outside the portal, and what is
// planned, the latest due first; addresses are partly hidden. Allowed to the
// patient, to carers for appointments and to staff; NOT_FOUND for others. An
// empty patientID means the account's own person; who is none has no deliveries.
func (s *Service) Deliveries(ctx context.Context, who actor.Actor, patientID string, args page.Args) (*DeliveryConnection, error) {
	ctx = actor.NewContext(ctx, who)
	size, start, after, err := slice(args)
	if err != nil {
		return nil, err
	}
	if patientID == "" {
		if patientID = ownPerson(who); patientID == "" {
			return &DeliveryConnection{Edges: []DeliveryEdge{}}, nil
		}
	}
	if err := s.enter(ctx, who, patientID, "notify.deliveries"); err != nil {
		return nil, err
	}
	c := condition{text: "patient_id = ?", args: []any{patientID}}
	if !who.IsSystem() && !who.IsStaff() && !who.MayActFor(patientID, actor.ScopeAdvice) {
		c.and("kind <> 'ADVICE_PUBLISHED'")
	}
	result := &DeliveryConnection{}
	if args.WithTotal {
		if result.TotalCount, err = s.count(ctx, "notify_deliveries", c); err != nil {
			return nil, err
		}
	}
	if after {
		c.and("(due_at, id) < (?, ?)", start.Micros, start.ID)
	}
	list, err := s.listDeliveries(ctx, c, size+1)
	if err != nil {
		return nil, err
	}
	more := len(list) > size
	list = list[:min(size, len(list))]
	result.Edges = make([]DeliveryEdge, len(list))
	cursors := make([]string, len(list))
	for i := range list {
		cursors[i] = list[i].key.Cursor()
		result.Edges[i] = DeliveryEdge{Node: &list[i].Delivery, Cursor: cursors[i]}
	}
	result.PageInfo = page.NewInfo(cursors, more, after)
	return result, nil
}

// ownPerson is the patient who the account is, empty for staff and for those
// who are carers alone.
func ownPerson(who actor.Actor) string {
	for _, id := range who.PatientIDs() {
		if who.IsSelf(id) {
			return id
		}
	}
	return ""
}

// Reminders are those of an appointment as it stands now, earliest first.
// Allowed as Deliveries is. An appointment that is not the patient's has none.
func (s *Service) Reminders(ctx context.Context, who actor.Actor, patientID, appointmentID string) ([]Reminder, error) {
	found, err := s.RemindersOf(ctx, who, patientID, []string{appointmentID})
	return found[appointmentID], err
}

// RemindersOf is Reminders for many appointments of one patient, in one
// statement, by appointment.
func (s *Service) RemindersOf(ctx context.Context, who actor.Actor, patientID string, appointmentIDs []string) (map[string][]Reminder, error) {
	if len(appointmentIDs) == 0 {
		return map[string][]Reminder{}, nil
	}
	ctx = actor.NewContext(ctx, who)
	if err := s.enter(ctx, who, patientID, "notify.reminders"); err != nil {
		return nil, err
	}
	return s.listReminders(ctx, patientID, appointmentIDs)
}

// enter lets in who may see the patient's appointments, and notes who is not
// the patient.
func (s *Service) enter(ctx context.Context, who actor.Actor, patientID, what string) error {
	if !maySeeAppointments(who, patientID) {
		return fault.ErrNotFound
	}
	return s.audit.ReadByOther(ctx, who, patientID, what)
}

func slice(args page.Args) (size int, start page.Key, after bool, err error) {
	if size, err = args.Size(); err != nil {
		return 0, page.Key{}, false, err
	}
	start, after, err = args.Start()
	return size, start, after, err
}
