package graph

import (
	"context"
	"patientportal/server/account"
)

func (r *accountResolver) StepUpMethods(ctx context.Context, obj *account.Account) ([]account.StepUpMethod, error) {
	return r.rooms.Account.StepUpMethods(ctx, obj.Who)
}

func (r *mutationResolver) StepUp(ctx context.Context, input account.StepUpInput) (*account.StepUpPayload, error) {
	return r.stepUp(ctx, input)
}
