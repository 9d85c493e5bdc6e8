package graph

import (
	"context"
	"patientportal/server/account"
)

func (r *accountResolver) Passkeys(ctx context.Context, obj *account.Account) ([]account.Passkey, error) {
	return r.rooms.Account.Passkeys(ctx, obj.Who)
}

func (r *mutationResolver) StartPasskeyRegistration(ctx context.Context) (*account.StartPasskeyRegistrationPayload, error) {
	payload, err := r.rooms.Account.StartPasskeyRegistration(ctx, who(ctx))
	return &payload, err
}

func (r *mutationResolver) FinishPasskeyRegistration(ctx context.Context, input account.FinishPasskeyRegistrationInput) (*account.FinishPasskeyRegistrationPayload, error) {
	return r.finishPasskeyRegistration(ctx, input)
}

func (r *mutationResolver) RenamePasskey(ctx context.Context, input account.RenamePasskeyInput) (*account.RenamePasskeyPayload, error) {
	payload, err := r.rooms.Account.RenamePasskey(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) RemovePasskey(ctx context.Context, input account.RemovePasskeyInput) (*account.RemovePasskeyPayload, error) {
	payload, err := r.rooms.Account.RemovePasskey(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) StartPasskeySignIn(ctx context.Context) (*account.StartPasskeySignInPayload, error) {
	payload, err := r.rooms.Account.StartPasskeySignIn(ctx, accountClient(ctx))
	return &payload, err
}

func (r *mutationResolver) FinishPasskeySignIn(ctx context.Context, input account.FinishPasskeySignInInput) (account.SignInResult, error) {
	return r.finishPasskeySignIn(ctx, input)
}

func (r *mutationResolver) StartPasskeyVerification(ctx context.Context, input account.StartPasskeyVerificationInput) (*account.StartPasskeyVerificationPayload, error) {
	payload, err := r.rooms.Account.StartPasskeyVerification(ctx, input, accountClient(ctx))
	return &payload, err
}

func (r *mutationResolver) StartPasskeyStepUp(ctx context.Context) (*account.StartPasskeyStepUpPayload, error) {
	payload, err := r.rooms.Account.StartPasskeyStepUp(ctx, who(ctx), accountClient(ctx))
	return &payload, err
}
