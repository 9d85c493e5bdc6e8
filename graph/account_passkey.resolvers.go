package graph

import (
	"context"
	"patientportal/server/account"
	"patientportal/server/factor"
)

func (r *accountResolver) Passkeys(ctx context.Context, obj *account.Account) ([]factor.Passkey, error) {
	return r.rooms.Factor.Passkeys(ctx, obj.Who)
}

func (r *mutationResolver) StartPasskeyRegistration(ctx context.Context) (*factor.StartPasskeyRegistrationPayload, error) {
	payload, err := r.rooms.Factor.StartPasskeyRegistration(ctx, who(ctx))
	return &payload, err
}

func (r *mutationResolver) FinishPasskeyRegistration(ctx context.Context, input factor.FinishPasskeyRegistrationInput) (*factor.FinishPasskeyRegistrationPayload, error) {
	return r.finishPasskeyRegistration(ctx, input)
}

func (r *mutationResolver) RenamePasskey(ctx context.Context, input factor.RenamePasskeyInput) (*factor.RenamePasskeyPayload, error) {
	payload, err := r.rooms.Factor.RenamePasskey(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) RemovePasskey(ctx context.Context, input factor.RemovePasskeyInput) (*factor.RemovePasskeyPayload, error) {
	payload, err := r.rooms.Factor.RemovePasskey(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) StartPasskeySignIn(ctx context.Context) (*factor.StartPasskeySignInPayload, error) {
	payload, err := r.rooms.Factor.StartPasskeySignIn(ctx, accountClient(ctx))
	return &payload, err
}

func (r *mutationResolver) FinishPasskeySignIn(ctx context.Context, input account.FinishPasskeySignInInput) (account.SignInResult, error) {
	return r.finishPasskeySignIn(ctx, input)
}

func (r *mutationResolver) StartPasskeyVerification(ctx context.Context, input factor.StartPasskeyVerificationInput) (*factor.StartPasskeyVerificationPayload, error) {
	payload, err := r.rooms.Factor.StartPasskeyVerification(ctx, input, accountClient(ctx))
	return &payload, err
}

func (r *mutationResolver) StartPasskeyStepUp(ctx context.Context) (*factor.StartPasskeyStepUpPayload, error) {
	payload, err := r.rooms.Factor.StartPasskeyStepUp(ctx, who(ctx), accountClient(ctx))
	return &payload, err
}
