package graph

import (
	"context"
	"patientportal/server/account"
	"patientportal/server/factor"
	"patientportal/server/patient"
)

func (r *accountResolver) StepUpMethods(ctx context.Context, obj *account.Account) ([]account.StepUpMethod, error) {
	return r.rooms.Account.StepUpMethods(ctx, obj.Who)
}

func (r *accountResolver) SecondFactor(ctx context.Context, obj *account.Account) (*factor.SecondFactor, error) {
	return r.rooms.Factor.SecondFactor(ctx, obj.Who)
}

func (r *mutationResolver) VerifySecondFactor(ctx context.Context, input account.VerifySecondFactorInput) (account.SignInResult, error) {
	return r.verifySecondFactor(ctx, input)
}

func (r *mutationResolver) StepUp(ctx context.Context, input account.StepUpInput) (*account.StepUpPayload, error) {
	return r.stepUp(ctx, input)
}

func (r *mutationResolver) StartTotpEnrollment(ctx context.Context) (*factor.StartTotpEnrollmentPayload, error) {
	payload, err := r.rooms.Factor.StartTotpEnrollment(ctx, who(ctx))
	return &payload, err
}

func (r *mutationResolver) ConfirmTotpEnrollment(ctx context.Context, input factor.ConfirmTotpEnrollmentInput) (*factor.ConfirmTotpEnrollmentPayload, error) {
	payload, err := r.rooms.Factor.ConfirmTotpEnrollment(ctx, who(ctx), input)
	return &payload, err
}

func (r *mutationResolver) DisableTotp(ctx context.Context) (*factor.DisableTotpPayload, error) {
	payload, err := r.rooms.Factor.DisableTotp(ctx, who(ctx))
	return &payload, err
}

func (r *mutationResolver) RegenerateRecoveryCodes(ctx context.Context) (*factor.RegenerateRecoveryCodesPayload, error) {
	payload, err := r.rooms.Factor.RegenerateRecoveryCodes(ctx, who(ctx))
	return &payload, err
}

func (r *mutationResolver) ForgetRememberedDevices(ctx context.Context) (*account.ForgetRememberedDevicesPayload, error) {
	return r.forgetDevices(ctx)
}

func (r *mutationResolver) ResetSecondFactor(ctx context.Context, input factor.ResetSecondFactorInput) (*factor.ResetSecondFactorPayload, error) {
	payload, err := r.rooms.Factor.ResetSecondFactor(ctx, who(ctx), input)
	return &payload, err
}

func (r *patientResolver) HasSecondFactor(ctx context.Context, obj *patient.Patient) (bool, error) {
	return r.rooms.Factor.HasSecondFactor(ctx, who(ctx), obj.ID)
}

func (r *queryResolver) SignInChallenge(ctx context.Context, challengeID string) (*account.SecondFactorRequired, error) {
	return r.rooms.Account.SignInChallenge(ctx, challengeID)
}
