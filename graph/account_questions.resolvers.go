package graph

import (
	"context"
	"patientportal/server/account"
	"patientportal/server/clinic"
	"patientportal/server/recovery"
)

func (r *accountResolver) SecurityQuestions(ctx context.Context, obj *account.Account) ([]recovery.SecurityQuestion, error) {
	return r.rooms.Recovery.ChosenQuestions(ctx, obj.Who)
}

func (r *clinicResolver) SecurityQuestions(ctx context.Context, obj *clinic.Clinic) ([]recovery.SecurityQuestion, error) {
	return r.rooms.Recovery.Questions(), nil
}

func (r *mutationResolver) SetSecurityAnswers(ctx context.Context, input recovery.SetSecurityAnswersInput) (*recovery.SetSecurityAnswersPayload, error) {
	payload, err := r.rooms.Recovery.SetSecurityAnswers(ctx, who(ctx), input)
	return &payload, err
}
