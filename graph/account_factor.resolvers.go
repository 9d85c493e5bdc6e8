package graph

import (
	"context"
	"patientportal/server/account"
	"patientportal/server/patient"
)

func (r *accountResolver) StepUpMethods(ctx context.Context, obj *account.Account) ([]account.StepUpMethod, error) {
	return r.rooms.Account.StepUpMethods(ctx, obj.Who)
}

func (r *accountResolver) SecondFactor(ctx context.Context, obj *account.Account) (*account.SecondFactor, error) {
	return r.rooms.Account.SecondFactor(ctx, obj.Who)
}

func (r *mutationResolver) VerifySecondFactor(ctx context.Context, input account.VerifySecondFactorInput) (account.SignInResult, error) {
	return r.verifySecondFactor(ctx, input)
}

func (r *mutationResolver) StepUp(ctx context.Context, input account.StepUpInput) (*account.StepUpPayload, error) {
	return r.stepUp(ctx, input)
}

func (r *mutationResolver) StartTotpEnrollment(ctx context.Context) (*account.StartTotpEnrollmentPayload, error) {
	payload, err := r.rooms.Account.StartTotpEnrollment(ctx, who(ctx))
	return &payload, err
}

func (r *mutationResolver) ConfirmTotpEnrollment(ctx context.Context, input account.ConfirmTotpEnrollmentInput) (*account.ConfirmTotpEnrollmentPayload, error) {
	payload, err := r.rooms.Account.ConfirmTotpEnrollment(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) DisableTotp(ctx context.Context) (*account.DisableTotpPayload, error) {
	payload, err := r.rooms.Account.DisableTotp(ctx, who(ctx))
	return &payload, err
}

func (r *mutationResolver) RegenerateRecoveryCodes(ctx context.Context) (*account.RegenerateRecoveryCodesPayload, error) {
	payload, err := r.rooms.Account.RegenerateRecoveryCodes(ctx, who(ctx))
	return &payload, err
}

func (r *mutationResolver) ForgetRememberedDevices(ctx context.Context) (*account.ForgetRememberedDevicesPayload, error) {
	return r.forgetDevices(ctx)
}

func (r *mutationResolver) ResetSecondFactor(ctx context.Context, input account.ResetSecondFactorInput) (*account.ResetSecondFactorPayload, error) {
	payload, err := r.rooms.Account.ResetSecondFactor(ctx, who(ctx), input)
	return &payload, err
}

func (r *patientResolver) HasSecondFactor(ctx context.Context, obj *patient.Patient) (bool, error) {
	return r.rooms.Account.HasSecondFactor(ctx, who(ctx), obj.ID)
}

func (r *queryResolver) SignInChallenge(ctx context.Context, challengeID string) (*account.SecondFactorRequired, error) {
	return r.rooms.Account.SignInChallenge(ctx, challengeID)
}
