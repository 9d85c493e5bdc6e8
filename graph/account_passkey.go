package graph

import (
	"context"

	"patientportal/server/account"
)

func (r *Resolver) finishPasskeySignIn(ctx context.Context, input account.FinishPasskeySignInInput) (account.SignInResult, error) {
	return r.enter(ctx, input.Client, func(from account.Client) (account.SignInOutcome, error) {
		return r.rooms.Account.FinishPasskeySignIn(ctx, input, from)
	})
}

func (r *Resolver) finishPasskeyRegistration(ctx context.Context, input account.FinishPasskeyRegistrationInput) (*account.FinishPasskeyRegistrationPayload, error) {
	payload, err := r.rooms.Account.FinishPasskeyRegistration(ctx, who(ctx), input, accountClient(ctx))
	return &payload, err
}
