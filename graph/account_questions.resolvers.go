package graph

import (
	"context"
	"patientportal/server/account"
	"patientportal/server/clinic"
)

func (r *accountResolver) SecurityQuestions(ctx context.Context, obj *account.Account) ([]account.SecurityQuestion, error) {
	return r.rooms.Account.ChosenQuestions(ctx, obj.Who)
}

func (r *clinicResolver) SecurityQuestions(ctx context.Context, obj *clinic.Clinic) ([]account.SecurityQuestion, error) {
	return r.rooms.Account.Questions(), nil
}

func (r *mutationResolver) SetSecurityAnswers(ctx context.Context, input account.SetSecurityAnswersInput) (*account.SetSecurityAnswersPayload, error) {
	payload, err := r.rooms.Account.SetSecurityAnswers(ctx, who(ctx), input)
	return &payload, err
}
