package notify

import (
	"context"

	"patientportal/server/actor"
	"patientportal/server/audit"
	"patientportal/server/fault"
)

// Preferences are the account's own; the defaults until it saved any. Fails
// with FORBIDDEN for the system, which has no account.
func (s *Service) Preferences(ctx context.Context, who actor.Actor) (*NotificationPreferences, error) {
	if who.AccountID() == "" {
		return nil, fault.ErrForbidden
	}
	found, err := s.readPreferences(actor.NewContext(ctx, who), who.AccountID())
	if err != nil {
		return nil, err
	}
	return found.of(who.AccountID()).shown(who.AccountID()), nil
}

// SavePreferences keeps what the account wants and lays out its pending
// reminders anew, in one transaction: moved by the quiet hours, skipped where
// switched off, planned again where switched on while still ahead. What is
// being sent this moment goes. Fails with INVALID_INPUT naming every problem,
// with FORBIDDEN for the system.
func (s *Service) SavePreferences(ctx context.Context, who actor.Actor, in SaveNotificationPreferencesInput) (*SaveNotificationPreferencesPayload, error) {
	if who.AccountID() == "" {
		return nil, fault.ErrForbidden
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	ctx = actor.NewContext(ctx, who)
	var saved preferences
	err := s.store.Tx(ctx, func(ctx context.Context) error {
		before, err := s.lockPreferences(ctx, who.AccountID())
		if err != nil {
			return err
		}
		saved = before.of(who.AccountID()).taking(in)
		if err := s.writePreferences(ctx, who.AccountID(), saved); err != nil {
			return err
		}
		if err := s.replan(ctx, who.AccountID(), saved); err != nil {
			return err
		}
		return s.audit.Record(ctx, who, audit.Event{
			Action: "notify.save_preferences", SubjectType: "notification_preferences",
			Fields: []string{"channels", "leads", "quietHours", "timeZone"},
		})
	})
	if err != nil {
		return nil, err
	}
	return &SaveNotificationPreferencesPayload{Preferences: saved.shown(who.AccountID())}, nil
}
