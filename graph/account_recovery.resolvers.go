package graph

import (
	"context"
	"patientportal/server/account"
	"patientportal/server/recovery"
)

func (r *mutationResolver) VerifyEmail(ctx context.Context, input account.VerifyEmailInput) (*account.VerifyEmailPayload, error) {
	payload, err := r.rooms.Account.VerifyEmail(ctx, input)
	return &payload, err
}

func (r *mutationResolver) ResendVerification(ctx context.Context) (*account.ResendVerificationPayload, error) {
	payload, err := r.rooms.Account.ResendVerification(ctx, who(ctx), accountClient(ctx))
	return &payload, err
}

func (r *mutationResolver) RecoverUsername(ctx context.Context, input recovery.RecoverUsernameInput) (*recovery.RecoverUsernamePayload, error) {
	payload, err := r.rooms.Recovery.RecoverUsername(ctx, input, accountClient(ctx))
	return &payload, err
}

func (r *mutationResolver) RequestPasswordReset(ctx context.Context, input recovery.RequestPasswordResetInput) (*recovery.RequestPasswordResetPayload, error) {
	payload, err := r.rooms.Recovery.RequestPasswordReset(ctx, input, accountClient(ctx))
	return &payload, err
}

func (r *mutationResolver) ResetPassword(ctx context.Context, input recovery.ResetPasswordInput) (*recovery.ResetPasswordPayload, error) {
	payload, err := r.rooms.Recovery.ResetPassword(ctx, input, accountClient(ctx))
	return &payload, err
}

func (r *mutationResolver) ChangePassword(ctx context.Context, input account.ChangePasswordInput) (*account.ChangePasswordPayload, error) {
	return r.changePassword(ctx, input)
}

func (r *mutationResolver) ChangeEmail(ctx context.Context, input account.ChangeEmailInput) (*account.ChangeEmailPayload, error) {
	payload, err := r.rooms.Account.ChangeEmail(ctx, who(ctx), input, accountClient(ctx))
	return &payload, err
}

func (r *queryResolver) PasswordReset(ctx context.Context, token string) (*recovery.PasswordReset, error) {
	reset, err := r.rooms.Recovery.PasswordReset(ctx, token)
	return &reset, err
}

func (r *queryResolver) PasswordAdvice(ctx context.Context, input recovery.PasswordAdviceInput) (*recovery.PasswordAdvice, error) {
	advice, err := r.rooms.Recovery.PasswordAdvice(ctx, who(ctx), input)
	return &advice, err
}
