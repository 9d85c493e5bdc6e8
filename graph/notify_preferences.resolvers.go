package graph

import (
	"context"
	"patientportal/server/notify"
)

func (r *mutationResolver) SaveNotificationPreferences(ctx context.Context, input notify.SaveNotificationPreferencesInput) (*notify.SaveNotificationPreferencesPayload, error) {
	return r.rooms.Notify.SavePreferences(ctx, who(ctx), input)
}

func (r *queryResolver) NotificationPreferences(ctx context.Context) (*notify.NotificationPreferences, error) {
	return r.rooms.Notify.Preferences(ctx, who(ctx))
}
