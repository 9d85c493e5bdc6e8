package graph

import (
	"context"
	"patientportal/server/schedules"
)

func (r *mutationResolver) SaveService(ctx context.Context, input schedules.SaveServiceInput) (*schedules.SaveServicePayload, error) {
	payload, err := r.rooms.Schedules.SaveService(ctx, who(ctx), input)
	return orNothing(payload, err)
}
