package graph

import (
	"context"

	"patientportal/server/account"
	"patientportal/server/factor"
)

func (r *Resolver) finishPasskeySignIn(ctx context.Context, input account.FinishPasskeySignInInput) (account.SignInResult, error) {
	return r.enter(ctx, input.Client, func(from account.Client) (account.SignInOutcome, error) {
		return r.rooms.Account.FinishPasskeySignIn(ctx, input, from)
	})
}

func (r *Resolver) finishPasskeyRegistration(ctx context.Context, input factor.FinishPasskeyRegistrationInput) (*factor.FinishPasskeyRegistrationPayload, error) {
	payload, err := r.rooms.Factor.FinishPasskeyRegistration(ctx, who(ctx), input, accountClient(ctx))
	return &payload, err
}
