package graph

import (
	"context"
	"patientportal/server/calendar"
	"patientportal/server/patient"
)

func (r *mutationResolver) CreateCalendarFeed(ctx context.Context, input calendar.CreateCalendarFeedInput) (*calendar.CreateCalendarFeedPayload, error) {
	payload, err := r.rooms.Calendar.CreateCalendarFeed(ctx, who(ctx), input)
	return orNothing(payload, err)
}

func (r *mutationResolver) SaveCalendarFeed(ctx context.Context, input calendar.SaveCalendarFeedInput) (*calendar.SaveCalendarFeedPayload, error) {
	payload, err := r.rooms.Calendar.SaveCalendarFeed(ctx, who(ctx), input)
	return orNothing(payload, err)
}

func (r *mutationResolver) RevokeCalendarFeed(ctx context.Context, input calendar.RevokeCalendarFeedInput) (*calendar.RevokeCalendarFeedPayload, error) {
	payload, err := r.rooms.Calendar.RevokeCalendarFeed(ctx, who(ctx), input)
	return orNothing(payload, err)
}

func (r *patientResolver) CalendarFeed(ctx context.Context, obj *patient.Patient) (*calendar.Feed, error) {
	return r.rooms.Calendar.Feed(ctx, who(ctx), obj.ID)
}
