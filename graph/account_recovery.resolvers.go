package graph

import (
	"context"
	"patientportal/server/account"
)

func (r *mutationResolver) VerifyEmail(ctx context.Context, input account.VerifyEmailInput) (*account.VerifyEmailPayload, error) {
	payload, err := r.rooms.Account.VerifyEmail(ctx, input)
	return &payload, err
}

func (r *mutationResolver) ResendVerification(ctx context.Context) (*account.ResendVerificationPayload, error) {
	payload, err := r.rooms.Account.ResendVerification(ctx, who(ctx), accountClient(ctx))
	return &payload, err
}
