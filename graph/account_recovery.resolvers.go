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

func (r *mutationResolver) RecoverUsername(ctx context.Context, input account.RecoverUsernameInput) (*account.RecoverUsernamePayload, error) {
	payload, err := r.rooms.Account.RecoverUsername(ctx, input, accountClient(ctx))
	return &payload, err
}

func (r *mutationResolver) RequestPasswordReset(ctx context.Context, input account.RequestPasswordResetInput) (*account.RequestPasswordResetPayload, error) {
	payload, err := r.rooms.Account.RequestPasswordReset(ctx, input, accountClient(ctx))
	return &payload, err
}

func (r *mutationResolver) ResetPassword(ctx context.Context, input account.ResetPasswordInput) (*account.ResetPasswordPayload, error) {
	payload, err := r.rooms.Account.ResetPassword(ctx, input, accountClient(ctx))
	return &payload, err
}

func (r *queryResolver) PasswordReset(ctx context.Context, token string) (*account.PasswordReset, error) {
	reset, err := r.rooms.Account.PasswordReset(ctx, token)
	return &reset, err
}
