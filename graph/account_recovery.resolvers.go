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

func (r *mutationResolver) ChangePassword(ctx context.Context, input account.ChangePasswordInput) (*account.ChangePasswordPayload, error) {
	return r.changePassword(ctx, input)
}

func (r *mutationResolver) ChangeEmail(ctx context.Context, input account.ChangeEmailInput) (*account.ChangeEmailPayload, error) {
	payload, err := r.rooms.Account.ChangeEmail(ctx, who(ctx), input, accountClient(ctx))
	return &payload, err
}

func (r *queryResolver) PasswordReset(ctx context.Context, token string) (*account.PasswordReset, error) {
	reset, err := r.rooms.Account.PasswordReset(ctx, token)
	return &reset, err
}

func (r *queryResolver) PasswordAdvice(ctx context.Context, input account.PasswordAdviceInput) (*account.PasswordAdvice, error) {
	advice, err := r.rooms.Account.PasswordAdvice(ctx, who(ctx), input)
	return &advice, err
}
