package graph

import (
	"context"
	"patientportal/server/account"
	"patientportal/server/patient"
	"patientportal/server/registration"
)

func (r *mutationResolver) IssueActivationCode(ctx context.Context, input registration.IssueActivationCodeInput) (*registration.IssueActivationCodePayload, error) {
	payload, err := r.rooms.Registration.IssueActivationCode(ctx, who(ctx), input)
	return orNothing(payload, err)
}

func (r *mutationResolver) SettleRegistrationLock(ctx context.Context, input registration.SettleRegistrationLockInput) (*registration.SettleRegistrationLockPayload, error) {
	payload, err := r.rooms.Registration.SettleRegistrationLock(ctx, who(ctx), input)
	return orNothing(payload, err)
}

func (r *mutationResolver) StartRegistration(ctx context.Context, input registration.StartRegistrationInput) (*registration.StartRegistrationPayload, error) {
	payload, err := r.rooms.Registration.StartRegistration(ctx, input, accountClient(ctx))
	return orNothing(payload, err)
}

func (r *mutationResolver) CompleteRegistration(ctx context.Context, input registration.CompleteRegistrationInput) (account.SignInResult, error) {
	return r.enter(ctx, input.Client, func(from account.Client) (account.SignInOutcome, error) {
		return r.rooms.Registration.CompleteRegistration(ctx, input, from)
	})
}

func (r *patientResolver) SignUp(ctx context.Context, obj *patient.Patient) (*registration.SignUp, error) {
	found, err := r.rooms.Registration.SignUp(ctx, who(ctx), obj.ID)
	return orNothing(found, err)
}

func (r *queryResolver) Registration(ctx context.Context, registrationID string) (*registration.Registration, error) {
	found, err := r.rooms.Registration.Registration(ctx, registrationID)
	return orNothing(found, err)
}

func (r *queryResolver) RegistrationLocks(ctx context.Context) ([]registration.Lock, error) {
	return r.rooms.Registration.Locks(ctx, who(ctx))
}
